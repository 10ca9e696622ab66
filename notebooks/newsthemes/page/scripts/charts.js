// What is drawn, and said above it, from the counts.

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

/** Who leads, by the patterns of leaders.py; `rows` are all themes in their order: {group, theme, total, sentences}. */
function headlineOf(rows) {
  const named = rows.filter(({ total }) => total);
  const [first] = named.length ? named : rows;
  if (!named.length && rows.length === 1) return `${visible(first.theme)} is not mentioned.`;
  if (!named.length) return `None of the ${figures(rows.length)} themes is mentioned.`;
  if (named.length === 1) return `Only ${visible(first.theme)} is mentioned: ${figures(first.total)}.`;
  const own = named.filter(({ group }) => group === first.group);
  const most = (measure) => Math.max(...own.map((row) => row[measure]));
  const leaders = own.filter(({ total }) => total === most("total"));
  if (own.some((row) => (row.sentences === most("sentences")) !== leaders.includes(row))) {
    const listed = [...own].sort(byTotal).slice(0, NAMED).map((row) => {
      return `${visible(row.theme)} ${figures(row.total)} (${figures(row.sentences)})`;
    });
    return `${first.group ? `${visible(first.group)}, mentions` : "Mentions"} (sentences): ${listed.join(", ")}`;
  }
  const scope = first.group && ` in ${visible(first.group)}`;
  const number = plural(leaders[0].total, "mention");
  if (leaders.length === 1) return `Most mentioned${scope}: ${visible(leaders[0].theme)} (${number}).`;
  const names = leaders.length > NAMED ? `${leaders.length} themes` : leaders.map(({ theme }) => visible(theme)).join(", ");
  return `Level${scope}: ${names} (${number} each).`;
}
