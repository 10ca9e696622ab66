// The page on which sentences are coded: one at a time, by keys or buttons. An item is [row of the sheet, theme]; its code is
// "1", "0" or "?" (unsure, an empty cell of the sheet).

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
  answers = takeNewer((held[name] ??= {}), await store.read());
  byId("refused").hidden = store.works;
  byId("tabs").hidden = true;
}
async function keep(changes) {
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
  begin(Math.max(0, data.themes.findIndex((_, theme) => itemsOf(theme).some(isOpen))));
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
  shownAt = performance.now();
}
function drawDone() {
  const next = data.themes.findIndex((_, theme) => itemsOf(theme).some(isOpen));
  write("done-what", byTheme() ? data.themes[items[0][1]].theme : "All themes");
  write("done-numbers", `Answered: ${number(items.length - unsure(items).length)}. Unsure: ${number(unsure(items).length)}.`);
  write("next", `Next theme: ${data.themes[next]?.theme}`);
  byId("next").hidden = next < 0;
  byId("next").dataset.theme = next;
  byId("again").hidden = !unsure(items).length;
  write("file-name", `${coder}.csv`);
}

/** Takes an answer, and goes on to the next open sentence. */
function answer(code) {
  if (isOpen(items[at])) paces.push(performance.now() - shownAt);
  keep({ [cellOf(items[at])]: [code, Date.now()] });
  const next = items.findIndex((item, place) => place > at && isOpen(item));
  go(next < 0 ? items.findIndex(isOpen) : next);
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
  const sheet = sheetOf(data, (row, theme) => (codeOf([row, theme]) ?? "").replace("?", ""));
  const link = Object.assign(document.createElement("a"), { download: `${coder}.csv` });
  link.href = URL.createObjectURL(new Blob([sheet], { type: "text/csv" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  unkept.clear();
  const all = everything();
  const answered = all.filter((item) => /[01]/.test(codeOf(item))).length;
  say(`Saved: ${coder}.csv. Answered: ${number(answered)} of ${number(all.length)}. Unsure: ${number(unsure(all).length)}.`);
}
/** Takes the codes of a file that was saved elsewhere; what differs from those here only when asked. */
async function load({ target }) {
  const [file] = target.files;
  if (!file) return;
  const named = file.name.replace(/\.csv$/i, "").replace(/ ?\(\d+\)$/, "").normalize("NFC");
  byId("coder").value ||= named;
  const name = typedName();
  try {
    if (!name || (name !== named && !confirm(`The file is named ${file.name}. Take it as the codes of ${name}?`))) return;
    const { found, unfit } = codesIn(await file.text(), data);
    await openCodes(name);
    const here = (item) => (codeOf(item) ?? "").replace("?", "");
    const differing = found.filter((one) => here(one) && here(one) !== one[2]);
    const taken = differing.length && !confirm(`Answers that are others here: ${differing.length}. Take those of the file?`)
      ? found.filter((one) => !differing.includes(one)) : found;
    await keep(Object.fromEntries(taken.map((one) => [cellOf(one), [one[2], Date.now()]])));
    say(`Loaded: ${file.name}. Answers: ${number(taken.length)}. Cells of another sheet: ${number(unfit)}. Empty cells are asked again.`);
  } catch (error) {
    say(`Not loaded: ${file.name}: ${error.message}.`);
  } finally {
    target.value = "";
  }
}
/** Opens the unsure ones again. */
async function askAgain() {
  await keep(Object.fromEntries(unsure(items).map((item) => [cellOf(item), ["", Date.now()]])));
  begin(items[0][1]);
}

const CLICKS = {
  back, forward, save, "save-all": save, "to-start": () => show("start"), again: askAgain,
  next: () => begin(Number(byId("next").dataset.theme)),
};
const KEYS = {
  1: () => answer("1"), Digit1: () => answer("1"), 0: () => answer("0"), Digit0: () => answer("0"), " ": () => answer("?"),
  ArrowLeft: back, ArrowRight: forward,
};
function pressed(event) {
  const { key, code, target, repeat } = event;
  const act = KEYS[key] ?? KEYS[code]; // some keyboards have digits only with Shift
  if (!act || event.ctrlKey || event.metaKey || event.altKey || target.matches("select, input")) return;
  if (!byId("start").hidden || (at === items.length && act !== back)) return;
  if (key === " " && target.matches("button, summary")) return; // which it presses
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
  takeNewer(answers, fromLocal(key));
  byId("tabs").hidden = false;
  if (byId("start").hidden) draw();
});
{
  const { coder: name = "", byTheme: kept = true } = fromLocal(SETTINGS);
  byId("coder").value = name;
  byId(kept ? "by-theme" : "by-sentence").checked = true;
  byId("start").hidden = false;
}
