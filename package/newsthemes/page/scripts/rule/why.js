// Why places of a term are not counted, in the words of why_nothing.json, which Python reads, too.

import { WHY_NOTHING } from "../../../review/why_nothing.json";
import { everyMentionIn, inOrder, placesOfForms, takenBy } from "./mentions.js";
import { ACRONYM } from "./words.js";

const holds = (outer, one) => outer.start <= one.start && one.end <= outer.end && outer.end - outer.start > one.end - one.start;

const lengthAt = ({ start, end }) => end - start;

/** Of these places of an article those inside a longer mention -> the longest, or the first of several as long. */
function outersOf(article, lexicon, places) {
  const every = everyMentionIn(article, lexicon);
  const outers = new Map();
  let next = 0;
  let open = []; // mentions that have begun, and not ended before the place
  for (const one of [...places].sort(inOrder)) {
    if (open.some(({ end }) => end <= one.start)) open = open.filter(({ end }) => end > one.start);
    for (; next < every.length && every[next].start <= one.start; next++) {
      if (every[next].end > one.start) open.push(every[next]);
    }
    for (const mention of open) {
      if (holds(mention, one) && lengthAt(mention) > lengthAt(outers.get(one) ?? one)) outers.set(one, mention);
    }
  }
  return outers;
}

/** Of these places of an article those that another term of the theme takes, or a `not:` phrase -> the first that does. */
function rivalsOf(article, terms, entry, places) {
  const others = takenBy(article, terms).filter((one) => one.entry !== entry);
  const takers = new Uint32Array(article.text.length); // the number of the other at each place, from 1 on
  others.forEach(({ start, end }, number) => takers.fill(number + 1, start, end));
  const rivals = new Map();
  for (const one of places) {
    let at = one.start;
    while (at < one.end && !takers[at]) at++;
    if (at < one.end) rivals.set(one, others[takers[at] - 1]);
  }
  return rivals;
}

function wordsAt({ text }, places) {
  const signs = places.length ? Array.from(text) : [];
  return places.map(({ start, end }) => signs.slice(start, end).join(""));
}

const reasons = new WeakMap(); // a lexicon, which is another one after each count -> which term -> why

/** Why a term has no mention, or how many places of it have none, and why; empty where nothing is lacking, and for a `not:` phrase. */
export function whyZero(articles, lexicon, nested, theme, entry) {
  if (!reasons.has(lexicon)) reasons.set(lexicon, new Map());
  const known = reasons.get(lexicon);
  const key = `${nested} ${theme} ${entry}`;
  if (!known.has(key)) known.set(key, reasonOf(articles, lexicon, nested, theme, entry));
  return known.get(key);
}

const MOST_NAMED = 3;
const named = (names, between) => [...names].slice(0, MOST_NAMED).join(between);
/** A reason with what stands in its braces. */
const filled = (reason, ...values) => reason.replace(/\{\}/g, () => values.shift());

/** Why a term that has no place as it counts has none: it stands in other languages, or in another case. */
function otherwise(articles, one) {
  const { term, language } = one;
  const elsewhere = articles.filter((article) => placesOfForms(article, { ...one, language: "" }).length);
  const spoken = new Set(elsewhere.map((article) => article.language || WHY_NOTHING.unknown_language));
  if (spoken.size) return filled(WHY_NOTHING.elsewhere, named(spoken, " and "), term, language);
  const spelled = new Set(articles.flatMap((article) => wordsAt(article, placesOfForms(article, { term, exact: false, language }))));
  const rule = filled(ACRONYM.test(term) ? WHY_NOTHING.capitals : WHY_NOTHING.exact, term);
  return spelled.size ? filled(WHY_NOTHING.other_case, named(spelled, " and "), rule) : WHY_NOTHING.not_in_the_text;
}

function reasonOf(articles, lexicon, nested, theme, entry) {
  const { terms } = lexicon[theme];
  if (terms[entry].excluded) return "";
  const there = articles.filter((article) => placesOfForms(article, terms[entry]).length);
  if (!there.length) return otherwise(articles, terms[entry]);
  const takers = { excluded: new Set(), covered: new Set(), inside: new Set() };
  const numberOf = (places) => new Set(places.map(({ start, end }) => start * 2 ** 26 + end)).size;
  let [uncounted, all] = [0, 0];
  for (const article of there) {
    const places = placesOfForms(article, terms[entry]);
    const rivals = rivalsOf(article, terms, entry, places);
    const outers = nested === "drop" ? outersOf(article, lexicon, places) : new Map();
    for (const one of places) {
      const [rival, outer] = [rivals.get(one), outers.get(one)];
      if (rival) takers[terms[rival.entry].excluded ? "excluded" : "covered"].add(terms[rival.entry].term);
      else if (outer) takers.inside.add(lexicon[outer.theme].terms[outer.entry].term);
    }
    uncounted += numberOf(places.filter((one) => rivals.has(one) || outers.has(one)));
    all += numberOf(places);
  }
  const found = Object.entries(takers).filter(([, names]) => names.size);
  const why = found.map(([kind, names]) => filled(WHY_NOTHING[kind], named(names, ", "))).join("; ");
  return why && uncounted < all ? `${uncounted} more: ${why}` : why;
}
