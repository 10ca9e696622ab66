// Several articles: their list, searched and sorted, and rates over time and by source. A page of one article is without this.

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

/** The list of the articles, as it is searched and sorted; `numbers` are their mentions. */
function drawTitles(articles, numbers, shown, open) {
  const wanted = byId("search").value.toLowerCase();
  const order = [...articles.keys()].filter((place) => articles[place].title.toLowerCase().includes(wanted));
  const by = { mentions: (place) => numbers[place], rate: (place) => numbers[place] / articles[place].words }[byId("order").value];
  if (by) order.sort((one, other) => by(other) - by(one));
  else if (byId("order").value) order.sort((one, other) => byCodePoint(articles[one].date ?? "", articles[other].date ?? ""));
  const focused = document.activeElement?.dataset.article;
  byId("titles").replaceChildren(...order.map((place) => {
    const { title, date } = articles[place];
    const control = button("", { onclick: () => open(place), "aria-current": place === shown });
    control.append(make("bdi", {}, visible(title)), date ? make("small", {}, ` ${date}`) : "", " ", make("b", {}, String(numbers[place])));
    control.dataset.article = place;
    return make("li", {}, control);
  }));
  if (focused) focusOn(byId("titles").querySelector(`[data-article="${focused}"]`));
}

const MOST_SOURCES = 30;

/** How many mentions there are in 1,000 words. */
const perThousand = (mentions, words) => (1000 * mentions) / (words || 1);

/** The rates of all articles, of these themes together, from the rows of Python: theme by theme. */
function ratesIn(table, themes, places) {
  const size = table.length / themes;
  return table.slice(0, size).map(([key, articles], unit) => {
    const own = places.map((place) => table[place * size + unit]);
    const sum = (column) => own.reduce((before, one) => before + one[column], 0);
    return { key, articles, mentions: sum(2), rate: sum(3) };
  });
}

/** The same of articles that are here; `numbers` are the mentions of each. */
function ratesBy(articles, numbers, keyOf) {
  const rates = new Map();
  articles.forEach((article, place) => {
    const key = keyOf(article, place);
    if (!key) return;
    const one = rates.get(key) ?? { key, mentions: 0, words: 0, articles: 0 };
    rates.set(key, { key, mentions: one.mentions + numbers[place], words: one.words + article.words, articles: one.articles + 1 });
  });
  return [...rates.values()].map((one) => ({ ...one, rate: perThousand(one.mentions, one.words) }));
}

/** Rates as bars of their length, hollow where there are few articles; nothing where there is but one. */
function drawRates(list, rates, colour) {
  const most = Math.max(...rates.map(({ rate }) => rate)) || 1;
  list.replaceChildren(...(rates.length < 2 ? [] : rates.map((one) => {
    const bar = make("span", { className: one.articles && one.articles < ENOUGH ? "bar few" : "bar" });
    bar.style.setProperty("--share", one.rate / most);
    bar.style.setProperty("--colour", colour);
    return make("li", { className: "row" }, make("bdi", {}, visible(one.key)), " ", bar, " ", make("b", {}, one.articles ? one.rate.toFixed(1) : ""), " ",
      make("small", {}, `${plural(one.mentions, "mention")}, ${plural(one.articles, "article")}`));
  })));
}

function openArticle(number) {
  [step, missed, shown] = [null, null, number];
  draw();
  bring(byId("article-title"));
}
/** The list of the articles, where there are several. */
function drawList(name, every) {
  hide("articles", articles.length < 2);
  write("article-title", visible(articles[shown].title));
  write("counted-in", byId("show-all").hidden ? "mentions" : `mentions of ${name}`);
  byId("list").firstElementChild.textContent = isSample() ? `${figures(articles.length)} of ${plural(data.total, "article")}` : plural(articles.length, "article");
  if (byId("list").open) drawTitles(articles, sizesOf(every), shown, openArticle);
}
/** Rates by period or by source: of all articles, as Python counted them, or of those that are here, since only these can be
 * counted anew; `own` are the themes that are meant, null of a word that is tried. */
function ratesOf(unit, mentions, own) {
  const keyOf = unit === "period" ? (_, place) => data.periods[place] : ({ source }) => source;
  const rates = isAuthors() && own ? ratesIn(data[`by_${unit}`], rows.length, own.map(({ id }) => placeOf(id))) : ratesBy(articles, sizesOf(mentions), keyOf);
  const gaps = new Set(unit === "period" ? data.every_period : []);
  for (const { key } of rates) gaps.delete(key);
  for (const key of gaps) rates.push({ key, articles: 0, mentions: 0, rate: 0 });
  return rates.sort((one, other) => byCodePoint(one.key, other.key));
}
/** How many of these mentions each article has. */
function sizesOf(mentions) {
  const sizes = new Array(articles.length).fill(0);
  for (const mention of mentions) sizes[mention.article]++;
  return sizes;
}
function drawSpread(name, every, row) {
  const all = isAuthors() && !tried;
  const [byDate, bySource] = ["period", "source"].map((unit) => ratesOf(unit, every, tried ? null : rows.filter(isLit)));
  bySource.sort((one, other) => other.articles - one.articles);
  const number = all ? data.sources : bySource.length;
  drawRates(byId("by-date"), byDate, row?.colour ?? "currentColor");
  drawRates(byId("by-source"), bySource.slice(0, MOST_SOURCES), row?.colour ?? "currentColor");
  hide("spread", isOwn() || data.unit === "words and letters" || (byDate.length < 2 && bySource.length < 2));
  const cut = number > MOST_SOURCES ? ` Sources shown: ${MOST_SOURCES} of ${figures(number)}, those with most articles.` : "";
  write("spread-of", `${name}, per 1,000 ${data.unit} of ${ofArticles(all || !isSample())}. Hollow: under ${ENOUGH} articles.${cut}`);
}
