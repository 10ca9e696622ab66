// Themes by source or by article: columns in place of bars, each cell with its mentions, which a click lists.

import { button, byId, figures, focusOn, hide, make, plural, visible, write } from "../common/elements.js";
import { contextSpan, listPassages, passageItem } from "../common/passages.js";
import { lasting } from "./bars.js";
import { openPassage } from "./focus.js";
import { perThousand } from "./rates.js";
import { say } from "./say.js";
import { bring } from "./scroll.js";
import { count, data, focus, inSample, isOwn, page, placeOf, view } from "./state.js";

const MOST_COLUMNS = 8; // of more, the reader chooses
const KINDS = { "": "All", source: "by source", article: "by article" };
const columnsOf = { source: columnsBy("source"), article: columnsBy("article") };
const chosenColumns = { source: null, article: null }; // the keys of the columns; null: the first
let cell = null; // the open one: the id of its theme, the key of its column

/** The columns of the page's articles: {key, name, places, words}; the sources with most articles first. */
function columnsBy(kind) {
  const columns = new Map();
  data.articles.forEach(({ source, title, words }, place) => {
    const key = kind === "source" ? source : String(place);
    if (!key) return;
    const name = visible(kind === "source" ? source : title);
    const column = columns.get(key) ?? { key, name, places: new Set(), words: 0 };
    column.places.add(place);
    column.words += words;
    columns.set(key, column);
  });
  const sorted = [...columns.values()];
  if (kind === "source") sorted.sort((one, other) => other.places.size - one.places.size);
  return sorted;
}
const kindsThere = Object.keys(columnsOf).filter((kind) => columnsOf[kind].length > 1);
const kindButtons = new Map(["", ...kindsThere].map((kind) => [kind, button(KINDS[kind], { onclick: () => showBy(kind) })]));
const isChosen = ({ key }, place) => chosenColumns[focus.by]?.has(key) ?? place < MOST_COLUMNS;
const columnsShown = () => (focus.by && !isOwn() ? columnsOf[focus.by].filter(isChosen) : []);
/** The columns are to be of another kind, if the page has it. */
function setKind(wanted) {
  const kind = kindsThere.includes(wanted) ? wanted : "";
  if (kind === focus.by) return;
  focus.by = kind;
  cell = null;
}
function showBy(kind) {
  setKind(kind);
  view.draw();
}
function choose(key, isOn) {
  const keys = new Set(columnsShown().map((column) => column.key));
  if (isOn) keys.add(key);
  else keys.delete(key);
  chosenColumns[focus.by] = keys;
  view.draw();
}

function drawColumns() {
  const columns = columnsShown();
  document.body.classList.toggle("columns", columns.length > 0);
  hide("by", isOwn() || !kindsThere.length);
  if (!byId("by-kinds").hasChildNodes()) byId("by-kinds").append(...kindButtons.values());
  for (const [kind, control] of kindButtons) control.setAttribute("aria-pressed", kind === focus.by);
  write("by-note", columns.length ? `Mentions${inSample()}. Bars: per 1,000 ${data.unit}, one scale.` : "");
  drawColumnMenu(columns);
  const heads = columns.length ? [make("span", {}, "All"), make("span", { className: "cells" }, ...columns.map(headOf))] : [];
  byId("heads").replaceChildren(...heads);
  byId("side").style.setProperty("--columns", columns.length);
  drawCells(columns);
  drawCell(columns);
}
function headOf({ name, words }) {
  return make("span", { title: name }, make("bdi", {}, name), " ", make("small", {}, `${figures(words)} ${data.unit}`));
}
function drawColumnMenu(columns) {
  const all = columns.length ? columnsOf[focus.by] : [];
  const menu = byId("choice");
  menu.hidden = all.length <= MOST_COLUMNS;
  if (menu.hidden) return;
  const [summary, list] = menu.children;
  summary.textContent = `Columns: ${columns.length} of ${figures(all.length)}`;
  const focused = document.activeElement?.dataset.column;
  const boxes = all.map((column) => {
    const checked = columns.includes(column);
    const disabled = columns.length === (checked ? 1 : MOST_COLUMNS);
    const box = make("input", { type: "checkbox", checked, disabled, onchange: ({ target }) => choose(column.key, target.checked) });
    box.dataset.column = column.key;
    return box;
  });
  list.replaceChildren(...boxes.map((box, place) => make("label", {}, box, ` ${all[place].name}`)));
  boxes.find(({ dataset }) => dataset.column === focused)?.focus();
}

/** Of each theme the mentions in each column. */
function countsBy(columns) {
  const columnOf = new Map(columns.flatMap(({ places }, number) => [...places].map((place) => [place, number])));
  return count.rows.map(({ mentions }) => {
    const numbers = columns.map(() => 0);
    for (const { article } of mentions) {
      if (columnOf.has(article)) numbers[columnOf.get(article)]++;
    }
    return numbers;
  });
}
/** Beside each theme its cells; only those of a theme that differ from before are drawn. */
function drawCells(columns) {
  const counts = countsBy(columns);
  const rates = counts.map((numbers) => numbers.map((number, place) => perThousand(number, columns[place].words)));
  byId("side").style.setProperty("--most", Math.max(0, ...rates.flat()) || 1);
  const keys = columns.map(({ key }) => key);
  count.rows.forEach((row, place) => {
    const item = lasting.get(row.id);
    const open = cell?.id === row.id ? cell.key : null;
    const shows = JSON.stringify([row.label, counts[place], keys, open]);
    if (item.cells === shows) return;
    item.cells = shows;
    const focused = document.activeElement?.dataset.cell;
    item.querySelector(".cells")?.remove();
    if (!columns.length) return;
    const cells = columns.map((column, number) => makeCell(row, column, counts[place][number], rates[place][number], open));
    item.append(make("span", { className: "cells" }, ...cells));
    focusOn(cells.find(({ dataset }) => dataset.cell === focused));
  });
}
function makeCell({ id, label }, { key, name }, number, rate, open) {
  const bar = make("span", { className: "bar" });
  bar.style.setProperty("--rate", rate);
  const control = button(bar, {
    "aria-label": `${figures(number)} ${label}, ${name}: ${rate.toFixed(1)} per 1,000 ${data.unit}`,
    "aria-pressed": key === open,
    onclick: () => openCell(id, key),
  });
  control.append(make("b", {}, figures(number)));
  control.dataset.cell = `${id} ${key}`;
  return control;
}
function openCell(id, key) {
  cell = cell?.id === id && cell.key === key ? null : { id, key };
  view.draw();
  if (!cell) return;
  bring(byId("cell"));
  say(byId("cell").firstElementChild.textContent);
}
/** The passages of the open cell, each with where it stands, unless they all stand in one article. */
function drawCell(columns) {
  const row = cell && count.rows[placeOf(cell.id)];
  const column = row && columns.find(({ key }) => key === cell.key);
  hide("cell", !column);
  if (!column) return;
  const [heading, list] = byId("cell").children;
  const mentions = row.mentions.filter(({ article }) => column.places.has(article));
  heading.textContent = `${row.label}, ${column.name}: ${plural(mentions.length, "mention")}`;
  const ofSeveral = new Set(mentions.map(({ article }) => article)).size > 1;
  listPassages(list, mentions, (mention) => {
    const article = page.articles[mention.article];
    const label = ofSeveral ? visible([article.date, article.title].filter(Boolean).join(" · ")) : "";
    return passageItem(label, article, contextSpan(article, mention), mention, () => openPassage(row.id, mention.article, mention.start));
  });
}

view.more.push(drawColumns);
view.setKind = setKind;
