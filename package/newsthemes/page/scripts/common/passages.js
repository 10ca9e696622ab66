// Passages of an article, in code points: the text at them, marked, or in lists.

import { figures, make, visible } from "./elements.js";

export const within = (place, [start, end]) => start <= place && place < end;

/** The number of the span that holds a place, or -1; spans are in order. */
export function spanAt(spans, place) {
  let [low, high] = [0, spans.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (within(place, spans[middle])) return middle;
    if (place < spans[middle][0]) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}

/** The text between two places in code points. */
export function cutOut(article, start, end) {
  if (article.plain ??= !/[\ud800-\udfff]/.test(article.text)) return article.text.slice(start, end);
  article.characters ??= Array.from(article.text);
  return article.characters.slice(start, end).join("");
}

/** The sentence of a mention, or its paragraph in the reader's own text: from where to where. */
export function contextSpan(article, { start, end }) {
  const spans = article.sentences ?? article.paragraphs;
  return spans[spanAt(spans, start)] ?? [start, end];
}
export const contextOf = (article, mention) => cutOut(article, ...contextSpan(article, mention));

/** Fill a paragraph: its text, cut where a mark or the outlined sentence starts or ends. */
export function fillParagraph(element, article, [start, end], marks, sentence) {
  const cuts = marks.flatMap((mark) => [mark.start, mark.end]).concat(sentence ?? []);
  const places = [...new Set([start, ...cuts.filter((cut) => start < cut && cut < end), end])].sort((a, b) => a - b);
  const sorted = [...marks].sort((one, other) => one.start - other.start);
  let [next, around] = [0, []];
  const pieces = places.slice(1).map((to, index) => {
    const from = places[index];
    while (sorted[next]?.start <= from) around.push(sorted[next++]);
    around = around.filter((mark) => mark.end > from);
    let piece = visible(cutOut(article, from, to));
    if (around.length) {
      const numbers = around.filter((mark) => mark.end === to && mark.number).map(({ number }) => make("sup", {}, `[${number}]`));
      const look = around.find((mark) => !mark.pale) ?? around[0];
      const className = [look.pale && "pale", look.tried && "tried", around.some((mark) => mark.current) && "current"].filter(Boolean);
      piece = make("mark", { className: className.join(" "), title: around.map(({ title }) => title).join(", ") }, piece, ...numbers);
      piece.style.setProperty("--colour", look.colour);
      if (className.includes("current")) piece.setAttribute("aria-current", "true");
      piece.dataset.theme = look.id ?? "";
      piece.dataset.start = look.start;
    }
    const inside = sentence && sentence[0] <= from && to <= sentence[1];
    return inside ? make("span", { className: "passage" }, piece) : piece;
  });
  element.replaceChildren(...pieces);
}

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
  return make("li", {}, make("button", { onclick: open }, make("b", {}, label), ...words));
}
