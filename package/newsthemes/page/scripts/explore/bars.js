// The themes as bars within their groups.

import { button, byId, figures, focusOn, hide, make, makeSvg, plural, visible, write } from "../common/elements.js";
import { byTotal } from "./count.js";
import { light } from "./focus.js";
import { count, focus, groups, isOwn, isSuggested, ticked } from "./state.js";
import { toFirst } from "./step.js";
import { strikeOut, tick } from "./suggested.js";

const LARGEST = 20; // of more themes, those that are shown before "Show all"; of a pasted text all with a mention are
export const lasting = new Map(); // rows and headings stay while their themes do: what is typed in them, and the focus, stay too

/** What was made for a key, or else is made now. */
function lastingly(key, create) {
  if (!lasting.has(key)) lasting.set(key, create());
  return lasting.get(key);
}

/** What a group is called: the themes of a file that has groups may stand in none. */
export const groupLabel = (group) => visible(group) || "Without a group";

/** A click on a theme lights it alone, or all again. */
function pick(id) {
  light(focus.lit === id ? null : id);
  if (focus.lit !== null) toFirst();
}
const isLitGroup = (group) => focus.lit === null && focus.litGroup === group;

/** The themes, each with its strip; sorted, but while one is edited: no row moves under the cursor. */
export function drawThemes() {
  const { rows } = count;
  const most = Math.max(1, ...rows.map(({ total }) => total));
  const standing = [...byId("themes").querySelectorAll("h2, .theme")];
  const order = standing.map((item) => Number(item.querySelector("[data-row]")?.dataset.row));
  const placed = ({ id }) => (focus.editing && order.includes(id) ? order.indexOf(id) : Infinity);
  const ranked = [...rows].sort((one, other) => placed(one) - placed(other) || byTotal(one, other));
  const mentioned = rows.filter(({ total }) => total).sort(byTotal);
  const large = rows.length > LARGEST && mentioned.length ? mentioned.slice(0, isOwn() ? rows.length : LARGEST) : rows;
  const shown = new Set(focus.everything ? rows : large);
  const itemOf = (row) => {
    const item = lastingly(row.id, () => {
      return make("li", { className: "theme" }, makeRow(row.id), isSuggested(row) ? makeChoices(row.id) : "", make("p", { className: "quiet" }));
    });
    const choices = item.querySelector(".choices");
    if (choices) fillChoices(choices, row);
    item.hidden = !shown.has(row) && row.id !== focus.lit;
    fillRow(item, row, most);
    return item;
  };
  const every = groups();
  const sections = every.map((group) => {
    const heading = lastingly(JSON.stringify(group), () => {
      return make("h2", {}, button(groupLabel(group), { onclick: () => light(null, isLitGroup(group) ? null : group) }));
    });
    heading.firstElementChild.setAttribute("aria-pressed", isLitGroup(group));
    const own = ranked.filter((row) => row.group === group);
    const mentions = plural(own.reduce((sum, { total }) => sum + total, 0), "mention");
    heading.firstElementChild.setAttribute("aria-label", `${groupLabel(group)}: ${mentions}`);
    const items = own.map(itemOf);
    heading.hidden = items.every((item) => item.hidden);
    return { heading, items };
  });
  const filled = sections.filter(({ items }) => items.length);
  const headed = every.length > 1 || every[0];
  const wanted = filled.flatMap(({ heading, items }) => (headed ? [heading, ...items] : items));
  if (wanted.length !== standing.length || wanted.some((item, place) => item !== standing[place])) {
    const focused = document.activeElement;
    byId("themes").replaceChildren(...filled.map(({ heading, items }) => {
      return make("section", { className: "group" }, headed ? heading : "", make("ul", {}, ...items));
    }));
    if (byId("themes").contains(focused)) focusOn(focused);
  }
  hide("everything", large.length === rows.length);
  write("everything", focus.everything ? "Show fewer themes" : `Show all ${rows.length} themes`);
}

function makeRow(id) {
  const strip = makeSvg("svg", { class: "strip", viewBox: "0 0 1000 9", preserveAspectRatio: "none", "aria-hidden": "true" });
  strip.append(makeSvg("path", {}));
  const label = make("span", { className: "label" }, make("span", { className: "number" }, make("span", { className: "unseen" })), " ", make("bdi"));
  const control = button(label, { className: "row", onclick: () => pick(id) });
  control.dataset.row = id;
  const sentences = make("span", { className: "count" });
  control.append(" ", make("span", { className: "bar" }), " ", make("b"), " ", sentences, " ", strip);
  return control;
}

/** Beside a suggested theme: a box that ticks it, and a cross that strikes it out. */
function makeChoices(id) {
  const box = make("input", { type: "checkbox", onchange: ({ target }) => tick(id, target.checked) });
  return make("span", { className: "choices" }, box, button("×", { onclick: () => strikeOut(id) }));
}
function fillChoices(choices, { id, label }) {
  const [box, cross] = choices.children;
  box.checked = ticked.has(id);
  box.setAttribute("aria-label", `Tick ${label}`);
  cross.setAttribute("aria-label", `Strike out ${label}`);
}

function fillRow(item, row, most) {
  const isLit = row.id === focus.lit;
  const change = row.sizes ? row.sizes.gained - row.sizes.lost : 0;
  const shows = [row.colour, row.number, row.label, row.total, row.sentences, change, row.strip, row.said, most, isLit].join("\0");
  if (item.shows === shows) return;
  item.shows = shows;
  const control = item.firstElementChild;
  const part = (name) => control.querySelector(name);
  item.style.setProperty("--colour", row.colour);
  item.style.order = row.number; // in print
  control.setAttribute("aria-pressed", isLit);
  const sentences = row.sentences === null ? "" : `, ${plural(row.sentences, "sentence")}`;
  control.setAttribute("aria-label", `${row.label}: ${plural(row.total, "mention")}${sentences}`); // the number beside a name is for the eye
  item.querySelector(":scope > .quiet").textContent = row.said;
  part(".number").dataset.number = part(".unseen").textContent = row.number; // as a picture, and as a text without styles
  part("bdi").textContent = row.label;
  part(".bar").style.setProperty("--share", row.total / most);
  part("b").textContent = figures(row.total);
  part(".count").dataset.count = row.sentences === null ? "" : figures(row.sentences);
  if (change) part("b").dataset.change = `${change > 0 ? "+" : "−"}${Math.abs(change)}`;
  else delete part("b").dataset.change;
  part("path").setAttribute("d", row.strip);
}
