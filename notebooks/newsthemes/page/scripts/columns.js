// Themes by source or by article: columns in place of bars, each cell with its mentions, which a click lists.

const MOST_COLUMNS = 8; // of more, the reader chooses
const KINDS = { "": "All", source: "by source", article: "by article" };
const chosenColumns = { source: null, article: null }; // the keys of the columns; null: the first
by = byInAddress();
let [cell, columnsKnown] = [null, {}]; // the open cell: {id, key}; the columns of these articles

/** All columns: {key, name, places, words}; the sources with most articles first. */
function allColumns(kind) {
  if (columnsKnown.articles !== articles) columnsKnown = { articles };
  if (columnsKnown[kind]) return columnsKnown[kind];
  const columns = new Map();
  articles.forEach(({ source, title, words }, place) => {
    const key = kind === "source" ? source : String(place);
    if (!key) return;
    const column = columns.get(key) ?? { key, name: visible(kind === "source" ? source : title), places: new Set(), words: 0 };
    column.places.add(place);
    column.words += words;
    columns.set(key, column);
  });
  columnsKnown[kind] = [...columns.values()];
  if (kind === "source") columnsKnown[kind].sort((one, other) => other.places.size - one.places.size);
  return columnsKnown[kind];
}
const kindsThere = () => (isOwn() ? [] : ["source", "article"].filter((kind) => allColumns(kind).length > 1));
const isChosen = ({ key }, place) => chosenColumns[by]?.has(key) ?? place < MOST_COLUMNS;
const columnsShown = () => (kindsThere().includes(by) ? allColumns(by).filter(isChosen) : []);

function showBy(kind) {
  [by, cell] = [kind, null];
  history.pushState(null, "", addressOf());
  draw();
}
addEventListener("popstate", () => {
  [by, cell] = [byInAddress(), null];
  draw();
});
function choose(key, isOn) {
  const keys = new Set(columnsShown().map((column) => column.key));
  if (isOn) keys.add(key);
  else keys.delete(key);
  chosenColumns[by] = keys;
  draw();
}

function drawColumns() {
  const columns = columnsShown();
  document.body.classList.toggle("columns", columns.length > 0);
  byId("by").hidden = !kindsThere().length;
  byId("by-kinds").replaceChildren(...["", ...kindsThere()].map((kind) => {
    return button(KINDS[kind], { "aria-pressed": kind === (columns.length ? by : ""), onclick: () => showBy(kind) });
  }));
  byId("by-note").textContent = columns.length ? `Mentions${inSample()}. Bars: per 1,000 ${data.unit}, one scale.` : "";
  drawColumnMenu(columns);
  byId("heads").replaceChildren(...(columns.length ? [make("span"), make("span", { className: "cells" }, ...columns.map(headOf))] : []));
  byId("side").style.setProperty("--columns", columns.length);
  drawCells(columns);
  drawCell(columns);
}
const headOf = ({ name, words }) => make("span", { title: name }, make("bdi", {}, name), make("small", {}, ` ${figures(words)} ${data.unit}`));
function drawColumnMenu(columns) {
  const all = columns.length ? allColumns(by) : [];
  byId("choice").hidden = all.length <= MOST_COLUMNS;
  if (byId("choice").hidden) return;
  byId("choice").firstElementChild.textContent = `Columns: ${columns.length} of ${figures(all.length)}`;
  const focused = document.activeElement?.dataset.column;
  byId("choice").lastElementChild.replaceChildren(...all.map((column) => {
    const checked = columns.includes(column);
    const disabled = checked ? columns.length === 1 : columns.length === MOST_COLUMNS;
    const box = make("input", { type: "checkbox", checked, disabled, onchange: ({ target }) => choose(column.key, target.checked) });
    box.dataset.column = column.key;
    return make("label", {}, box, ` ${column.name}`);
  }));
  if (focused) [...byId("choice").querySelectorAll("input")].find(({ dataset }) => dataset.column === focused)?.focus();
}

/** Beside each theme its cells; only those of a theme that differ from before are drawn. */
function drawCells(columns) {
  const columnOf = new Map(columns.flatMap(({ places }, number) => [...places].map((place) => [place, number])));
  const counts = rows.map(({ mentions }) => {
    const numbers = columns.map(() => 0);
    for (const { article } of mentions) if (columnOf.has(article)) numbers[columnOf.get(article)]++;
    return numbers;
  });
  const rate = (number, { words }) => (1000 * number) / (words || 1);
  const rates = counts.flatMap((numbers) => numbers.map((number, place) => rate(number, columns[place])));
  byId("side").style.setProperty("--most", Math.max(...rates) || 1);
  rows.forEach((row, place) => {
    const item = lasting.get(row.id);
    const shows = JSON.stringify([row.label, counts[place], columns.map(({ key }) => key), cell?.id === row.id && cell.key]);
    if (item.cells === shows) return;
    item.cells = shows;
    const focused = document.activeElement?.dataset.cell;
    item.querySelector(".cells")?.remove();
    if (!columns.length) return;
    const cells = columns.map((column, number) => {
      const mentions = counts[place][number];
      const bar = make("span", { className: "bar" });
      bar.style.setProperty("--rate", rate(mentions, column));
      const label = `${figures(mentions)} ${row.label}, ${column.name}: ${rate(mentions, column).toFixed(1)} per 1,000 ${data.unit}`;
      const isOpen = cell?.id === row.id && cell.key === column.key;
      const one = button(bar, { "aria-label": label, "aria-pressed": isOpen, onclick: () => openCell(row.id, column.key) });
      one.append(make("b", {}, figures(mentions)));
      one.dataset.cell = `${row.id} ${column.key}`;
      return one;
    });
    item.append(make("span", { className: "cells" }, ...cells));
    cells.find(({ dataset }) => dataset.cell === focused)?.focus({ preventScroll: true });
  });
}
function openCell(id, key) {
  cell = cell?.id === id && cell.key === key ? null : { id, key };
  draw();
  if (!cell) return;
  bring(byId("cell"));
  say(byId("cell").firstElementChild.textContent);
}
/** The passages of the open cell, each with where it stands, unless they all stand in one article. */
function drawCell(columns) {
  const row = cell && rows[placeOf(cell.id)];
  const column = row && columns.find(({ key }) => key === cell.key);
  byId("cell").hidden = !column;
  if (!column) return;
  const [heading, list] = byId("cell").children;
  const mentions = row.mentions.filter(({ article }) => column.places.has(article));
  heading.textContent = `${row.label}, ${column.name}: ${plural(mentions.length, "mention")}`;
  listPassages(list, mentions, (mention) => {
    const article = articles[mention.article];
    const label = by === "source" ? visible([article.date, article.title].filter(Boolean).join(" · ")) : "";
    return passageItem(label, article, contextSpan(article, mention), mention, () => openPassage(row.id, mention.article, mention.start));
  });
}
