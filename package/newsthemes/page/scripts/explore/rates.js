// How many mentions there are in 1,000 words, by period or by source.

export const ENOUGH = 7; // articles, for a rate that others are measured by, as MIN_ARTICLES in Python
/** The highest rate of those with enough articles; where there is none, of all. */
function highest(rates) {
  const of = (some) => Math.max(0, ...some.map(({ rate }) => rate));
  return of(rates.filter(({ articles }) => articles >= ENOUGH)) || of(rates) || 1;
}
/** The same of many articles: a bar a period, the highest 9 high; of too few articles a dot. */
export function barsAt(rates) {
  const most = highest(rates);
  return rates.map(({ articles, rate }, place) => {
    const across = Math.round((1000 * (place + 0.5)) / rates.length);
    const height = Math.max(4, Math.round(90 * Math.min(1, rate / most))) / 10; // none is no gap
    if (articles < ENOUGH) return articles ? `M${across} ${(9 - height).toFixed(1)}v1` : "";
    return `M${across} 9v-${height}`;
  }).join("");
}

/** How many mentions there are in 1,000 words. */
export const perThousand = (mentions, words) => (1000 * mentions) / (words || 1);

/** The rates of all articles, of these themes together, from the rows of Python: theme by theme. */
export function ratesIn(table, themes, places) {
  const size = table.length / themes;
  return table.slice(0, size).map(([key, articles], unit) => {
    const own = places.map((place) => table[place * size + unit]);
    const sum = (column) => own.reduce((before, one) => before + one[column], 0);
    return { key, articles, mentions: sum(2), rate: sum(3) };
  });
}

/** The same of articles that are here; `numbers` are the mentions of each. */
export function ratesBy(articles, numbers, keyOf) {
  const rates = new Map();
  articles.forEach((article, place) => {
    const key = keyOf(article, place);
    if (!key) return;
    const one = rates.get(key) ?? { key, mentions: 0, words: 0, articles: 0 };
    rates.set(key, { key, mentions: one.mentions + numbers[place], words: one.words + article.words, articles: one.articles + 1 });
  });
  return [...rates.values()].map((one) => ({ ...one, rate: perThousand(one.mentions, one.words) }));
}
