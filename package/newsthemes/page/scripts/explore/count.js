// The themes are counted anew.

import { figures, plural, visible } from "../common/elements.js";
import { spanAt } from "../common/passages.js";
import { say, sayAtRest } from "./say.js";
import {
  authorsState, colourOf, count, countsAll, data, firstKey, focus, groups, inSample, isAuthors, isFirst, isLit, isOwn,
  isSample, lexiconOf, now, page, placeOf, stems, themeKey, view
} from "./state.js";
import { articleOf, countedIn, learnForms, mentionsIn } from "../rule/mentions.js";
import { wordIn } from "../rule/words.js";
import { changesBetween, passageKeys, sizesByTheme, withoutMoved } from "../themes/changes.js";
import { namesOf } from "../themes/names.js";
import { readTheme } from "../themes/terms.js";

const SLICE = 30; // milliseconds that a count may take before the keyboard has its turn
const pause = () => new Promise((resolve) => setTimeout(resolve));
const word = wordIn(data.articles.map(({ text }) => text).join(""));

/** Takes over how often each theme is mentioned in all articles. */
export function countAll(counts) {
  count.totals = new Map(now().themes.map(({ id }, place) => [id, counts[place]]));
}
if (data.counts) countAll(data.counts);
learnForms(data.forms);

/** A text as the rule counts it; of the page's own it is known what the author's themes find. */
export function textOf(article) {
  if (article.own) return article.own;
  article.own = articleOf(article.text, isOwn() ? wordIn(article.text) : word, article.language, article.mayBeIn);
  const seen = page.authors.map(() => []);
  for (const [theme, entry, start, end] of article.found ?? []) seen[theme].push({ entry, start, end });
  if (article.found) authorsState().themes.forEach((theme, place) => article.own.counted.set(readTheme(theme).terms, seen[place]));
  return article.own;
}
/** Something of every article, the one that is shown first; null where another count began meanwhile. */
export async function ofEach(find, own) {
  const results = [];
  let began = performance.now();
  for (const number of [focus.shown, ...[...page.articles.keys()].filter((other) => other !== focus.shown)]) {
    if (performance.now() - began > SLICE) {
      await pause();
      if (own !== count.turn) return null;
      began = performance.now();
    }
    results[number] = find(textOf(page.articles[number])).map((mention) => ({ ...mention, article: number }));
  }
  return results;
}
export function mentionsOf(state, own) {
  const words = lexiconOf(state);
  return ofEach((text) => mentionsIn(text, words, state.nested), own);
}
/** What these mentions gain and lose against those before any edit; null where these are not known. */
function everyChange({ themes }, counted, keyOfTheme) {
  const before = isOwn() ? count.ownKeys : count.authorsKeys;
  return before && changesBetween(passageKeys(themes, counted.flat(), keyOfTheme), before);
}
export function changesOf(state, counted) {
  const every = everyChange(state, counted, themeKey);
  return every && withoutMoved(every, state.themes.map(themeKey));
}
export const sentencesNaming = (mentions) => {
  return new Set(mentions.map(({ article, start }) => `${article} ${spanAt(page.articles[article].sentences, start)}`)).size;
};

/** The themes as rows, in their order: each with its one name, its mentions, and how many they are; `total` is the number that is
 * shown: of all articles, where they are counted. */
function rowsOf() {
  const { themes } = now();
  const names = namesOf(themes);
  const rows = themes.map(({ id, group }, place) => {
    const [theme, label] = [names[place], visible(names[place] || "(no name)")];
    return { id, group, theme, label, number: place + 1, colour: colourOf(theme, group), mentions: [] };
  });
  for (const mention of count.found.flat()) rows[mention.theme].mentions.push(mention);
  for (const row of rows) {
    row.count = row.mentions.length;
    row.total = (isSample() && countsAll() ? count.totals?.get(row.id) : null) ?? row.count;
    row.sentences = sentencesOf(row);
  }
  return rows;
}

export const byTotal = (one, other) => other.total - one.total;
export async function recount(changed, isTyping) {
  say(""); // what was said is no longer so
  const own = ++count.turn;
  const state = now();
  const counted = await mentionsOf(state, own);
  if (!counted) return;
  [count.lexicon, count.found] = [lexiconOf(state), counted];
  if (focus.tried) focus.tried.found = (await ofEach((text) => countedIn(text, focus.tried.terms), own)) ?? focus.tried.found;
  if (own !== count.turn) return;
  count.rows = rowsOf();
  if (focus.litGroup === undefined) focus.litGroup = firstGroup();
  if (!isOwn() && isAuthors()) count.authorsKeys ??= passageKeys(state.themes, count.found.flat());
  if (isOwn() && isFirst()) count.ownKeys ??= passageKeys(state.themes, count.found.flat(), themeKey);
  count.changes = changesOf(state, count.found);
  const sizes = count.changes && !(isSample() && countsAll()) ? sizesByTheme(everyChange(state, count.found, firstKey)) : null;
  count.rows.forEach((row, place) => {
    row.sizes = sizes && (sizes.get(firstKey(state.themes[place])) ?? { gained: 0, lost: 0 });
  });
  view.draw();
  if (isTyping) sayAtRest(() => saidOf(changed));
  else say(saidOf(changed));
}
/** How much there is, first of the theme that was changed. */
function saidOf(changed) {
  const total = `${plural(count.found.flat().length, "mention")} in ${lengthOfAll(page.articles)}${inSample()}`;
  const one = count.rows[placeOf(changed)];
  const gains = one?.sizes ? `gained ${figures(one.sizes.gained)}, lost ${figures(one.sizes.lost)}; ` : "";
  return one ? `${one.label}: ${gains}${plural(one.total, "mention")}. ${total}` : total;
}
/** The group that is lit at first: the first that is mentioned; null where there is one alone. */
export const firstGroup = () => (groups().length > 1 ? (count.rows.find(({ total }) => total)?.group ?? null) : null);
/** How many sentences mention a theme; null where only Python knows: of a text of the reader's own, and of an edit of more articles than are here. */
function sentencesOf({ id, mentions }) {
  if (isOwn()) return null;
  if (isSample() && countsAll()) return isAuthors() ? data.sentences?.[stems.get(id)] ?? null : null;
  return sentencesNaming(mentions);
}
/** How long articles are, in words or in letters; where there are both, how many they are. */
export function lengthOfAll(some) {
  const [unit, other] = new Set(some.map((one) => one.unit));
  if (other) return plural(some.length, "article");
  return plural(some.reduce((sum, { words }) => sum + words, 0), unit.slice(0, -1));
}
/** The passages that are stepped through: in the order of the text. */
export const passages = () => (focus.tried ? focus.tried.found : count.found).flat().filter((mention) => focus.tried || isLit(count.rows[mention.theme]));
