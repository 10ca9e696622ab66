// The phrases of a text, and what a text repeats whose names capitals do not tell.

import { UNSPACED, codePoints, isUnspaced } from "../rule/words.js";
import { isEmptyWord, lists } from "./capitalized.js";
import { keyOf, most, tally } from "./names.js";

const LONGEST_PHRASE = 4; // words, a name being one
export const SURE = 10.83; // log-likelihood (chi-squared, one degree of freedom): by chance once in a thousand
const rowOf = (term, kind) => ({ theme: term, term, kind });
export const mayEndPhrase = (word) => lists.nounsInEdOrLy.has(word) || !/^.{3,}(?:ed|ly)$/u.test(word);
const pairsIn = (run) => run.slice(1).map((word, place) => [run[place], word].join("\n"));

/** Runs of content words that are there twice or more, of which each pair is a collocation, none a part of a longer one that is
 * as frequent, or ending in a name. */
export function phrasesOfText(text, names) {
  const longest = Math.max(0, ...[...names].map((name) => name.split(" ").length));
  const found = unitsOf(text, names, longest);
  const times = new Map();
  const spellings = new Map();
  for (const units of found) {
    for (const [first, last] of spansIn(units.length, LONGEST_PHRASE)) {
      const run = units.slice(first, last + 1).map(({ key }) => key).join("\n");
      tally(times, run);
      if (!spellings.has(run)) spellings.set(run, new Map());
      tally(spellings.get(run), text.between(units[first].first, units[last].last));
    }
  }
  const scores = collocations(found.map((units) => units.map(({ key }) => key)), text.words.length);
  const isPhrase = ([run, number]) => {
    const words = run.split("\n");
    const end = words.at(-1);
    const isCollocation = pairsIn(words).every((pair) => scores.get(pair) > SURE);
    return number > 1 && isCollocation && !names.has(end) && (text.language !== "en" || mayEndPhrase(end));
  };
  return notWithinLonger(new Map([...times].filter(isPhrase))).map((run) => most(spellings.get(run)));
}

/** The first and the last place of each run of two or more among so many. */
function* spansIn(size, longest) {
  for (let first = 0; first < size; first++) {
    for (let last = first + 1; last < Math.min(first + longest, size); last++) yield [first, last];
  }
}

/** The log-likelihood of each pair that is side by side twice or more, in a text of so many words. */
function collocations(runs, number) {
  const words = new Map();
  const pairs = new Map();
  for (const run of runs) {
    for (const word of run) tally(words, word);
    for (const pair of pairsIn(run)) tally(pairs, pair);
  }
  const all = Math.max(number, runs.reduce((sum, run) => sum + run.length, 0));
  const scoreOf = ([pair, both]) => {
    const [one, other] = pair.split("\n").map((word) => words.get(word));
    const cells = [both, other - both, one - both, all - one - other + both];
    const expected = [one * other, (all - one) * other, one * (all - other), (all - one) * (all - other)];
    const parts = cells.map((cell, place) => (cell ? cell * Math.log((cell * all) / expected[place]) : 0));
    return [pair, 2 * parts.reduce((sum, part) => sum + part)];
  };
  return new Map([...pairs].filter(([, both]) => both > 1).map(scoreOf));
}

/** The runs that are more frequent than each longer one that they are a part of. */
function notWithinLonger(runs, between = "\n") {
  const longer = new Map();
  for (const [run, number] of runs) {
    const words = run.split(between);
    for (let size = 1; size < words.length; size++) {
      for (let first = 0; first + size <= words.length; first++) {
        const part = words.slice(first, first + size).join(between);
        longer.set(part, Math.max(longer.get(part) ?? 0, number));
      }
    }
  }
  return [...runs].filter(([run, number]) => (longer.get(run) ?? 0) < number).map(([run]) => run);
}

/** The runs of content words of a text, a name as one: {key, first, last}. */
function unitsOf(text, names, longest) {
  const found = [[]];
  for (let place = 0; place < text.words.length; ) {
    const word = text.words[place];
    if (!word.joins) found.push([]);
    const size = nameAt(text, place, names, longest);
    const last = place + Math.max(1, size) - 1;
    if (size) found.at(-1).push({ key: keyOf(text.between(place, last)), first: place, last });
    else if (isContent(text, word)) found.at(-1).push({ key: keyOf(word.letters), first: place, last });
    else found.push([]);
    place = last + 1;
  }
  return found;
}

export const isLong = ({ letters }) => codePoints(letters).length > 1 && /\p{L}/u.test(letters);
/** Whether a word, which is no name, says what a text is about; a title with a capital does not. */
function isContent({ language, isAcronym }, word) {
  if (!isLong(word)) return false;
  if (isAcronym(word)) return true;
  return !(word.capital && lists.titles.has(word.small)) && !isEmptyWord(word.small, language);
}

/** How many words from this one on are a name. */
function nameAt({ words, between }, place, names, longest) {
  if (!words[place].capital || !longest) return 0;
  let size = 1;
  while (size < longest && words[place + size]?.joins) size++;
  while (size && !names.has(keyOf(between(place, place + size - 1)))) size--;
  return size;
}

const MOST_LETTERS = 8; // of a run in a script without spaces

/** What a text repeats, as rows whose kind says what it may be. */
export const repeatsOf = (text) => (isUnspaced(text.text) ? repeatedLetters(text.text) : repeatedWords(text));

/** Content words and runs of them that are there twice, or once if none is; in German those whose first and last word have
 * capitals, and once if two or more have them, none at the beginning of a sentence. */
function repeatedWords(text) {
  const hasCapitals = lists.nounCapitals.has(text.language);
  const times = new Map();
  const spellings = new Map();
  for (const [first, last] of contentRuns(text)) {
    const words = text.words.slice(first, last + 1);
    if (hasCapitals && !(words[0].capital && words.at(-1).capital)) continue;
    const spelling = text.between(first, last);
    const run = keyOf(spelling);
    if (!spellings.has(run)) spellings.set(run, new Map());
    tally(spellings.get(run), spelling);
    const isName = hasCapitals && words.length > 1 && words.every(({ capital, begins }) => capital && !begins);
    tally(times, run, isName ? 2 : 1); // of a name one is enough
  }
  const least = [...times.values()].some((number) => number > 1) ? 2 : 1;
  const repeated = new Map([...times].filter(([, number]) => number >= least));
  return notWithinLonger(repeated, " ").map((run) => {
    return rowOf(most(spellings.get(run)), run.includes(" ") ? "name or phrase" : "name or word");
  });
}

/** The numbers of the first and last word of each run of content words, and of its parts. */
function* contentRuns({ words, language }) {
  let begin = 0;
  for (const [place, word] of words.entries()) {
    if (!word.joins) begin = place;
    if (!isLong(word) || lists.titles.has(word.small) || isEmptyWord(word.small, language)) begin = place + 1;
    for (let first = Math.max(begin, place - LONGEST_PHRASE + 1); first <= place; first++) yield [first, place];
  }
}

/** Runs of letters that are there twice, with different neighbours on both sides: else they are a part of a longer one. */
function repeatedLetters(text) {
  const runs = new Map();
  for (const hit of text.matchAll(RegExp(`(?:${UNSPACED})+`, "gu"))) {
    const letters = Array.from(hit[0]);
    for (let first = 0; first < letters.length; first++) {
      for (let end = first + 2; end <= Math.min(first + MOST_LETTERS, letters.length); end++) {
        const run = letters.slice(first, end).join("");
        if (!runs.has(run)) runs.set(run, { number: 0, before: new Set(), after: new Set() });
        const seen = runs.get(run);
        seen.number++;
        seen.before.add(letters[first - 1] ?? hit.index); // an edge is like no other
        seen.after.add(letters[end] ?? hit.index);
      }
    }
  }
  const isEdge = (letter) => lists.noEdge.has(letter) || /[\u3041-\u309f]/.test(letter);
  const isAlone = ({ number, before, after }) => number > 1 && before.size > 1 && after.size > 1;
  const hasEdge = (run) => [Array.from(run)[0], Array.from(run).at(-1)].some(isEdge);
  const kept = [...runs].filter(([run, seen]) => isAlone(seen) && !hasEdge(run));
  return kept.map(([run]) => rowOf(run, "name or phrase"));
}
