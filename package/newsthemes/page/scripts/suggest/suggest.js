// What a text may be counted by: the common issues that it speaks of, its names, its keywords and phrases, by the rule of
// review/suggestions.py for one text; tests/name_cases.json holds both to the same rows.

import { parseLine, quoted } from "../rule/lines.js";
import { articleOf, mentionsIn } from "../rule/mentions.js";
import { withoutByline } from "../rule/pasted.js";
import { ACRONYM } from "../rule/words.js";
import { languageOf, lists, tellsNames, wordsIn, wordsOfText } from "./capitalized.js";
import { areInNoIssue, isNameOfIssue, issuesIn } from "./issues.js";
import { keywordsOf } from "./keywords.js";
import { keyOf, namesOfText, tally } from "./names.js";
import { phrasesOfText, repeatsOf } from "./phrases.js";
import { SUGGESTED } from "../themes/names.js";

const IN_ENGLISH = "The page looked for common issues of news, names, keywords and phrases: these are the themes. " +
  "The issues come from a general list in English, which is a beginning: cut it, and add to it.";
const IN_OTHERS = "The page looked for names and phrases: these are the themes. There are no issues, because its list of these is in English.";

/** What textOf() is to know of the language of a pasted text: of languages without a list here it is not told. And what is said of
 * the themes that it suggests. */
export function languageOfPasted(text) {
  const words = wordsIn(withoutByline(text));
  const language = languageOf(words, 1.5);
  const mayBeIn = (other) => !language || other === language || !lists.functionWords.has(other);
  return { language, mayBeIn, whatItSuggests: languageOf(words) === "en" ? IN_ENGLISH : IN_OTHERS };
}

const [ISSUE, NAME, WORD] = SUGGESTED;
const OF_NAMES = ["name", "short name", "acronym", "adjective"];
const SHARE = 0.05; // of the mentions of the first theme of its group: what has fewer is hardly read
const MOST_ASKED = 10; // mentions
const AT_MOST = 30; // themes of a group
const ONCE = 500; // words of a text in which a theme that occurs once is worth reading,
const ONCE_A_PERSON = 100; // and a person
const groupOf = ({ kind }) => (OF_NAMES.includes(kind) ? NAME : WORD);

/** What a text suggests, by theme, the best first: {group, theme, term, excluded, exact, kind, mentions}. */
export function suggestionsOf(text) {
  const read = wordsOfText(text);
  const tells = tellsNames(read);
  const names = tells ? namesOfText(read) : [];
  const rows = names.flatMap((name) => name.rows);
  const known = new Set(rows.map(({ term }) => keyOf(term)));
  rows.push(...(tells ? keywordsOf([read], known, phrasesOfText(read, known)) : repeatsOf(read)));
  const people = new Set(names.filter(({ isPerson }) => isPerson).map(({ name }) => name));
  const articles = [articleOf(text)];
  const terms = withIssues(rows, read.language === "en" ? issuesIn(articles) : []);
  const every = inOrderOfUse(withMentions(terms, articles), people);
  const kept = worthReading(every, people, read.words.length);
  const isRare = rarePhrases(every);
  const worthy = terms.filter((row) => kept.has(row.theme) && !isRare(row));
  return named(inOrderOfUse(withMentions(worthy, articles), people));
}

/** The terms of issues, and behind them names, and the words and phrases in which no issue finds anything. */
function withIssues(rows, issues) {
  const areNew = areInNoIssue(rows.map(({ term }) => term), issues);
  const others = rows.filter((row, place) => areNew[place] || groupOf(row) === NAME);
  const ofIssues = issues.flatMap(({ theme, terms }) => terms.map((term) => ({ ...term, group: ISSUE, theme, kind: "issue" })));
  return [...ofIssues, ...sound(others).map((row) => ({
    ...row,
    group: groupOf(row),
    theme: isNameOfIssue(row.theme) ? `${row.theme} (name)` : row.theme,
    excluded: false,
    exact: ACRONYM.test(row.term),
  }))];
}

/** The rows, each term once; none that themes.yaml does not take as it is. */
function sound(rows) {
  const first = new Map();
  for (const row of rows) if (!first.has(keyOf(row.term))) first.set(keyOf(row.term), row);
  return [...first.values()].filter(({ term }) => {
    try {
      return parseLine(quoted(term)).term === term;
    } catch {
      return false;
    }
  });
}

function byTheme(rows) {
  const themes = new Map();
  for (const row of rows) {
    if (!themes.has(row.theme)) themes.set(row.theme, []);
    themes.get(row.theme).push(row);
  }
  return themes;
}

const mentionsOfAll = (rows) => rows.reduce((sum, { mentions }) => sum + mentions, 0);

/** The rows that have mentions, all together, and the `not:` phrases of their themes. */
function withMentions(rows, articles) {
  const lexicon = [...byTheme(rows)].map(([theme, terms]) => ({ theme, terms }));
  const mentions = new Map();
  for (const article of articles) {
    for (const { theme, entry } of mentionsIn(article, lexicon, "drop")) tally(mentions, lexicon[theme].terms[entry]);
  }
  const counted = rows.map((row) => ({ ...row, mentions: mentions.get(row) ?? 0 }));
  const found = new Set(counted.filter((row) => row.mentions).map(({ theme }) => theme));
  return counted.filter(({ theme, excluded, mentions: number }) => number || (excluded && found.has(theme)));
}

/** The rows by group, issues and names that occur once behind words, and people last; in a group by the mentions of the theme; the
 * terms of a theme together, `not:` phrases last. */
function inOrderOfUse(rows, people) {
  const themes = [...byTheme(rows)].map(([theme, own], place) => {
    const total = mentionsOfAll(own);
    const [{ group }] = own;
    const isOnce = group !== WORD && total === 1;
    const rank = [SUGGESTED.indexOf(group) + (isOnce ? SUGGESTED.length : 0), isOnce && people.has(theme), -total, place];
    return { own, rank };
  });
  themes.sort((one, other) => byRank(one.rank, other.rank));
  return themes.flatMap(({ own }) => own.sort((one, other) => byRank(...[one, other].map((row) => [row.excluded, -row.mentions]))));
}

function byRank(one, other) {
  const place = one.findIndex((rank, index) => rank !== other[index]);
  return place < 0 ? 0 : one[place] - other[place];
}

const has = (rows, kind) => rows.some((row) => row.kind === kind);

/** The themes that are worth reading in texts of so many words. */
function worthReading(rows, people, words) {
  const [often, ofWords] = [1000, 200].map((size) => Math.min(Math.max(2, Math.floor(words / size)), MOST_ASKED));
  const themes = [...byTheme(rows)].map(([theme, own]) => {
    const isShort = words <= (people.has(theme) ? ONCE_A_PERSON : ONCE);
    const once = isShort && !has(own, "phrase") ? 1 : often;
    return { theme, group: own[0].group, total: mentionsOfAll(own), fewest: has(own, "word") ? ofWords : once };
  });
  const frequent = themes.filter(({ group, total, fewest }, place) => {
    const before = themes.slice(0, place).filter((one) => one.group === group);
    const [first] = [...before, { total }]; // they are in order
    return total >= fewest && total >= SHARE * first.total && before.length < AT_MOST;
  });
  return new Set((frequent.length ? frequent : themes).map(({ theme }) => theme)); // of a headline all
}

/** Which terms are phrases that hold a keyword and bring little to it: without them the keyword finds as much. */
function rarePhrases(rows) {
  const themes = byTheme(rows);
  const frequent = new Set(rows.filter(({ theme, mentions }) => mentions >= SHARE * mentionsOfAll(themes.get(theme))).map(({ term }) => term));
  return ({ theme, term, kind }) => kind === "phrase" && has(themes.get(theme) ?? [], "word") && !frequent.has(term);
}

/** The rows, a keyword that only stands in phrases called by the first of them. */
function named(rows) {
  return [...byTheme(rows)].flatMap(([theme, own]) => {
    const isThere = own[0].group !== WORD || own.some(({ term }) => term === theme);
    return isThere ? own : own.map((row) => ({ ...row, theme: own[0].term }));
  });
}
