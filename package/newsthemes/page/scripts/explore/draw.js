// All of the explorer is drawn.

import { byId, figures, firstOf, focusOn, hide, make, plural, visible, write } from "../common/elements.js";
import { cutOut } from "../common/passages.js";
import { reachScrolling } from "../common/scrolling.js";
import { offerWords } from "./adder.js";
import { drawThemes, groupLabel } from "./bars.js";
import { drawChanged } from "./changed.js";
import { passages, textOf } from "./count.js";
import { drawEditor } from "./editor.js";
import { hasThemesOfPage, noteOnOwn } from "./own.js";
import { rowOfTheme } from "./scroll.js";
import {
  SENDERS, count, countsAll, data, focus, host, inSample, isAuthors, isFirst, isOwn, isSample, now, ofArticles, ofPage, page,
  placeOf, ticked, view
} from "./state.js";
import { drawReading } from "./text.js";

const authorsSource = byId("source").textContent; // none in Jupyter

export function draw() {
  const focused = document.activeElement;
  const every = passages();
  const row = count.rows[placeOf(focus.lit)];
  const ofGroup = focus.litGroup === null ? "All themes" : groupLabel(focus.litGroup);
  const name = focus.tried ? `“${visible(byId("try").value.trim())}”` : row?.label ?? ofGroup;
  drawTools();
  drawStepper(name, every);
  drawPanel(row);
  drawReading(every);
  for (const drawMore of view.more) drawMore(name, every, row);
  offerWords();
  drawWhose();
  drawChanged();
  reachScrolling();
  host.keepAddress();
  const active = document.activeElement;
  if (focused !== document.body && (active === document.body || active.disabled)) { // else it is lost
    focusOn(byId(focus.editing ? "theme-terms" : "edit-terms"));
  }
}
function drawTools() {
  for (const [id, label, state] of [["undo", "Undo", page.past.before() && now()], ["redo", "Redo", page.past.after()]]) {
    byId(id).disabled = !state;
    byId(id).setAttribute("aria-label", state ? `${label}: ${state.what}` : label);
  }
  byId("reset").disabled = isFirst();
  byId("edit-terms").setAttribute("aria-expanded", focus.editing);
  if (!byId("check-it")) return; // in Jupyter
  host.drawCoders();
  byId("check-it").disabled = isOwn();
}
function drawStepper(name, every) {
  const place = focus.step === null ? plural(every.length, "mention") : `${focus.step + 1} of ${figures(every.length)}`;
  byId("place").replaceChildren(make("b", {}, name), `: ${place}${inSample()}`);
  byId("previous").disabled = byId("next").disabled = !every.length;
  hide("show-all", focus.lit === null && focus.litGroup === null && !focus.tried && focus.step === null);
}
/** By whose terms it is counted. */
function sourceOfTerms() {
  if (page.past === ofPage) return authorsSource;
  if (page.past.first().what === SENDERS) return "Counted by the sender’s terms";
  return `Counted by issues, names and words of the text${hasThemesOfPage() ? " and by the terms of this page" : ""}`;
}
/** The themes, and the editor below the row of the one that is edited. */
function drawPanel(row) {
  const editor = byId("editor");
  if (!focus.editing && editor.parentElement !== byId("panel")) byId("panel").append(editor); // its row may go
  if (byId("naming")) drawNaming();
  for (const one of count.rows) {
    one.strip = stripOf(one);
    const words = one === row && row.count && !focus.editing ? `Words found${inSample()}: ${wordsFound(row.mentions)}.` : "";
    one.said = `${host.findsOf(one)} ${words}`.trim();
  }
  drawThemes();
  if (byId("counts-of")) write("counts-of", isOwn() ? "" : `In ${ofArticles(countsAll())}`);
  const place = page.articles.length > 1 ? "Where in the article shown" : "Where";
  write("where-of", overTime() ? data.strips : place);
  write("source", authorsSource && `${sourceOfTerms()}${isFirst() ? "" : ", changed here"}`);
  byId("nested").checked = now().nested === "count";
  write("notes-of", isSample() ? "Mentions in the sample:" : "");
  editor.hidden = !focus.editing;
  if (!focus.editing) return;
  const inRow = rowOfTheme(focus.lit);
  if (editor.previousElementSibling !== inRow) inRow.after(editor); // moved, it would lose the focus
  drawEditor();
}

/** Which words these mentions are, and how often each, whatever their case; the most frequent first. */
function wordsFound(mentions) {
  const spelled = new Map();
  for (const { article, start, end } of mentions) {
    const match = cutOut(page.articles[article], start, end).replace(/\s+/g, " ");
    const key = match.toLowerCase();
    const [number, other] = spelled.get(key) ?? [0, match];
    spelled.set(key, [number + 1, other > match ? other : match]);
  }
  const sorted = [...spelled.values()].sort(([one], [other]) => other - one);
  return firstOf(sorted.map(([number, match]) => `\u2068${visible(match)}\u2069\xa0${number}`)); // each in its own direction
}
/** Whether strips show rates over time, or places in the article that is shown. */
const overTime = () => !isOwn() && data.strips;
const placesShown = (row) => row.mentions.filter(({ article }) => article === focus.shown).map(({ start }) => start);

/** A theme's strip as a path, 1000 wide and 9 high: a mark a place. */
const marksAt = (places, length) => places.map((place) => `M${Math.round((1000 * place) / length)} 0v9`).join("");
function stripOf(row) {
  if (!overTime()) return marksAt(placesShown(row), textOf(page.articles[focus.shown]).before.at(-1) || 1);
  return view.barsOf(row);
}
/** The field for a name, below the theme that was ticked last. */
function drawNaming() {
  hide("naming", !ticked.size);
  const place = ticked.size ? rowOfTheme([...ticked].at(-1)).parentElement : byId("panel"); // its row may go
  if (byId("naming").parentElement !== place) place.append(byId("naming"));
  write("use-name", ticked.size > 1 ? `Make ${ticked.size} themes one` : "Rename");
}
function drawWhose() {
  document.body.classList.toggle("own", isOwn());
  document.body.classList.toggle("suggests", page.past !== ofPage);
  if (byId("authors-note")) hide("authors-note", isAuthors());
  if (isOwn()) write("own-said", noteOnOwn());
}
view.draw = draw;
