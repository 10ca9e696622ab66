// Sentences are coded one at a time, all chosen themes at once. Which sentences, in which order, say coders.js on the article's page and
// sample.js on that of `run.py code`. An item is [row of the sheet, the themes that it asks for at once]; a code is "1", "0" or "?" (unsure),
// and "" while it is open.

import { everyTheme, held, sheet } from "./sheet.js";
import { KEPT, fromLocal, localAnswers, openStore, takeNewer, toLocal } from "./storage.js";
import { byId, figures, hide, make, on, visible, write } from "../common/elements.js";
import { csvField, download } from "../common/files.js";
import { cutOut, fillParagraph } from "../common/passages.js";

export const choiceKey = () => `${KEPT}:${sheet.key}`;
const COPY = /\(\d+\)$/; // so a browser names a second file
const NAME = /^(?!model-|readme|sources$)[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,_'’()[\]-]{0,58}[\p{L}\p{M}\p{N}._)\]-])?$/iu;
const SIGNS_OF_NAMES = /^[\p{L}\p{M}\p{N} .,_'’()[\]-]*$/u; // that may be in one
const isName = (name) => NAME.test(name) && !COPY.test(name);
export const DIGITS = "1234567890"; // keys of the themes
const WHITE = /(?:(?!\ufeff)[\s\x1c-\x1f\x85])+/g; // as Python's split() has it

/** What the coder does. */
export const coding = {
  coder: "",
  answers: {},
  store: null,
  chosen: [], // the themes that are asked for
  items: [], // what is asked
  at: -1, // which of it is shown, -1 before anything is
  wasOpen: true, // what is shown, when the reader came to it
  given: [], // the answers since the start: each its row, and the codes that stood there before
};
export const unkept = new Set(); // cells that are in this tab alone

const cellsOf = ([row, themes]) => themes.map((theme) => `${row},${theme}`);
export const codeAt = (cell) => coding.answers[cell]?.[0] ?? "";
const cellsIn = (some, codes) => some.flatMap(cellsOf).filter((cell) => codes.test(codeAt(cell)));
export const isOpen = (item) => cellsIn([item], /^$/).length > 0;
const canGoOn = (item) => !isOpen(item) || cellsIn([item], /[1?]/).length > 0; // else N says that none is marked
const itemShown = () => coding.items[coding.at];
export const itemsOf = (themes) => sheet.orderOf().map((row) => [row, themes]);
const fileName = () => `${coding.coder}${sheet.suffix}.csv`; // of a second round "ann round 2.csv"
export const labelOf = (theme) => visible(sheet.themes[theme].label);

/** A sentence of an article, on one line, or nothing. */
function sentenceAt(article, number) {
  const span = article.sentences[number];
  return span ? cutOut(article, ...span).replace(WHITE, " ").trim() : "";
}
/** What a sheet says of a row before its codes. */
export function keysOf(row) {
  const [place, number] = sheet.rows[row];
  return [sheet.articles[place].article, number + 1, sentenceAt(sheet.articles[place], number)];
}
export const tell = (text) => write("coding-message", text);
export function turnTo(screen) {
  for (const one of ["start", "coding", "done"]) byId(one).hidden = one !== screen;
  if (screen === "start") drawChoice();
  if (!byId(screen).contains(document.activeElement)) byId(screen === "start" ? "coder" : screen).focus();
  byId("check").scrollTop = 0;
}

/** The answers of a coder, as far as this browser has them. */
export async function openCodes(name) {
  coding.coder = name;
  coding.store = await openStore(`${choiceKey()}:${name}`);
  const inStore = await coding.store.read();
  coding.answers = takeNewer((held[name] ??= {}), inStore.answers);
  hide("refused", coding.store.works);
  hide("damaged", !inStore.leftOut);
  write("left-out", figures(inStore.leftOut));
  hide("tabs", true);
  sheet.markBehind();
}
/** Keeps codes, each later than the last one of its cell, also where the clock was put back. */
export async function keep(codes) {
  takeNewer(coding.answers, localAnswers(coding.store.key)); // another tab's
  const timeOf = (cell) => Math.min(Number.MAX_SAFE_INTEGER, Math.max(Date.now(), (coding.answers[cell]?.[1] ?? 0) + 1));
  const changes = Object.fromEntries(codes.map(([cell, code]) => [cell, [code, timeOf(cell)]]));
  const cells = Object.keys(changes);
  Object.assign(coding.answers, changes);
  sheet.markBehind();
  cells.forEach((cell) => unkept.add(cell));
  if (await coding.store.write(changes)) cells.forEach((cell) => unkept.delete(cell));
  else byId("refused").hidden = false;
}

const inField = () => byId("coder").value.trim().replace(/\s+/g, " ").normalize("NFC");
/** The name, or null, and what is wrong with it is said. */
export function typedName() {
  const name = inField();
  let fault = "Begin with a letter or digit; end with a letter, digit or . _ - ) ]; at most 60 characters.";
  if (!SIGNS_OF_NAMES.test(name)) fault = "Use letters, digits, spaces and . , _ - ’ ( ) [ ].";
  if (/^(readme|sources$)/i.test(name)) fault = "Files named readme… or sources are not read as sheets: choose another name.";
  if (/^model-/i.test(name)) fault = "model- marks a language model: choose another name.";
  if (COPY.test(name)) fault = "A number in brackets marks a copy of a file: write it without them.";
  if (!name) fault = "Type your name.";
  byId("coder").setCustomValidity(isName(name) ? "" : fault);
  return byId("coder").reportValidity() ? name : null;
}
const themesInFields = () => [...byId("choose").querySelectorAll("[value]:checked")].map(({ value }) => Number(value));
function drawGo() {
  const name = inField();
  const codes = { ...held[name], ...localAnswers(`${choiceKey()}:${name}`) };
  const asked = itemsOf(themesInFields());
  const done = asked.filter(([row, themes]) => themes.length && cellsOf([row, themes]).every((cell) => codes[cell]?.[0])).length;
  const goesOn = done < asked.length || !byId("findings") ? `Go on (${figures(done)} of ${figures(asked.length)} done)` : "See the findings";
  write("go", done ? goesOn : "Start");
  write("number-chosen", `${figures(themesInFields().length)} of ${figures(sheet.themes.length)}`);
  const alike = Object.keys(held).find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  write("alike", alike ? `${alike} coded here. To go on with those answers, type that name; ${name} is another reader.` : "");
}
/** A field for each theme, and one for all of a group. */
function drawChoice() {
  const field = (box, label) => make("label", {}, box, make("bdi", {}, visible(label)));
  const groups = new Set(sheet.themes.map(({ group }) => group));
  byId("choose").replaceChildren(...[...groups].map((group) => {
    const own = everyTheme().filter((theme) => sheet.themes[theme].group === group);
    const boxes = own.map((theme) => make("input", { type: "checkbox", value: theme, checked: coding.chosen.includes(theme) }));
    const all = make("input", { type: "checkbox", checked: boxes.every(({ checked }) => checked) });
    all.oninput = () => boxes.forEach((box) => { box.checked = all.checked; });
    return make("fieldset", {}, make("legend", {}, field(all, group || "All themes")), ...boxes.map((box, place) => field(box, labelOf(own[place]))));
  }));
  drawGo();
  sheet.drawFresh();
}
async function start() {
  const name = typedName();
  coding.chosen = themesInFields();
  tell(coding.chosen.length ? "" : "Choose a theme.");
  if (!name || !coding.chosen.length) return;
  await openCodes(name);
  ask();
}
/** Asks what is open of these themes; or these items, all anew. */
export function ask(themes = coding.chosen, again = null) {
  coding.chosen = themes;
  toLocal(choiceKey(), { coders: [...Object.keys(held).filter((name) => name !== coding.coder), coding.coder], chosen: coding.chosen });
  coding.items = again ?? itemsOf(coding.chosen);
  hide("verdict", coding.chosen.length > 1);
  hide("settle", coding.chosen.length === 1);
  byId("marks").replaceChildren(...(coding.chosen.length > 1 ? coding.chosen : []).map((theme, place) => {
    const key = DIGITS[place] ? make("kbd", {}, DIGITS[place]) : "";
    const mark = make("button", {}, key, make("bdi", {}, labelOf(theme)));
    mark.setAttribute("aria-describedby", "definition"); // that of the theme in focus
    mark.onclick = () => markTheme(theme);
    mark.onfocus = mark.onpointerenter = () => drawMeaning(theme);
    return mark;
  }));
  drawMeaning(coding.chosen[0]);
  coding.at = -1;
  coding.wasOpen = !again;
  coding.given = [];
  goOn();
}

/** What a theme means: of several that are asked for at once, the one in focus. */
function drawMeaning(theme) {
  const { definition = "" } = sheet.themes[theme];
  write("theme", definition || coding.chosen.length === 1 ? labelOf(theme) : "");
  write("definition", visible(definition));
}
function drawItem() {
  const [place, number] = sheet.rows[itemShown()[0]];
  const article = sheet.articles[place];
  write("before", visible(sentenceAt(article, number - 1)));
  write("sentence", visible(sentenceAt(article, number)));
  write("after", visible(sentenceAt(article, number + 1)));
  write("item-title", visible(article.title));
  write("item-from", visible([article.source, article.date].filter(Boolean).join(", ")));
  byId("item").open = false;
  byId("passage").scrollTop = 0;
  byId("earlier").disabled = coding.at === 0;
  byId("later").disabled = isOpen(itemShown());
  write("marked", "");
  drawAnswers();
}
/** The codes of the sentence that is shown, on the buttons. */
function drawAnswers() {
  const codes = cellsOf(itemShown()).map(codeAt);
  const looks = { 1: "true", "?": "mixed" };
  [...byId("marks").children].forEach((mark, place) => mark.setAttribute("aria-pressed", looks[codes[place]] ?? "false"));
  for (const one of byId("verdict").children) one.setAttribute("aria-pressed", one.dataset.code === codes[0]);
  byId("settle").replaceChildren(...(canGoOn(itemShown()) ? ["Next ", make("kbd", {}, "Enter")] : ["None ", make("kbd", {}, "N")]));
}
/** The whole item, its sentence underlined. */
function drawWhole() {
  byId("whole").replaceChildren();
  if (!byId("item").open || coding.at < 0) return; // print opens it before anything is asked
  const [place, number] = sheet.rows[itemShown()[0]];
  const article = sheet.articles[place];
  for (const span of article.paragraphs) {
    const shown = make("p", { dir: "auto" });
    fillParagraph(shown, article, span, [], article.sentences[number]);
    byId("whole").append(shown);
  }
}
/** What is done, and what comes next: what is open, or of single themes another. */
function drawDone() {
  const open = coding.items.some(isOpen);
  const next = everyTheme().filter((theme) => coding.chosen.length === 1 && itemsOf([theme]).some(isOpen));
  const asked = coding.chosen.length > 1 ? `${figures(coding.chosen.length)} of ${figures(sheet.themes.length)} themes` : labelOf(coding.chosen[0]);
  write("done-title", open ? "So far" : `${asked}: all sentences answered`);
  const unsure = cellsIn(coding.items, /\?/).length;
  write("done-numbers", `Yes or no: ${figures(cellsIn(coding.items, /[01]/).length)}. Unsure: ${figures(unsure)}.`);
  write("next-what", open ? "Go on" : next.length ? `Next theme: ${labelOf(next[0])}` : "");
  hide("go-on", !open && !next.length);
  byId("go-on").onclick = () => ask(open ? coding.chosen : [next[0]]);
  hide("again", !unsure);
  write("file-name", fileName());
  sheet.drawFindings();
}
function moveTo(place) {
  const isEnd = place === coding.items.length;
  if (isEnd) coding.items = itemsOf(coding.chosen); // and not only what was asked again
  coding.at = isEnd ? coding.items.length : place;
  coding.wasOpen = !isEnd && isOpen(itemShown());
  tell("");
  const value = coding.items.filter((item) => !isOpen(item)).length;
  write("progress", `${figures(isEnd ? value : coding.at + 1)} of ${figures(coding.items.length)}`);
  Object.assign(byId("meter"), { max: coding.items.length, value });
  if (isEnd) drawDone();
  else drawItem();
  turnTo(isEnd ? "done" : "coding");
  byId("sentence").scrollIntoView({ block: "nearest" }); // below a long one before it
}
/** To the next open sentence; from one that was answered before to the one after it. */
function goOn() {
  if (!coding.wasOpen && coding.at + 1 < coding.items.length) return moveTo(coding.at + 1);
  const open = [...coding.items.keys()].filter((place) => isOpen(coding.items[place]));
  moveTo(open.find((place) => place > coding.at) ?? open[0] ?? coding.items.length);
}
const back = () => coding.at > 0 && moveTo(coding.at - 1);
const forward = () => coding.at < coding.items.length && !isOpen(itemShown()) && moveTo(coding.at + 1);

/** Keeps an answer that can be taken back. */
function give(codes) {
  if (codes.length) coding.given.push([itemShown()[0], codes.map(([cell]) => [cell, codeAt(cell)])]);
  keep(codes);
}
function takeBack() {
  const place = coding.items.findIndex(([row]) => row === coding.given.at(-1)?.[0]);
  if (place < 0) return;
  keep(coding.given.pop()[1]);
  moveTo(place);
}
/** Takes an answer where one theme is asked for, and goes on. */
function answerWith(code) {
  give(cellsOf(itemShown()).map((cell) => [cell, code]));
  goOn();
}
/** One of several themes: yes, then unsure, then no. */
function markTheme(theme) {
  const cell = `${itemShown()[0]},${theme}`;
  give([[cell, { 1: "?", "?": "0" }[codeAt(cell)] ?? "1"]]);
  drawMeaning(theme);
  drawAnswers();
  write("marked", `${labelOf(theme)}: ${{ 1: "yes", "?": "unsure" }[codeAt(cell)] ?? "not marked"}`);
}
/** No to the themes of the sentence that are not marked, and on. */
function noToRest() {
  give(cellsIn([itemShown()], /^$/).map((cell) => [cell, "0"]));
  goOn();
}
function saveCodes() {
  const codesOf = (row) => cellsOf([row, everyTheme()]).map(codeAt);
  const head = ["article", "sentence", "text", ...sheet.themes.map(({ label }) => label)];
  const lines = [head, ...sheet.rows.map((_, row) => [...keysOf(row), ...codesOf(row)])].map((cells) => cells.map(csvField).join(","));
  download(fileName(), "text/csv", `\ufeff${lines.join("\n")}\n`);
  unkept.clear();
  tell(`Saved: ${fileName()}.`);
}

function actOf({ key, code, target }) {
  const pressing = target.closest("#marks") ? [" "] : [" ", "Enter"]; // Enter goes on from a theme, as "Next Enter" says
  const presses = target.matches("button, summary") && pressing.includes(key); // itself
  if (!byId("start").hidden || presses || target.matches("input")) return null;
  if (key === "ArrowLeft") return back;
  if (key === "Backspace") return takeBack;
  if (coding.at === coding.items.length) return key === "Enter" ? () => byId(byId("go-on").hidden ? "save-codes" : "go-on").click() : null;
  if (key === "ArrowRight") return forward;
  const digit = /^\d$/.test(key) ? key : code.match(/^Digit(\d)$/)?.[1]; // some keyboards have digits only with Shift
  const answer = { 1: "1", 0: "0", " ": "?" }[digit ?? key];
  if (coding.chosen.length === 1) return answer && (() => answerWith(answer));
  const theme = digit && coding.chosen[DIGITS.indexOf(digit)];
  if (theme !== undefined) return () => markTheme(theme);
  if (key === "Enter" && !canGoOn(itemShown())) return () => tell("No theme is marked. N answers: none.");
  return /^(n|Enter)$/i.test(key) ? noToRest : null;
}
const CODING = {
  earlier: back,
  later: forward,
  settle: noToRest,
  see: () => moveTo(coding.items.length),
  "save-codes": saveCodes,
  "look-again": () => moveTo(0),
  "to-start": () => turnTo("start"),
  again: () => ask(coding.chosen, coding.items.filter((item) => cellsIn([item], /\?/).length)),
};
/** The start page as it was left. Returns who coded here, the last one last. */
export function drawStart(themesAtFirst) {
  const before = fromLocal(choiceKey());
  const listIn = (value) => (Array.isArray(value) ? value : []);
  const coders = listIn(before?.coders).filter((name) => typeof name === "string" && isName(name));
  const themes = everyTheme().filter((theme) => listIn(before?.chosen).includes(theme));
  coding.chosen = themes.length ? themes : themesAtFirst;
  for (const name of coders) held[name] ??= {}; // another spelling is said to be another reader's
  byId("coder").value = coders.at(-1) ?? "";
  turnTo("start");
  return coders;
}

document.addEventListener("keydown", (event) => {
  if (byId("check").open === false || event.ctrlKey || event.metaKey || event.altKey) return; // the coding page has no dialog
  const act = actOf(event);
  const isHeld = event.repeat && !event.key.startsWith("Arrow");
  if (act || (isHeld && event.key === "Enter")) event.preventDefault(); // which would press a button again
  if (!isHeld) act?.();
});
for (const [id, act] of Object.entries(CODING)) on(id, ({ detail }) => (id === "settle" && detail > 1) || act());
for (const one of byId("verdict").children) one.addEventListener("click", ({ detail }) => detail > 1 || answerWith(one.dataset.code));
on("answers", ({ detail }) => {
  if (detail && !byId("coding").hidden) byId("coding").focus(); // so that keys mean answers after a click
});
on("go", start);
on("coder", ({ key }) => key === "Enter" && start(), "keydown");
on("form", drawGo, "input");
on("item", drawWhole, "toggle");
addEventListener("beforeunload", (event) => unkept.size && event.preventDefault());
addEventListener("storage", ({ key }) => {
  if (key !== coding.store?.key) return;
  takeNewer(coding.answers, localAnswers(key));
  hide("tabs", false);
  if (!byId("coding").hidden) drawAnswers();
});
