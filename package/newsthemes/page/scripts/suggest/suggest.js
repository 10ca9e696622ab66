// What a text may be counted by: its names and repeated phrases, by the rule of review/suggestions.py for one text;
// tests/name_cases.json holds both to the same rows. And its frequent words, by a rule without Python's table of word rates.

import { parseLine, quoted } from "../rule/lines.js";
import { articleOf, mentionsIn } from "../rule/mentions.js";
import { withoutByline } from "../rule/pasted.js";
import { ACRONYM } from "../rule/words.js";
import { languageOf, lists, tellsNames, wordsIn, wordsOfText } from "./capitalized.js";
import { keyOf, most, namesOfText, tally } from "./names.js";
import { isContent, mayEndPhrase, phrasesOfText, repeatsOf } from "./phrases.js";

/** What textOf() is to know of the language of a pasted text: of languages without a list here it is not told. */
export function languageOfPasted(text) {
  const language = languageOf(wordsIn(withoutByline(text)), 1.5);
  return { language, mayBeIn: (other) => !language || other === language || !lists.functionWords.has(other) };
}

const LEAST_USED = 3; // times
const MOST_WORDS = 10;

/** The content words of an English text that are there three times or more, in no name, with their plurals. */
function frequentWords(text, names) {
  const inNames = new Set([...names].flatMap((name) => name.split(" ")));
  const themes = new Map();
  for (const word of text.language === "en" ? text.words : []) {
    const isInName = word.capital && inNames.has(word.small);
    if (isInName || !isContent(text, word) || !mayEndPhrase(word.small)) continue;
    const singular = word.small.replace(/(?<=[^s]{2})s$/, "");
    if (!themes.has(singular)) themes.set(singular, new Map());
    tally(themes.get(singular), word.small);
  }
  const rows = [...themes.values()].map((times) => {
    const theme = most(times, (one, other) => one < other);
    return [...times].map(([term, seen]) => ({ theme, term, kind: "word", seen }));
  });
  const seenOf = (own) => own.reduce((sum, { seen }) => sum + seen, 0);
  const frequent = rows.filter((own) => seenOf(own) >= LEAST_USED);
  return frequent.sort((one, other) => seenOf(other) - seenOf(one)).slice(0, MOST_WORDS).flat();
}

/** Whether themes.yaml takes a term as it is. */
function isSound(term) {
  try {
    return parseLine(quoted(term)).term === term;
  } catch {
    return false;
  }
}

const MOST_COUNTED = 200; // terms: more would keep the reader of a long text waiting

/** Names, phrases and words of a text with their mentions, by the counting rule: {theme, term, kind, mentions}, the best first. */
export function suggestNames(text) {
  const read = wordsOfText(text);
  const tells = tellsNames(read);
  const names = tells ? namesOfText(read) : [];
  const rows = names.flatMap((name) => name.rows);
  const known = new Set(rows.map(({ term }) => keyOf(term)));
  rows.push(...(tells ? [...phrasesOfText(read, known), ...frequentWords(read, known)] : repeatsOf(read)));
  const people = new Set(names.filter(({ isPerson }) => isPerson).map(({ name }) => name));
  return inOrderOfUse(withMentions(themesFrom(rows), text).filter(isFrequent), people);
}

/** The rows by theme, each term once; of very many themes those that are seen most. */
function themesFrom(rows) {
  const terms = new Set();
  const themes = new Map();
  for (const row of rows) {
    if (terms.has(keyOf(row.term)) || !isSound(row.term)) continue;
    terms.add(keyOf(row.term));
    if (!themes.has(row.theme)) themes.set(row.theme, []);
    themes.get(row.theme).push(row);
  }
  const kept = [...themes.values()];
  if (terms.size <= MOST_COUNTED) return kept;
  const seen = (own) => own.reduce((sum, row) => sum + row.seen, 0);
  return kept.sort((one, other) => seen(other) - seen(one)).slice(0, MOST_COUNTED);
}

/** What is no word, or a word that is there often enough outside of names and phrases. */
function isFrequent({ theme, kind }, _, rows) {
  const mentions = rows.reduce((sum, row) => sum + (row.theme === theme ? row.mentions : 0), 0);
  return kind !== "word" || mentions >= LEAST_USED;
}

/** The rows that have mentions. */
function withMentions(themes, text) {
  const termOf = ({ term }) => ({ term, excluded: false, exact: ACRONYM.test(term) });
  const lexicon = themes.map((rows) => ({ theme: rows[0].theme, terms: rows.map(termOf) }));
  const mentions = new Map();
  for (const { theme, entry } of mentionsIn(articleOf(text), lexicon, "drop")) tally(mentions, themes[theme][entry]);
  const counted = themes.flat().map((row) => ({ ...row, mentions: mentions.get(row) ?? 0 }));
  return counted.filter((row) => row.mentions);
}

/** Names and phrases by mentions; frequent words; names that occur once, people last; a theme's other terms that occur once. */
function inOrderOfUse(rows, people) {
  const themes = new Map();
  rows.forEach((row, place) => {
    const theme = themes.get(row.theme) ?? { total: 0, first: place, main: row };
    theme.total += row.mentions;
    if (row.mentions > theme.main.mentions) theme.main = row;
    themes.set(row.theme, theme);
  });
  const sectionOf = (row) => {
    const { main, total } = themes.get(row.theme);
    if (row !== main && row.mentions === 1) return 4;
    if (row.kind === "word") return 1;
    if (total > 1) return 0;
    return people.has(row.theme) ? 3 : 2;
  };
  const rankOf = (row) => {
    const { total, first } = themes.get(row.theme);
    return [sectionOf(row), -total, row.kind === "phrase" ? 1 : 0, first, -row.mentions];
  };
  const ranks = new Map(rows.map((row) => [row, rankOf(row)]));
  return [...rows].sort((one, other) => {
    const place = ranks.get(one).findIndex((rank, index) => rank !== ranks.get(other)[index]);
    return place < 0 ? 0 : ranks.get(one)[place] - ranks.get(other)[place];
  });
}
