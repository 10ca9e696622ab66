// What the reader changes of the themes.

import { WHY_NOTHING } from "../../../review/why_nothing.json";
import { byId, focusOn, plural, quotedNames, visible } from "../common/elements.js";
import { recount, textOf } from "./count.js";
import { say } from "./say.js";
import { bringEditor, focusTools } from "./scroll.js";
import { ADDED, count, firstState, focus, host, isSuggested, now, ofPage, page, placeOf, ticked, view } from "./state.js";
import { stopTrying } from "./trying.js";
import { lineOf } from "../rule/lines.js";
import { placesOfForms } from "../rule/mentions.js";
import { whyZero } from "../rule/why.js";
import { ACRONYM, tidy } from "../rule/words.js";
import { linesOf, namesOf } from "../themes/names.js";

/** A change that can be undone: `state.what` says what it was. `kind` names the field, and its line, that is typed in: a term is
 * undone as one. */
export function change(state, changed, kind) {
  page.past.add(state, kind);
  return settle(changed, Boolean(kind));
}
export async function travel(by) {
  const before = now();
  page.past.travel(by);
  if (now() === before) return;
  await settle();
  say("", by < 0 ? `Undone: ${before.what}.` : `Done again: ${now().what}.`);
}
export async function resetAll() {
  await change({ ...firstState(), what: "reset" });
  say("", "All changes are taken back; Undo brings them back.");
}
export function settle(changed, isTyping) {
  if (placeOf(focus.lit) < 0) [focus.lit, focus.editing] = [null, false];
  for (const id of ticked) if (placeOf(id) < 0) ticked.delete(id);
  focus.step = null;
  if (page.past === ofPage) host.keepEdit();
  return recount(changed, isTyping);
}
export const nameOf = (id) => `“${visible(namesOf(now().themes)[placeOf(id)])}”`;
const withTheme = (id, values) => now().themes.map((theme) => (theme.id === id ? { ...theme, ...values } : theme));
const edit = (id, text, what, kind) => change({ ...now(), themes: withTheme(id, { text }), what }, id, kind);
export function typeTerms({ value, selectionStart }) {
  if (String(linesOf(value)) === String(linesOf(now().themes[placeOf(focus.lit)].text))) return; // a new line, with nothing in it
  const line = value.slice(0, selectionStart).split("\n").length;
  const kind = `terms ${focus.lit} ${line}`;
  const before = page.past.since(kind).themes.find(({ id }) => id === focus.lit);
  edit(focus.lit, value, whatTyped(linesOf(value), linesOf(before?.text ?? "")), kind);
}
/** What somebody did who typed lines in the place of others. */
function whatTyped(lines, others) {
  const times = (line, all) => all.filter((one) => one === line).length;
  const more = (some, rest) => [...new Set(some)].filter((line) => times(line, some) > times(line, rest));
  const [added, removed] = [more(lines, others), more(others, lines)];
  if (added.length && removed.length) return `changing ${quotedNames(removed)} to ${quotedNames(added)} in ${nameOf(focus.lit)}`;
  if (added.length) return `adding ${quotedNames(added)} to ${nameOf(focus.lit)}`;
  return removed.length ? `removing ${quotedNames(removed)} from ${nameOf(focus.lit)}` : `editing ${nameOf(focus.lit)}`;
}
/** Another name for a theme, and so for what lies in it. */
export function rename(id, name) {
  const kind = `name ${id}`;
  const { group, theme: before } = now().themes[placeOf(id)];
  const first = page.past.since(kind).themes.find((one) => one.id === id).theme;
  const inside = (one) => one.group === group && one.theme.startsWith(`${before}/`);
  const moved = (one) => (inside(one) ? { ...one, theme: name + one.theme.slice(before.length) } : one);
  const themes = withTheme(id, { theme: name }).map(moved);
  change({ ...now(), themes, what: `renaming “${visible(first)}” to “${visible(name)}”` }, id, kind);
}
export async function addTheme(text = "") {
  let name = "New theme";
  for (let number = 2; now().themes.some(({ theme }) => theme === name); number++) name = `New theme ${number}`;
  const beside = now().themes[placeOf(focus.lit)] ?? now().themes[0];
  const group = beside && isSuggested(beside) ? ADDED : beside?.group ?? "";
  const added = { id: ++page.ids, group, theme: name, text };
  stopTrying();
  [focus.lit, focus.editing] = [added.id, true];
  const what = text ? `adding “${visible(text)}” to “${name}”` : "adding a theme";
  await change({ ...now(), themes: [...now().themes, added], what }, added.id);
  focusOn(byId("theme-name"));
  byId("theme-name").select();
  bringEditor();
}

export async function removeTheme() {
  const name = nameOf(focus.lit);
  await change({ ...now(), themes: now().themes.filter(({ id }) => id !== focus.lit), what: `removing ${name}` });
  say("", `${name} is removed; Undo brings it back.`);
  focusTools();
}
/** Why places of a term are not counted, if there are more than these. */
export function whyNone(id, entry, counted = 0) {
  const [texts, theme] = [page.articles.map(textOf), placeOf(id)];
  const places = texts.flatMap((text) => placesOfForms(text, count.lexicon[theme].terms[entry]));
  return counted && places.length === counted ? "" : whyZero(texts, count.lexicon, now().nested, theme, entry);
}
/** Words become a term of the theme with this id, or of a new one. */
export async function addWords(words, id) {
  const line = lineOf({ term: tidy(words), excluded: false, exact: ACRONYM.test(tidy(words)) });
  const { text } = now().themes[placeOf(id)] ?? {};
  if (text === undefined) return addTheme(line);
  stopTrying();
  focus.lit = id;
  const already = linesOf(text).find((one) => one.toLowerCase() === line.toLowerCase());
  if (already) {
    view.draw();
    return say("", `“${visible(already)}” is a term of ${nameOf(id)} already.`);
  }
  const added = `“${visible(tidy(words))}” to ${nameOf(id)}`;
  await edit(id, text.trim() ? `${text.trimEnd()}\n${line}` : line, `adding ${added}`);
  const entry = count.lexicon[placeOf(id)].terms.length - 1;
  const number = count.rows[placeOf(id)].mentions.filter((mention) => mention.entry === entry).length;
  const lacks = whyNone(id, entry);
  let why = number ? plural(number, "mention") + (lacks && `, and ${lacks}`) : lacks;
  if (why === WHY_NOTHING.not_in_the_text) why = `it does not occur in ${page.articles.length > 1 ? "these articles" : "this article"}`;
  say("", `Added ${added}: ${why}.`);
}
