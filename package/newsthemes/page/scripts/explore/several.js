// Several articles: their list, searched and sorted, and rates over time and by source. A page of one article is without this.

import { button, byId, figures, focusOn, hide, make, plural, visible, write } from "../common/elements.js";
import { ENOUGH, barsAt, ratesBy, ratesIn } from "./rates.js";
import { bring } from "./scroll.js";
import { count, data, focus, isAuthors, isLit, isOwn, isSample, ofArticles, page, placeOf, view } from "./state.js";
import { byCodePoint } from "../rule/words.js";

/** The list of the articles, as it is searched and sorted; `numbers` are their mentions. */
function drawTitles(numbers) {
  const { articles } = page;
  const wanted = byId("search").value.toLowerCase();
  const order = [...articles.keys()].filter((place) => articles[place].title.toLowerCase().includes(wanted));
  const by = { mentions: (place) => numbers[place], rate: (place) => numbers[place] / articles[place].words }[byId("order").value];
  if (by) order.sort((one, other) => by(other) - by(one));
  else if (byId("order").value) order.sort((one, other) => byCodePoint(articles[one].date ?? "", articles[other].date ?? ""));
  const focused = document.activeElement?.dataset.article;
  byId("titles").replaceChildren(...order.map((place) => {
    const { title, date } = articles[place];
    const control = button("", { onclick: () => openArticle(place), "aria-current": place === focus.shown });
    control.append(make("bdi", {}, visible(title)), date ? make("small", {}, ` ${date}`) : "", " ", make("b", {}, String(numbers[place])));
    control.dataset.article = place;
    return make("li", {}, control);
  }));
  if (focused) focusOn(byId("titles").querySelector(`[data-article="${focused}"]`));
}

const MOST_SOURCES = 30;

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
  [focus.step, focus.missed, focus.shown] = [null, null, number];
  view.draw();
  bring(byId("article-title"));
}
/** The list of the articles, where there are several. */
function drawList(name, every) {
  hide("articles", page.articles.length < 2);
  write("article-title", visible(page.articles[focus.shown].title));
  write("counted-in", byId("show-all").hidden ? "mentions" : `mentions of ${name}`);
  const held = isSample() ? `${figures(page.articles.length)} of ` : "";
  byId("list").firstElementChild.textContent = held + plural(isOwn() ? page.articles.length : data.total, "article");
  if (byId("list").open) drawTitles(sizesOf(every));
}
/** Rates by period or by source: of all articles, as Python counted them, or of those that are here, since only these can be
 * counted anew; `own` are the themes that are meant, null of a word that is tried. */
function ratesOf(unit, mentions, own) {
  const keyOf = unit === "period" ? (_, place) => data.periods[place] : ({ source }) => source;
  const rates = isAuthors() && own
    ? ratesIn(data[`by_${unit}`], count.rows.length, own.map(({ id }) => placeOf(id)))
    : ratesBy(page.articles, sizesOf(mentions), keyOf);
  const gaps = new Set(unit === "period" ? data.every_period : []);
  for (const { key } of rates) gaps.delete(key);
  for (const key of gaps) rates.push({ key, articles: 0, mentions: 0, rate: 0 });
  return rates.sort((one, other) => byCodePoint(one.key, other.key));
}
/** How many of these mentions each article has. */
function sizesOf(mentions) {
  const sizes = new Array(page.articles.length).fill(0);
  for (const mention of mentions) sizes[mention.article]++;
  return sizes;
}
function drawSpread(name, every, row) {
  if (!byId("spread")) return; // in Jupyter
  const all = isAuthors() && !focus.tried;
  const [byDate, bySource] = ["period", "source"].map((unit) => ratesOf(unit, every, focus.tried ? null : count.rows.filter(isLit)));
  bySource.sort((one, other) => other.articles - one.articles);
  const number = all ? data.sources : bySource.length;
  drawRates(byId("by-date"), byDate, row?.colour ?? "currentColor");
  drawRates(byId("by-source"), bySource.slice(0, MOST_SOURCES), row?.colour ?? "currentColor");
  hide("spread", isOwn() || data.unit === "words and letters" || (byDate.length < 2 && bySource.length < 2));
  const cut = number > MOST_SOURCES ? ` Sources shown: ${MOST_SOURCES} of ${figures(number)}, those with most articles.` : "";
  write("spread-of", `${name}, per 1,000 ${data.unit} of ${ofArticles(all || !isSample())}. Hollow: under ${ENOUGH} articles.${cut}`);
}

view.more.push(drawList, drawSpread);
view.barsOf = (row) => barsAt(ratesOf("period", row.mentions, [row]));
