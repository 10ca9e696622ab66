// From passage to passage.

import { visible } from "../common/elements.js";
import { contextOf } from "../common/passages.js";
import { passages } from "./count.js";
import { say } from "./say.js";
import { bring, isInSight } from "./scroll.js";
import { focus, page, view } from "./state.js";

export function go(by) {
  const { length } = passages();
  if (length) show(((focus.step ?? (by > 0 ? -1 : 0)) + by + length) % length);
}
export function show(place) {
  const mention = passages()[place];
  const { article } = mention;
  [focus.step, focus.shown, focus.missed] = [place, article, null];
  view.draw();
  bring(document.querySelector("#texts mark.current"));
  say(`${focus.step + 1} of ${passages().length}: ${visible(contextOf(page.articles[article], mention))}`);
}
/** What is lit or tried comes into sight, where none of it is. */
export function toFirst() {
  const marks = [...document.querySelectorAll("#texts mark:not(.pale)")];
  if (!marks.length && passages().length) return show(0); // in another article
  if (marks.length && !marks.some(isInSight)) bring(marks[0]);
}
