// What the reader looks at: one theme or all, its editor, a passage.

import { byId, focusOn, visible } from "../common/elements.js";
import { cutOut } from "../common/passages.js";
import { addTheme, change } from "./change.js";
import { byTotal, passages } from "./count.js";
import { say } from "./say.js";
import { bring, bringEditor, bringInto, rowOfTheme } from "./scroll.js";
import { count, focus, groups, now, page, placeOf, stems, view } from "./state.js";
import { show } from "./step.js";
import { stopTrying } from "./trying.js";

/** From a passage back to the list: to what is lit there. */
export function toThemes() {
  const themes = byId("themes");
  (themes.querySelector("[aria-pressed=true]") ?? themes.querySelector("button") ?? byId("add-theme")).focus();
}
/** Whether a theme is new and got no term. */
const isEmpty = (theme) => Boolean(theme) && !theme.text.trim() && !stems.has(theme.id);
let lastLit = null; // the theme that "Edit terms" opens where none is lit
/** Light one theme, or none; where none is lit, those of one group are, or all. A theme that stays empty goes. */
export function light(id, group = null) {
  const left = now().themes[placeOf(focus.lit)];
  stopTrying();
  [focus.lit, focus.litGroup, focus.step, focus.missed] = [id, group, null, null];
  lastLit = id ?? lastLit;
  if (id === null) focus.editing = false;
  if (isEmpty(left) && left.id !== id) {
    return change({ ...now(), themes: now().themes.filter((theme) => theme !== left), what: "removing an empty theme" });
  }
  view.draw();
  say(byId("place").textContent);
  if (id !== null) bringInto(byId("panel"), rowOfTheme(id));
}
export function closeEditor() {
  focus.editing = false;
  light(isEmpty(now().themes[placeOf(focus.lit)]) ? null : focus.lit);
  if (focus.lit !== null) bring(rowOfTheme(focus.lit)); // the rows are sorted anew
}
export function openEditor() {
  focus.lit ??= count.rows.some(({ id }) => id === lastLit) ? lastLit : null;
  focus.lit ??= count.rows.filter(({ group }) => group === groups()[0]).sort(byTotal)[0]?.id ?? count.rows[0]?.id ?? null;
  if (focus.lit === null) return addTheme();
  stopTrying();
  [focus.editing, focus.step] = [true, null];
  view.draw();
  const field = byId("theme-terms");
  if (field.value && !field.value.endsWith("\n")) field.value += "\n"; // a line to type in
  focusOn(field);
  field.setSelectionRange(field.value.length, field.value.length);
  bringEditor();
}
export function openPassage(id, article, start) {
  light(id);
  show(passages().findIndex((mention) => mention.article === article && mention.start === start));
}
/** A sentence in which a theme has no mention, underlined. */
export function openSentence(id, article, span) {
  light(id);
  [focus.shown, focus.missed] = [article, span];
  view.draw();
  bring(document.querySelector("#texts .passage"));
  say(visible(cutOut(page.articles[article], ...span)));
}
