// The editor of a theme's terms.

import { byId, make, visible, write } from "../common/elements.js";
import { whyNone } from "./change.js";
import { count, focus, groups, host, inSample, isOwn, now, placeOf } from "./state.js";
import { formsOf } from "../rule/mentions.js";
import { tidy } from "../rule/words.js";
import { linesOf, nameProblem } from "../themes/names.js";
import { namedForms, readTheme } from "../themes/terms.js";

/** The fields of the theme that is edited, and what is said of each of its lines. */
export function drawEditor() {
  const edited = now().themes[placeOf(focus.lit)];
  const { mentions } = count.rows[placeOf(focus.lit)];
  const problem = nameProblem(edited, now().themes, groups());
  const fill = (field, value) => {
    const typing = document.activeElement === field && field.dataset.of === String(edited.id);
    if (field.value !== value && !(typing && tidy(field.value) === tidy(value))) field.value = value;
    field.dataset.of = edited.id;
  };
  fill(byId("theme-name"), edited.theme);
  fill(byId("theme-terms"), edited.text);
  const { numbers, problems, terms } = readTheme(edited);
  byId("theme-name").setAttribute("aria-invalid", Boolean(problem));
  write("name-problem", problem);
  byId("theme-terms").rows = Math.min(8, Math.max(4, edited.text.split("\n").length + 1));
  byId("theme-terms").setAttribute("aria-invalid", problems.size > 0);
  const lines = linesOf(edited.text);
  const note = (line, className, ...said) => {
    return make("li", { value: line, className }, make("code", {}, visible(lines[line - 1])), " ", ...said);
  };
  const keys = terms.map(({ term, exact, excluded }) => JSON.stringify([exact ? term : term.toLowerCase(), exact, excluded]));
  const good = numbers.map((line, entry) => {
    const { term, excluded } = terms[entry];
    const forms = make("div", {}, ofForms(terms[entry]));
    if (keys.indexOf(keys[entry]) < entry) return note(line, "zero", "is there already");
    if (excluded) return note(line, "zero", "is left out", forms);
    const number = mentions.filter((mention) => keys[mention.entry] === keys[entry]).length;
    const counted = mentions.filter((mention) => mention.entry === entry).length;
    const more = counted && whyNone(focus.lit, entry, counted); // else its twin has all
    if (number) return note(line, "", make("b", {}, String(number)), more ? ` and ${visible(more)}` : "", forms);
    const hint = /[,;]/.test(term) ? ". Several terms? Write each on a line of its own." : "";
    return note(line, "zero", make("b", {}, "0"), ` ${visible(whyNone(focus.lit, entry))}${hint}`, forms);
  });
  const wrong = [...problems].map(([line, message]) => note(line, "problem", `not counted: ${visible(message)}`));
  byId("theme-notes").replaceChildren(...[...good, ...wrong].sort((one, other) => one.value - other.value));
}
/** What is said of a term that asks for its forms. */
function ofForms(one) {
  if (!one.forms || /[*?]/.test(one.term)) return "";
  if (!formsOf(one)) return host.countsEdits ? "" : "Its forms are counted by run.py, not on this page.";
  return `Forms${isOwn() ? " in the page’s own text, no others count" : inSample()}: ${namedForms(one).map(visible).join(", ") || "none"}.`;
}
