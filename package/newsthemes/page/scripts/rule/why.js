// Why places of a term are not counted.

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

function reasonOf(articles, lexicon, nested, theme, entry) {
  const { terms } = lexicon[theme];
  const { term, excluded, language } = terms[entry];
  if (excluded) return "";
  const holding = (one) => articles.filter((article) => placesOfForms(article, one).length);
  const there = holding(terms[entry]);
  if (!there.length) {
    const spoken = new Set(holding({ ...terms[entry], language: "" }).map((article) => article.language || "an unknown language"));
    if (spoken.size) return `only in articles in ${[...spoken].slice(0, 3).join(" and ")}, and ${term} counts in ${language} alone`;
    const spelled = articles.flatMap((article) => wordsAt(article, placesOfForms(article, { term, exact: false, language })));
    const reason = ACRONYM.test(term) ? `${term} counts in capitals` : `the case of ${term} is exact`;
    return spelled.length ? `only as ${[...new Set(spelled)].slice(0, 3).join(" and ")}, and ${reason}` : "not in the text";
  }
  const [nots, covers, longer] = [new Set(), new Set(), new Set()];
  const numberOf = (places) => new Set(places.map(({ start, end }) => start * 2 ** 26 + end)).size;
  let [uncounted, all] = [0, 0];
  for (const article of there) {
    const places = placesOfForms(article, terms[entry]);
    const rivals = rivalsOf(article, terms, entry, places);
    const outers = nested === "drop" ? outersOf(article, lexicon, places) : new Map();
    for (const one of places) {
      const [rival, outer] = [rivals.get(one), outers.get(one)];
      if (rival) (terms[rival.entry].excluded ? nots : covers).add(terms[rival.entry].term);
      else if (outer) longer.add(lexicon[outer.theme].terms[outer.entry].term);
    }
    uncounted += numberOf(places.filter((one) => rivals.has(one) || outers.has(one)));
    all += numberOf(places);
  }
  const listed = (before, names, after) => (names.size ? [before + [...names].slice(0, 3).join(", ") + after] : []);
  const excluding = listed("taken by a not: phrase (", nots, ")");
  const why = [...excluding, ...listed("covered by ", covers, ""), ...listed("only inside ", longer, "")].join("; ");
  return why && uncounted < all ? `${uncounted} more: ${why}` : why;
}
