// Python is told each edit, and what it says to it is shown.

import { button, byId, make, on, plural, visible, write } from "../common/elements.js";
import { kept } from "../common/files.js";
import { reachScrolling } from "../common/scrolling.js";
import { themeOptions } from "../explore/adder.js";
import { addWords } from "../explore/change.js";
import { countAll, recount } from "../explore/count.js";
import { say } from "../explore/say.js";
import {
  count, data, faultyName, focus, host, isAuthors, now, page, placeOf, themesChanged, toEdit, view
} from "../explore/state.js";
import { ask, looking } from "./python.js";
import { knownForms, learnForms } from "../rule/mentions.js";
import { above, alreadyRead, meant } from "../themes/terms.js";

const SOON = 150; // milliseconds without a change, after which Python is told
let timer = null;

/** What Python says of these themes, so that they are counted here as there. Returns whether it is new. */
export function learn({ above: said, forms }, themes) {
  const before = JSON.stringify([[...above], [...knownForms]]);
  said.forEach((one, place) => above.set(themes[place].id, one));
  learnForms(forms);
  const isNew = before !== JSON.stringify([[...above], [...knownForms]]);
  if (isNew) alreadyRead.clear();
  return isNew;
}

/** The edit as Python reads it. */
export function forPython() {
  const { nested, themes } = toEdit();
  return { nested, themes: themes.map((one) => (one.lines ? { ...one, lines: one.lines.map(meant) } : one)) };
}
function keepEdit() {
  frameElement.kept = isAuthors() ? null : toEdit(); // for when Jupyter takes the frame away and shows it again
  kept.set(page.storage, frameElement.kept && JSON.stringify(frameElement.kept));
  write("kept", themesChanged() ? "Not saved yet." : "");
  clearTimeout(timer);
  timer = setTimeout(tell, SOON);
}
export const tellNow = () => timer && tell();
/** Python is told the edit; what it says to it counts if nothing has changed since. */
async function tell() {
  clearTimeout(timer);
  timer = null;
  const told = now();
  const edit = isAuthors() ? null : forPython();
  const { counts, gained, lost, fault, ...more } = await ask("edit", { edit });
  if (told !== now()) return;
  if (counts) {
    count.changesOfAll = { gained, lost };
    countAll(counts);
  }
  if (more.forms && learn(more, told.themes)) await recount(focus.lit, true);
  if (fault && !faultyName()) say("", `Other cells go on with the themes from before: ${fault}`);
  if (counts) {
    for (const row of count.rows) row.total = count.totals.get(row.id) ?? row.count;
    view.draw();
    const row = count.rows[placeOf(focus.lit)];
    if (row) byId("status").textContent = `${row.label}: ${plural(row.total, "mention")}`;
  }
  for (const kind of ["suggestions", "checks"]) look(kind);
}

async function look(kind) {
  const box = byId(kind);
  const note = box.querySelector("p");
  if (!box.open) return;
  if (looking.has(kind)) return looking.set(kind, true);
  looking.set(kind, false);
  tellNow();
  if (!box.querySelector("li")) note.textContent = "Python is looking …";
  const { rows: given, said } = await ask(kind);
  const again = looking.get(kind);
  looking.delete(kind);
  if (again) look(kind);
  if (!given) return;
  note.textContent = said;
  box.querySelector("ul").replaceChildren(...given.map(kind === "checks" ? checkItem : suggestionItem));
  reachScrolling();
}
function checkItem({ theme, term, line, said }) {
  return make("li", {}, make("b", {}, visible(theme)), visible(`${term && ` “${term}”`} (line ${line}): ${said}`));
}
function suggestionItem({ term, theme, said, passage }) {
  const themes = make("select", {}, ...themeOptions());
  themes.value = count.rows.find((row) => row.theme === theme)?.id ?? focus.lit ?? "new";
  const add = () => addWords(term, Number(themes.value));
  return make("li", {}, make("b", {}, visible(term)), ` ${said} `, make("q", {}, visible(passage)), " ",
    make("span", {}, make("label", {}, "Add to… ", themes), " ",
      button("Add", { onclick: add, "aria-label": `Add “${term}”` })));
}

learn(data, now().themes);
Object.assign(host, { countsEdits: true, keepEdit });
addEventListener("blur", tellNow);
addEventListener("pagehide", tellNow);
for (const kind of ["suggestions", "checks"]) on(kind, () => look(kind), "toggle");
