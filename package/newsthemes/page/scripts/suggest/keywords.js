// The keywords of texts, each with its forms and the phrases that hold it: the rule of review/keywords.py and word_forms.py once more.

import { WORD_RATES } from "../../../review/word_rates.json";
import { isEmptyWord, lists } from "./capitalized.js";
import { tally } from "./names.js";
import { SURE, isLong, mayEndPhrase } from "./phrases.js";

const TIMES = 5; // as often as in world news, or more
const LEAST = 2; // times in the texts
const SHORT = 50; // words of a text, of which once will do

const rates = new Map();
for (const [rate, words] of Object.entries(WORD_RATES)) for (const word of words.split(" ")) rates.set(word, rate / 1e6);
const rare = Math.min(...rates.values()) / 2; // of a word that the table has not

/** What an English word in small letters may be a form of, the likeliest first, with -s, -ed or -ing. */
function basesOf(word) {
  if (/.[^aeiou]ie[sd]$/u.test(word)) return [`${word.slice(0, -3)}y`];
  if (/(?:s|x|z|ch|sh)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)];
  if (/(?:.[^suia]|.{3}a)s$/u.test(word)) return [word.slice(0, -1)]; // areas, not gas and crisis
  const stem = word.replace(/(?<=.{2})(?:ed|ing)$/u, "");
  if (stem === word || !/[aeiouy]/.test(stem)) return [];
  return [`${stem}e`, stem, ...(/([bdgklmnprtv])\1$/.test(stem) ? [stem.slice(0, -1)] : [])];
}

/** The words, the forms of one together, short ones first. */
function byWord(words) {
  const forms = new Map();
  for (const word of [...words].sort((one, other) => one.length - other.length || (one < other ? -1 : 1))) {
    const keys = [word, ...basesOf(word)];
    const own = keys.map((key) => forms.get(key)).find(Boolean) ?? [];
    own.push(word);
    for (const key of keys) if (!forms.has(key)) forms.set(key, own);
  }
  return new Set(forms.values());
}

function isEveryday(word) {
  const [stem] = word.split(/['’]/); // don't
  return [stem, ...basesOf(stem)].some((base) => lists.everydayWords.has(base));
}
/** Whether a word may say by itself what an English text is about. */
const mayBeKeyword = (word) => isLong({ letters: word }) && !isEveryday(word) && !isEmptyWord(word, "en");

/** How often English texts have each word, those of names left out. */
function timesOf(texts, names) {
  const inNames = new Set([...names].flatMap((name) => name.split(" ")));
  const times = new Map();
  for (const { words } of texts.filter(({ language }) => language === "en")) {
    for (const { small, capital } of words) {
      if (!(capital && small.split(/[-‐‑]/).some((part) => inNames.has(part)))) tally(times, small);
    }
  }
  return times;
}

/** The content words that are far more frequent than in world news, the forms of one together, each time with their number. */
function farMoreFrequent(times) {
  const sumOf = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
  const total = sumOf([...times.values()]);
  const least = total > SHORT ? LEAST : 1;
  const counted = [...byWord([...times.keys()].filter(mayBeKeyword))].map((words) => {
    return { words, number: sumOf(words.map((word) => times.get(word))) };
  });
  return counted.filter(({ words, number }) => {
    const usual = (sumOf(words.map((word) => rates.get(word) ?? 0)) || rare) * total;
    const logLikelihood = 2 * (number * Math.log(number / usual) - (number - usual)); // Poisson's law
    return number >= least && number > TIMES * usual && logLikelihood > SURE && words.some(mayEndPhrase);
  });
}

/** Rows of the keywords of English texts, each with its forms and the phrases that hold it; the other phrases are themes of their
 * own. `names` are keys. */
export function keywordsOf(texts, names, phrases) {
  const themes = new Map(); // a word -> {theme, number}
  const rows = [];
  for (const { words, number } of farMoreFrequent(timesOf(texts, names))) {
    const theme = words.find(mayEndPhrase); // the shortest
    for (const word of words) themes.set(word, { theme, number });
    rows.push(...words.map((term) => ({ theme, term, kind: "word" })));
  }
  for (const term of phrases) {
    const words = term.toLowerCase().split(" ");
    if (words.every(isEveryday)) continue;
    const held = words.filter((word) => themes.has(word)).map((word) => themes.get(word));
    const best = held.reduce((most, one) => (one.number > most.number ? one : most), { theme: term, number: 0 });
    rows.push({ theme: best.theme, term, kind: "phrase" });
  }
  return rows;
}
