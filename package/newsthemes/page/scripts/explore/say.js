// What is said to the reader: by a screen reader alone, or on the page, too.

import { byId } from "../common/elements.js";

let resting; // what is said once the reader rests
export function say(said, seen = "") {
  clearTimeout(resting);
  byId("status").textContent = said;
  byId("message").textContent = seen;
}
const REST = 700; // milliseconds without a key
export function sayAtRest(said) {
  say("");
  resting = setTimeout(() => say(said()), REST);
}
