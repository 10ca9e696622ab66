// What is drawn from the counts.

/** A theme's strip as a path, 1000 wide and 9 high: a mark a place. */
const marksAt = (places, length) => places.map((place) => `M${Math.round((1000 * place) / length)} 0v9`).join("");
const ENOUGH = 7; // articles, for a rate that others are measured by, as MIN_ARTICLES in Python
/** The highest rate of those with enough articles; where there is none, of all. */
function highest(rates) {
  const of = (some) => Math.max(0, ...some.map(({ rate }) => rate));
  return of(rates.filter(({ articles }) => articles >= ENOUGH)) || of(rates) || 1;
}
/** The same of many articles: a bar a period, the highest 9 high; of too few articles a dot. */
function barsAt(rates) {
  const most = highest(rates);
  return rates.map(({ articles, rate }, place) => {
    const across = Math.round((1000 * (place + 0.5)) / rates.length);
    const height = Math.max(4, Math.round(90 * Math.min(1, rate / most))) / 10; // none is no gap
    if (articles < ENOUGH) return articles ? `M${across} ${(9 - height).toFixed(1)}v1` : "";
    return `M${across} 9v-${height}`;
  }).join("");
}
