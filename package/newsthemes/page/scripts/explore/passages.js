// Passages in lists.

import { figures, make, visible } from "../common/elements.js";
import { cutOut } from "../common/passages.js";

const MOST_LISTED = 50; // passages

/** Fill a list with the first of these passages, and say how many more there are. */
export function listPassages(list, passages, itemOf) {
  const items = passages.slice(0, MOST_LISTED).map(itemOf);
  const more = passages.length - items.length;
  if (more > 0) items.push(make("li", {}, `and ${figures(more)} more`));
  list.replaceChildren(...items);
}

/** A passage in a list: what it is, and its sentence with the words found. */
export function passageItem(label, article, [from, to], mention, open) {
  const text = (first, last) => visible(cutOut(article, first, last));
  const words = mention
    ? [` ${text(from, mention.start)}`, make("mark", {}, text(mention.start, mention.end)), mention.end < to ? text(mention.end, to) : ""]
    : [` ${text(from, to)}`];
  return make("li", {}, make(open ? "button" : "span", open ? { onclick: open } : {}, make("b", {}, label), ...words));
}
