// A text -> its words, and the runs of capitalized ones that may be names: the rule of review/words_of_text.py,
// titles.py and name_runs.py once more, with the lists of name_words.json. Here, and in the files beside it, places are UTF-16 units.

import { FUNCTION_WORDS } from "../../../text/function_words.json";
import { NAME_WORDS } from "../../../review/name_words.json";
import { withoutByline } from "../rule/pasted.js";
import { apart, codePoints } from "../rule/words.js";

const listOf = (name, between = " ") => new Set(NAME_WORDS[name].split(between));

/** Each form, in small letters -> its country. */
function countryOf(forms, endings) {
  const countries = new Map();
  for (const [country, listed] of Object.entries(forms)) {
    for (const form of listed.toLowerCase().split(", ")) {
      for (const ending of endings) countries.set(form + ending, country);
    }
  }
  return countries;
}

export const lists = {
  titles: listOf("titles", ", "),
  onlyBeforeNames: listOf("only_before_names"),
  connectors: listOf("connectors", ", "),
  ofPeople: listOf("of_people"),
  calendar: listOf("calendar"),
  surnamesFirst: listOf("surnames_first"),
  nounCapitals: listOf("noun_capitals"),
  emptyWords: listOf("empty_words"),
  everydayWords: listOf("everyday_words"),
  nounsInEdOrLy: listOf("nouns_in_ed_or_ly"),
  noEdge: new Set(NAME_WORDS.no_edge),
  adjectives: countryOf(NAME_WORDS.adjectives, ["", "s"]),
  countryNames: countryOf(NAME_WORDS.country_names, [""]),
  countries: new Map(Object.keys(NAME_WORDS.adjectives).map((name) => [name.toLowerCase(), name])),
  functionWords: new Map(Object.entries(FUNCTION_WORDS).map(([code, listed]) => [code, new Set(listed.split(" "))])),
};

const LETTER = String.raw`[\p{L}\p{M}\p{N}_]`;
const A_WORD = RegExp(`(?:[A-Z]\\.){2,}|${LETTER}+(?:[-‐‑]${LETTER}+|['’](?!s(?!${LETTER}))${LETTER}+)*`, "gu");
const ELISION = /^(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull)['’](?=[\p{L}\p{N}_])/iu;
const BEGINS = /[.!?…:;"“”„«»‘‚—–\n•*|]|(?:^|\s)['’-]/;
const HEADLINE_WORDS = 4; // all with capitals
const WRAPPED = [40, 100]; // characters of a line of a text that is cut into lines

export const isUpper = (text) => /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
/** Whether a word is written as acronyms are. */
export const isShortCapitals = (word) => /^\p{L}{2,6}$/u.test(word.replaceAll(".", "")) && isUpper(word);
const isAbbreviation = ({ small, letters }) => lists.titles.has(small) || /^\p{Uppercase}$/u.test(letters);

/** Whether a word behind a period has a capital and is no name: `The`, not the `A` of `J. A.` */
const beginsSentence = (letters) => /^\p{Uppercase}./u.test(letters) && isFunctionWord(letters.toLowerCase(), "en");

/** Whether the line end between two words is only there because lines are cut. */
function isWrapped(text, end, start) {
  const line = text.slice(text.lastIndexOf("\n", end - 1) + 1, end);
  const [next] = /^.*/.exec(text.slice(start));
  const size = codePoints(line).length;
  const isOneText = isUpper(line) === isUpper(next); // and no headline above
  return isOneText && WRAPPED[0] <= size && size <= WRAPPED[1] && codePoints(next).length <= WRAPPED[1];
}

export function wordsIn(text) {
  const words = [];
  let end = 0;
  let sentence = 0;
  for (const hit of text.matchAll(A_WORD)) {
    const start = hit.index + (ELISION.exec(hit[0])?.[0].length ?? 0);
    const letters = text.slice(start, hit.index + hit[0].length);
    if (/^[sS]$/.test(letters) && /['’]/.test(text[start - 1])) continue;
    let gap = text.slice(end, hit.index);
    if (words.length && /^\.[ \t\xa0]+$/.test(gap) && isAbbreviation(words.at(-1)) && !beginsSentence(letters)) gap = " ";
    if (/^[ \t\xa0]*\n[ \t\xa0]*$/.test(gap) && isWrapped(text, end, start)) gap = " ";
    if (/[.!?…\n]/.test(gap)) sentence++;
    end = start + letters.length;
    words.push({
      start, end, letters, sentence,
      small: letters.toLowerCase(),
      capital: /^\p{Uppercase}/u.test(letters),
      joins: /^[ \t\xa0]+$/.test(gap),
      begins: !words.length || BEGINS.test(gap),
    });
  }
  return words;
}

/** The language whose function words are most of the words; empty where they are few, or not so many times those of the next. */
export function languageOf(words, least = 1) {
  const some = words.slice(0, 1000);
  const times = [...lists.functionWords].map(([code, listed]) => [code, some.filter(({ small }) => listed.has(small)).length]);
  const [[code, most], [, second]] = times.sort(([, one], [, other]) => other - one);
  return most < Math.max(some.length / 10, least * second) ? "" : code;
}

/** A text with its words and its language; `between` is what stands from one word to another, white space single; `isAcronym`:
 * whether a word is written so, in a sentence that is not all in capitals. */
export function wordsOfText(text) {
  const words = wordsIn(withoutByline(text));
  const language = languageOf(words);
  const listed = lists.functionWords.has(language) ? language : "en";
  const between = (first, last) => apart(text.slice(words[first].start, words[last].end)).join(" ");
  const cased = words.filter(({ letters, small }) => letters.toUpperCase() !== small);
  const shouted = sentencesAll(cased, ({ letters }) => isUpper(letters));
  const isAcronym = ({ letters, sentence }) => isShortCapitals(letters) && !shouted.has(sentence);
  return { text, words, language, listed, between, isAcronym };
}

/** Whether a word in small letters is a function word of the language; in one without a list, whether it is short. */
function isFunctionWord(small, language) {
  const [stem] = small.split(/['’]/);
  const listed = lists.functionWords.get(language);
  return listed ? listed.has(stem) : stem.length <= 3 && stem.toUpperCase() !== stem;
}

/** Whether a word in small letters says nothing of what a text is about. */
export function isEmptyWord(small, language) {
  if (lists.calendar.has(small) || (language === "en" && lists.emptyWords.has(small))) return true;
  const isAbbreviation = ["en", ""].includes(language) && /^[b-df-hj-np-tv-xz]+$/.test(small); // cts, mln
  return isAbbreviation || isFunctionWord(small, language);
}

/** The sentences in which capitals tell nothing: headlines, and what is all in capitals. */
function sentencesOfCapitals({ words, listed }) {
  const content = words.filter(({ letters, small }) => /^\p{L}/u.test(letters) && !isFunctionWord(small, listed));
  return sentencesAll(content, ({ capital }) => capital);
}

/** The sentences of which several of the words are there, and all are so. */
function sentencesAll(words, isSo) {
  const so = new Map();
  for (const word of words) {
    if (!so.has(word.sentence)) so.set(word.sentence, []);
    so.get(word.sentence).push(isSo(word));
  }
  const all = [...so].filter(([, some]) => some.length >= HEADLINE_WORDS && some.every(Boolean));
  return new Set(all.map(([number]) => number));
}

/** Whether capitals tell the names of a text: not in German, in a script without capitals, where all is in capitals. */
export function tellsNames(text) {
  const { words } = text;
  if (lists.nounCapitals.has(text.language)) return false;
  const unsure = sentencesOfCapitals(text);
  const number = (wanted) => words.filter(wanted).length;
  const small = number((word) => word.letters === word.small);
  const cased = number((word) => word.small !== word.letters.toUpperCase());
  const sure = number((word) => !unsure.has(word.sentence));
  return small > 0 && 2 * cased > words.length && 2 * sure > words.length;
}

/** The runs of capitalized words, without titles, function words and the names of days: {first, last, sure, titled, definite,
 * inside}, the last two of them behind `the` and behind `in`. */
export function nameRuns(text) {
  const { words } = text;
  const unsure = sentencesOfCapitals(text);
  const runs = [];
  for (const [begin, end] of capitalizedRuns(words)) {
    for (const part of withoutTitles(words, begin, end)) {
      const [first, last] = stripped(text, part.first, part.last);
      if (first > last || isEndOfTitle(words, first, last)) continue;
      const before = first && words[first].joins ? words[first - 1].small : "";
      const titled = part.titled || lists.titles.has(before);
      const isSure = !words.slice(first, last + 1).every((word) => !word.capital || word.begins);
      const inside = ["in", "en", "em", "à"].includes(before) && !/['’]/.test(text.text[words[last].end]);
      runs.push({ first, last, titled, sure: isSure && !unsure.has(words[first].sentence), definite: before === "the", inside });
    }
  }
  return runs;
}

/** The first and the last word of each run of capitalized words, connectors between them. */
function capitalizedRuns(words) {
  const runs = [];
  for (let place = 0; place < words.length; place++) {
    if (!words[place].capital) continue;
    const first = place;
    let next = place + 1 + connector(words, place + 1);
    while (words[next]?.capital && words[next].joins) {
      place = next;
      next = place + 1 + connector(words, place + 1);
    }
    runs.push([first, place]);
  }
  return runs;
}

const lettersOf = (words) => words.map(({ letters }) => letters).join(" ");
const smallOf = (words) => words.map(({ small }) => small).join(" ");

/** How many words from this one on connect the parts of a name: `of`, `de la`. */
function connector(words, place) {
  for (const size of [1, 2]) {
    const part = words.slice(place, place + size);
    const next = words[place + size];
    if (!next?.capital || ![...part, next].every(({ joins }) => joins)) continue;
    if (lists.connectors.has(lettersOf(part))) return size;
  }
  return 0;
}

/** Whether a word with a capital before this one is what surnames begin with: `Le Maire`. */
function isInSurname(words, place) {
  const before = words[place - 1];
  return before && words[place].joins && before.capital && !before.begins && lists.connectors.has(before.small);
}

/** The parts of a run between titles, each with whether it stands behind one. */
function withoutTitles(words, first, last) {
  const parts = [];
  let begin = first;
  let place = first;
  let titled = false;
  while (place <= last) {
    const isTitle = (many) => place + many <= last + 1 && lists.titles.has(smallOf(words.slice(place, place + many)));
    const isSurname = isInSurname(words, place) || (place === last && lists.onlyBeforeNames.has(words[place].small));
    const size = isSurname ? undefined : [3, 2, 1].find(isTitle);
    if (size) {
      if (begin < place) parts.push({ first: begin, last: place - 1, titled });
      titled = true;
      begin = place + size;
    }
    place += size ?? 1;
  }
  if (begin <= last) parts.push({ first: begin, last, titled });
  return parts;
}

/** Whether a run is the end of a title in small letters: `secretary of State`. */
const isEndOfTitle = (words, first, last) => {
  return [first - 2, first - 1].some((begin) => begin >= 0 && lists.titles.has(smallOf(words.slice(begin, last + 1))));
};

/** A run without the words at its ends that are no part of a name. */
function stripped({ words, listed, isAcronym }, first, last) {
  const isNoPart = (word) => {
    const { small, capital, begins } = word;
    if (!capital) return true;
    if (isAcronym(word)) return false;
    return isFunctionWord(small, listed) || lists.calendar.has(small) || (begins && isEmptyWord(small, listed));
  };
  while (first <= last && isNoPart(words[first])) first++;
  while (first <= last && isNoPart(words[last])) last--;
  return [first, last];
}
