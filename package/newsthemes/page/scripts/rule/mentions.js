// The counting rule of the README once more, for the page: which mentions of the themes stand in a text.

import { DASH, QUOTES, SPACE, byCodePoint, codePoints, isUnspaced, lengthOf, wordIn, wordsOf } from "./words.js";

const BETWEEN_WORDS = String.raw`(?:[${SPACE}]+(?:\n[${SPACE}]*)?|\n[${SPACE}]*|[${DASH}])`; // each in one way only

/**
 * A text, with the number of code points before each of its places. What a term finds in it, and what a theme takes of it, is
 * remembered: an edit costs what it touches. `mayBeIn` says whether terms of a language count in it.
 */
export function articleOf(text, word = wordIn(text), language = "", mayBeIn = (other) => other === language) {
  const before = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) before[at + 1] = before[at] + (text.codePointAt(at) > 0xffff ? 0 : 1);
  return { text, before, word, language, mayBeIn, places: new Map(), taken: new WeakMap(), counted: new WeakMap() };
}

export const FEW = 2000; // terms that an article remembers

export const knownForms = new Map(); // "ru война" -> the forms of a term, as Python found them in the articles of the page

export function learnForms(forms) {
  for (const [name, found] of Object.entries(forms)) knownForms.set(name, found);
}

/** The forms of a term that are known here; undefined where Python did not look for them. */
export const formsOf = ({ forms, term }) => knownForms.get(`${forms} ${term}`);

/** A term, and each of its forms, which counts as it is spelled; nothing in articles of another language. */
function spellingsOf({ mayBeIn }, one) {
  if (one.language && !mayBeIn(one.language)) return [];
  return [one, ...(formsOf(one) ?? []).map((term) => ({ ...one, term, exact: true, isForm: true }))];
}

const everyPlaceOf = (article, one) =>
  spellingsOf(article, one).flatMap((spelled) => placesOf(article, spelled).map((place) => ({ ...place, spelled })));

/** Each place where a term stands, or a form of it. */
export const placesOfForms = (article, one) => spellingsOf(article, one).flatMap((spelled) => placesOf(article, spelled));

/** Points 1 to 4: each place where a term stands, overlapping ones too. */
function placesOf(article, one) {
  const { places } = article;
  const key = `${one.exact ? "=" : "~"}${one.term}`;
  if (places.size > FEW) places.clear();
  if (!places.has(key)) places.set(key, searched(article, one));
  return places.get(key);
}

function searched({ text, before, word: signsOf }, { term, exact }) {
  const word = isUnspaced(term) ? signsOf.any : signsOf.spaced;
  const signs = { "?": word };
  for (const quotes of QUOTES) for (const quote of quotes) signs[quote] = `[${quotes}]`;
  const spell = (one) => Array.from(one, (sign) => signs[sign] || sign.replace(/[$()+./[\\\]^{|}]/, "\\$&")).join("");
  let found = 0;
  // Before a further `*` the leftmost place of a piece is as good as any other: once found, none is tried again.
  const once = (piece) => `(?=(?<once${++found}>${word}*?${piece}))\\k<once${found}>`;
  const words = wordsOf(term).map((one) => {
    if (/^\*+$/.test(one)) return `${word}+`;
    const [first, ...others] = one.split(/\*+/).map(spell);
    return [first, ...others.slice(0, -1).map(once), ...others.slice(-1).map((piece) => `${word}*${piece}`)].join("");
  });
  const everywhere = RegExp(`${signsOf.before}(${words.join(BETWEEN_WORDS)})${signsOf.after}`, exact ? "gu" : "giu");
  const length = lengthOf(term);
  const places = [];
  for (let hit; (hit = everywhere.exec(text)); ) {
    places.push({ start: before[hit.index], end: before[hit.index + hit[1].length], words: length });
    everywhere.lastIndex = hit.index + (text.codePointAt(hit.index) > 0xffff ? 2 : 1); // places may overlap
  }
  return places;
}

/** On the same span: a `not:` phrase, what has no wildcard, a term before a form, the longer, the first by code point. */
function bySpan(one, other) {
  const [wild, otherWild] = [one, other].map(({ term }) => /[*?]/.test(term));
  const longer = codePoints(other.term).length - codePoints(one.term).length;
  const form = Boolean(one.isForm) - Boolean(other.isForm);
  return other.excluded - one.excluded || wild - otherWild || form || longer || byCodePoint(one.term, other.term);
}

/** Points 5 and 6: the spans that a theme takes of an article, its `not:` phrases among them. */
export function takenBy(article, terms) {
  if (!article.taken.has(terms)) article.taken.set(terms, spansOf(article, terms));
  return article.taken.get(terms);
}

function spansOf(article, terms) {
  const found = terms.flatMap((term, entry) => everyPlaceOf(article, term).map((place) => ({ ...place, entry })));
  const byOwner = (a, b) => byCodePoint(terms[a.entry].term, terms[b.entry].term);
  found.sort((a, b) => b.words - a.words || a.start - b.start || b.end - a.end || bySpan(a.spelled, b.spelled) || byOwner(a, b));
  const taken = new Uint8Array(article.text.length);
  return found.filter(({ start, end }) => !taken.subarray(start, end).includes(1) && taken.fill(1, start, end));
}

/** What a theme counts in an article, whatever the other themes: {entry, start, end}, `not:` phrases left out. */
export function countedIn(article, terms) {
  const { counted } = article;
  if (!counted.has(terms)) counted.set(terms, takenBy(article, terms).filter(({ entry }) => !terms[entry].excluded));
  return counted.get(terms);
}

export const inOrder = (one, other) => one.start - other.start || one.end - other.end;

/** Point 7: without the mentions that lie wholly inside a longer one; `found` is in order, and stays so. */
export function withoutInner(found) {
  let [start, furthest, before] = [-1, -1, -1]; // the furthest end so far, and that of the mentions with an earlier start
  const longest = new Map();
  for (const one of found) longest.set(one.start, one.end);
  return found.filter((one) => {
    if (one.start !== start) [start, before] = [one.start, furthest];
    furthest = Math.max(furthest, one.end);
    return before < one.end && longest.get(one.start) === one.end;
  });
}

const orders = new WeakMap(); // a lexicon -> the numbers of its themes in the order of their names
const unnested = new WeakMap(); // a lexicon -> an article -> its mentions in order, the inner ones too

export function everyMentionIn(article, lexicon) {
  if (!unnested.has(lexicon)) unnested.set(lexicon, new Map());
  const known = unnested.get(lexicon);
  if (!known.has(article)) known.set(article, mentionsOfAll(article, lexicon));
  return known.get(article);
}

function mentionsOfAll(article, lexicon) {
  const byName = (one, other) => byCodePoint(lexicon[one].theme, lexicon[other].theme);
  if (!orders.has(lexicon)) orders.set(lexicon, [...lexicon.keys()].sort(byName));
  const found = orders.get(lexicon).flatMap((theme) => countedIn(article, lexicon[theme].terms).map((one) => ({ ...one, theme })));
  return found.sort(inOrder);
}

/**
 * Every mention in an article, in its order, as {theme, entry, start, end}; the first two are numbers in `lexicon` =
 * [{theme, terms: [{term, excluded, exact}]}] and `terms`. `nested` is "drop" or "count".
 */
export function mentionsIn(article, lexicon, nested) {
  const every = everyMentionIn(article, lexicon);
  return nested === "count" ? every : withoutInner(every);
}
