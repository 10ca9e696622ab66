// The page on which sentences are coded: one at a time, by keys or buttons. An item is [row of the sheet, theme]; its code is
// "1", "0" or "?" (unsure).

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const cellOf = ([row, theme]) => `${row},${theme}`;
const SETTINGS = `${KEPT}:${data.sheet}`;
const NAME = /^(?!model-|readme|sources$)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._-]{0,58}[\p{L}\p{M}\p{N}_-])?$/iu;
const ENOUGH = 3; // answers from which a pace is told

const held = {}; // a coder -> the answers, by their cells
const unkept = new Set(); // cells that are in this tab alone
const paces = []; // milliseconds that each answer took
let [coder, answers, store] = ["", {}, null];
let [items, at, shownAt] = [[], 0, 0];

const codeOf = (item) => answers[cellOf(item)]?.[0];
const isOpen = (item) => !codeOf(item);
const byTheme = () => byId("by-theme").checked;
const unsure = (some) => some.filter((item) => codeOf(item) === "?");
const itemsOf = (theme) => data.order.map((row) => [row, theme]);
const everything = () => data.order.flatMap((row) => data.themes.map((_, theme) => [row, theme]));
const number = (value) => value.toLocaleString("en");
const fileName = () => `${coder}${data.suffix}.csv`; // of a second round "ann round 2.csv"
const openTheme = () => data.themes.findIndex((_, theme) => itemsOf(theme).some(isOpen));

function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text; // what is live is read out when it changes
}
const say = (text) => write("message", text);
function show(screen) {
  for (const one of ["start", "coding", "done"]) byId(one).hidden = one !== screen;
  byId("bar").hidden = screen === "start";
  byId(screen).focus();
  scrollTo(0, 0);
}

/** The answers of a coder, as far as this browser has them. */
async function openCodes(name) {
  coder = name;
  store = await openStore(`${SETTINGS}:${name}`);
  const inStore = await store.read();
  answers = takeNewer((held[name] ??= {}), inStore.answers);
  byId("refused").hidden = store.works;
  byId("damaged").hidden = !inStore.leftOut;
  write("left-out", number(inStore.leftOut));
  byId("tabs").hidden = true;
}
/** Keeps codes, by their cells. Each is later than the last one of its cell, also where the clock was put back. */
async function keep(codes) {
  takeNewer(answers, localAnswers(store.key)); // another tab's
  const timeOf = (cell) => Math.max(Date.now(), (answers[cell]?.[1] ?? 0) + 1);
  const changes = Object.fromEntries(codes.map(([cell, code]) => [cell, [code, timeOf(cell)]]));
  const cells = Object.keys(changes);
  Object.assign(answers, changes);
  cells.forEach((cell) => unkept.add(cell));
  if (await store.write(changes)) cells.forEach((cell) => unkept.delete(cell));
  else byId("refused").hidden = false;
}

/** The name that was typed, or null, and what is wrong with it is said. */
function typedName() {
  const name = byId("coder").value.trim().replace(/\s+/g, " ").normalize("NFC");
  const fits = NAME.test(name);
  write("name-problem", fits ? "" : "Use letters, digits, spaces and . _ - and do not begin with model-, which marks a language model.");
  byId("coder").setAttribute("aria-invalid", String(!fits));
  if (!fits) byId("coder").focus();
  return fits ? name : null;
}
async function start(event) {
  event.preventDefault();
  const name = typedName();
  if (!name) return;
  await openCodes(name);
  toLocal(SETTINGS, { coder, byTheme: byTheme() });
  byId("theme-choice").hidden = !byTheme() || data.themes.length < 2;
  begin(Math.max(0, openTheme()));
}
/** Shows the first open sentence: of this theme, or of all. */
function begin(theme) {
  items = byTheme() ? itemsOf(theme) : everything();
  byId("theme-choice").replaceChildren(...data.themes.map((one, place) => {
    const done = itemsOf(place).some(isOpen) ? "" : " (done)";
    return new Option(one.theme + done, place, false, place === theme);
  }));
  at = items.findIndex(isOpen);
  if (at < 0) at = items.length;
  show(at < items.length ? "coding" : "done");
  draw();
}

function minutesLeft() {
  const open = items.filter(isOpen).length;
  if (paces.length < ENOUGH || !open) return "";
  const median = [...paces].sort((a, b) => a - b)[paces.length >> 1];
  return `, about ${number(Math.max(1, Math.round((open * median) / 60000)))} min left`;
}
function drawProgress() {
  const each = byTheme() ? 1 : data.themes.length;
  const place = Math.min(items.length / each, Math.floor(at / each) + 1);
  const theme = each > 1 && at < items.length ? `, theme ${(at % each) + 1} of ${each}` : "";
  write("progress", `${number(place)} of ${number(items.length / each)}${theme}${minutesLeft()}`);
  write("unsure", `Unsure: ${number(unsure(items).length)}`);
  Object.assign(byId("meter"), { max: items.length, value: items.length - items.filter(isOpen).length });
}
/** A definition, in Markdown, as paragraphs. */
function paragraphs(text) {
  const parts = text.split(/\n\s*\n|\n(?=\s*[-*] )/).filter((part) => part.trim());
  return parts.map((part) => {
    const shown = document.createElement("p");
    shown.className = /^\s*[-*] /.test(part) ? "item" : "";
    shown.textContent = part.replace(/^\s*[-*] /, "").replace(/\*\*|`/g, "").replace(/\s+/g, " ");
    shown.dir = "auto";
    return shown;
  });
}
function draw() {
  drawProgress();
  if (at === items.length) return drawDone();
  const [row, place] = items[at];
  const [, , sentence, before, after] = data.rows[row];
  const { theme, definition, terms } = data.themes[place];
  for (const [id, text] of Object.entries({ before, sentence, after, theme })) write(id, text);
  byId("definition").replaceChildren(...paragraphs(definition));
  byId("terms-box").hidden = Boolean(definition);
  write("terms", terms.join(", "));
  for (const button of document.querySelectorAll("[data-code]")) {
    button.setAttribute("aria-pressed", String(button.dataset.code === codeOf(items[at])));
  }
  byId("back").disabled = at === 0;
  byId("forward").disabled = isOpen(items[at]);
  byId("rest").hidden = byTheme() || data.themes.length < 2;
  shownAt = performance.now();
}
/** What is done: a theme, or all. */
function drawDone() {
  const next = openTheme();
  const done = next < 0 ? everything() : items;
  write("done-what", next < 0 && data.themes.length > 1 ? "All themes" : data.themes[items[0][1]].theme);
  write("done-numbers", `Answered: ${number(done.length - unsure(done).length)}. Unsure: ${number(unsure(done).length)}.`);
  write("next-what", `Next theme: ${data.themes[next]?.theme}`);
  byId("next").hidden = next < 0;
  byId("next").dataset.theme = next;
  byId("save-all").classList.toggle("main", next < 0);
  byId("save-key").hidden = byId("send").hidden = next >= 0;
  byId("again").hidden = !unsure(done).length;
  write("file-name", fileName());
}

/** Takes an answer, to this item or several from it on, and goes on to the next open one. */
function answer(code, some = [items[at]]) {
  const pace = (performance.now() - shownAt) / some.length;
  if (isOpen(items[at])) paces.push(...some.map(() => pace));
  keep(some.map((item) => [cellOf(item), code]));
  const next = items.findIndex((item, place) => place > at && isOpen(item));
  go(next < 0 ? items.findIndex(isOpen) : next);
}
/** No to this theme, and to those of the sentence that are still open. */
function noToRest() {
  const [row] = items[at];
  if (!byTheme()) answer("0", items.filter((item, place) => item[0] === row && (place === at || (place > at && isOpen(item)))));
}
function go(place) {
  at = place < 0 ? items.length : place;
  const screen = at < items.length ? "coding" : "done";
  if (byId(screen).hidden) show(screen);
  scrollTo(0, 0); // to the new sentence
  say("");
  draw();
}
const back = () => at > 0 && go(at - 1);
const forward = () => at < items.length && !isOpen(items[at]) && go(at + 1);

function save() {
  const sheet = sheetOf(data, (row, theme) => codeOf([row, theme]) ?? "");
  download(fileName(), "text/csv", sheet);
  unkept.clear();
  const all = everything();
  const answered = all.filter((item) => /[01]/.test(codeOf(item))).length;
  say(`Saved: ${fileName()}. Answered: ${number(answered)} of ${number(all.length)}. Unsure: ${number(unsure(all).length)}.`);
}
/** Takes the codes of a file that was saved elsewhere; what differs from those here only when asked. */
async function load({ target }) {
  const [file] = target.files;
  if (!file) return;
  const named = file.name.replace(/\.csv$/i, "").replace(/ ?\(\d+\)$/, "").replace(/ round \d+$/, "").normalize("NFC");
  byId("coder").value ||= named;
  const name = typedName();
  try {
    if (!name || (name !== named && !confirm(`The file is named ${file.name}. Take it as the codes of ${name}?`))) return;
    const { found, unfit } = codesIn(await file.text(), data);
    await openCodes(name);
    const differing = found.filter((one) => codeOf(one) && codeOf(one) !== one[2]);
    const taken = differing.length && !confirm(`Answers that are others here: ${differing.length}. Take those of the file?`)
      ? found.filter((one) => !differing.includes(one)) : found;
    await keep(taken.map((one) => [cellOf(one), one[2]]));
    say(`Loaded: ${file.name}. Answers: ${number(taken.length)}. Cells of another sheet: ${number(unfit)}. Empty cells are asked again.`);
  } catch (error) {
    say(`Not loaded: ${file.name}: ${error.message}.`);
  } finally {
    target.value = "";
  }
}
/** Opens the unsure ones again. */
async function askAgain() {
  const some = openTheme() < 0 ? everything() : items;
  await keep(unsure(some).map((item) => [cellOf(item), ""]));
  begin(some === items ? items[0][1] : openTheme());
}
const goOn = () => byId(byId("next").hidden ? "save-all" : "next").click();

const CLICKS = {
  back, forward, save, "save-all": save, rest: noToRest, "to-start": () => show("start"), again: askAgain,
  next: () => begin(Number(byId("next").dataset.theme)),
};
const KEYS = {
  1: () => answer("1"), Digit1: () => answer("1"), 0: () => answer("0"), Digit0: () => answer("0"), " ": () => answer("?"),
  n: noToRest, N: noToRest, ArrowLeft: back, ArrowRight: forward, Enter: goOn,
};
function pressed(event) {
  const { key, code, target, repeat } = event;
  const act = KEYS[key] ?? KEYS[code]; // some keyboards have digits only with Shift
  if (!act || event.ctrlKey || event.metaKey || event.altKey || target.matches("select, input")) return;
  const done = at === items.length;
  if (!byId("start").hidden || (done ? act !== back && act !== goOn : act === goOn)) return;
  if ((key === " " || act === goOn) && target.matches("button, summary")) return; // which it presses
  event.preventDefault();
  if (!repeat || key.startsWith("Arrow")) act();
}

for (const [id, act] of Object.entries(CLICKS)) byId(id).addEventListener("click", act);
for (const button of document.querySelectorAll("[data-code]")) {
  button.addEventListener("click", ({ detail }) => {
    answer(button.dataset.code);
    if (detail && !byId("coding").hidden) byId("coding").focus(); // so that Space means unsure after a click
  });
}
byId("form").addEventListener("submit", start);
byId("file").addEventListener("change", load);
byId("theme-choice").addEventListener("change", ({ target }) => begin(Number(target.value)));
document.addEventListener("keydown", pressed);
addEventListener("beforeunload", (event) => unkept.size && event.preventDefault());
addEventListener("storage", ({ key }) => {
  if (key !== store?.key) return;
  takeNewer(answers, localAnswers(key));
  byId("tabs").hidden = false;
  if (byId("start").hidden) draw();
});
{
  const { coder: name = "", byTheme: before = true } = fromLocal(SETTINGS) ?? {};
  byId("coder").value = name;
  write("name-use", `Your codes are saved under it: ann gives ann${data.suffix}.csv.`);
  byId(before ? "by-theme" : "by-sentence").checked = true;
  byId("start").hidden = false;
}
