// What comes into sight, and where the focus goes.

import { byId, focusOn } from "../common/elements.js";
import { focus } from "./state.js";

export const focusTools = () => focusOn(byId("edit-terms"));
export const rowOfTheme = (id) => document.querySelector(`[data-row="${id}"]`);
/** The height in sight: above a phone's keyboard, and above the editor where that is a sheet. */
function heightInSight() {
  const sheet = focus.editing && getComputedStyle(byId("editor")).position === "fixed";
  return sheet ? byId("editor").getBoundingClientRect().top : visualViewport.height;
}
/** The height of what sticks to the top: the tools; on a phone the word that is tried, below it what is said. */
export function heightsAtTop() {
  const [tools, trying, news] = ["tools", "trying", "news"].map((id) => byId(id).offsetHeight);
  return tools ? [tools, tools] : [trying, trying + news];
}
const covered = () => 95 + heightsAtTop()[1]; // with the bar of passages, in two rows
export function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top > covered() && bottom < heightInSight() - 60; // a bar at the bottom covers as much
}
/** Scroll this document, and no notebook around it, to what is not in sight. */
export function bring(element) {
  if (!isInSight(element)) scrollBy(0, element.getBoundingClientRect().top - Math.max(covered(), heightInSight() / 3));
}
/** The same within a box that scrolls. */
export function bringInto(box, element) {
  const [outer, inner] = [box, element].map((one) => one.getBoundingClientRect());
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 4;
}
/** The editor comes into sight; on a phone, where it is a sheet, the theme's row above it. */
export function bringEditor() {
  bringInto(byId("panel"), byId("editor"));
  bring(byId("editor").previousElementSibling);
}
