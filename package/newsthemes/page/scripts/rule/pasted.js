// A text that the reader pastes, read as the Python side reads a file.

import { articleOf } from "./mentions.js";
import { UNSPACED, apart, normalForm } from "./words.js";

/** A text as the Python side reads it: in the normal form, one kind of line end. */
function asRead(text) {
  const ends = text.replaceAll("\u2029", "\n\n").replace(/\r\n|[\r\v\x85\u2028]/g, "\n");
  return normalForm(ends);
}

/** The spans of a text's paragraphs: what stands between empty lines. Here, and below, in UTF-16 units. */
function paragraphsOf(text) {
  const spans = [];
  let [at, open] = [0, null];
  for (const line of text.split("\n")) {
    const span = [at + line.length - line.trimStart().length, at + line.trimEnd().length];
    if (!line.trim()) open = null;
    else if (open) open[1] = span[1];
    else spans.push((open = span));
    at += line.length + 1;
  }
  return spans;
}

// Byline and dateline: the rule of text/bylines.py once more.
const SIGNS = String.raw`\p{L}\p{N}_.`;
const WRITER = `[A-Z][${SIGNS}’'-]*`;
const BYLINE = `B[Yy] ${WRITER}(?:,? (?:(?:and|AND|al|bin|de|van|von) )?${WRITER}){1,7}$`;
const DAY = String.raw`(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d\d?`;
const AGENCIES = "AFP|ANI|ANSA|AP|Bloomberg|CNN|DPA|EFE|IANS|Interfax|Kyodo|PTI|REUTERS|Reuters|TASS|UPI|Xinhua|Yonhap|dpa";
const DATELINE = String.raw`[A-Z][A-Z.’' -]+(?:, [A-Z][A-Za-z. ]{1,20}?)?(?:, ${DAY})?(?: ?\((?:${AGENCIES})\)|(?<=\d)) ?(?:--?|–|—) ?(?=\S)`;
const BEFORE_REPORT = RegExp(`^(?:${BYLINE}|${DATELINE})`, "gmu");
const HEAD = 500; // characters

/** A text with line ends in the place of its byline and dateline. */
export function withoutByline(text) {
  return text.slice(0, HEAD).replace(BEFORE_REPORT, (found) => "\n".repeat(found.length)) + text.slice(HEAD);
}

/** A text -> an article as the page's own are, its spans in code points; without sentences, whose rule only Python has. */
export function articleFrom(title, given) {
  const text = asRead(given);
  const paragraphs = paragraphsOf(text);
  const { before } = articleOf(text);
  const points = (spans) => spans.map((span) => span.map((place) => before[place]));
  const [line] = (withoutByline(text).trim() || text.trim()).split("\n");
  const firstLine = line.length > 80 ? `${line.slice(0, 79).replace(/[\s.,:;]+\S*$/, "")}…` : line;
  const name = title || firstLine || "Your text";
  const [letters, unspaced] = [/[\p{L}\p{M}\p{N}_]/gu, RegExp(UNSPACED, "gu")].map((sign) => text.match(sign)?.length ?? 0);
  const [words, unit] = 2 * unspaced > letters ? [letters, "letters"] : [apart(text).length, "words"];
  return { article: name, title: name, text, words, unit, paragraphs: points(paragraphs), sentences: null, found: null, mayBeIn: () => true };
}
