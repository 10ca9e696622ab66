// What the reader looks at: one theme or all, a passage, an article, a word that is tried; and all of it drawn. view.js draws.

function light(id) {
  stopTrying();
  [lit, step] = [id, null];
  if (id === null) editing = false;
  draw();
}
function openEditor() {
  if (editing) return light(lit, (editing = false));
  lit ??= rows.filter(({ group }) => group === groups()[0]).sort((one, other) => other.total - one.total)[0]?.id ?? rows[0]?.id ?? null;
  if (lit === null) return addTheme();
  stopTrying();
  [editing, step] = [true, null];
  draw();
  const field = byId("theme-terms");
  if (field.value && !field.value.endsWith("\n")) field.value += "\n"; // a line to type in
  field.focus({ preventScroll: true });
  field.setSelectionRange(field.value.length, field.value.length);
  bring(byId("editor"));
}
function go(by) {
  const { length } = passages();
  if (length) show(((step ?? (by > 0 ? -1 : 0)) + by + length) % length);
}
function show(place) {
  const mention = passages()[place];
  const { article } = mention;
  [step, shown] = [place, article];
  draw();
  reveal(document.querySelector("#texts mark.current"));
  say(`${step + 1} of ${passages().length}: ${visible(contextOf(articles[article], mention))}`);
}
/** Bring a mark that is not near it to the middle of the article's box, and of this document; not of a notebook around it. Of
 * a box that scrolls, the whole comes into sight, below the tools. */
function reveal(mark) {
  const box = byId("texts-box");
  const scrolls = box.scrollHeight > box.clientHeight + 1;
  for (const one of [box, document.scrollingElement]) {
    const off = mark.getBoundingClientRect().top - (one === box && box.getBoundingClientRect().top) - one.clientHeight / 2;
    const whole = byId("reading").getBoundingClientRect().top - byId("tools").offsetHeight;
    if (Math.abs(off) > one.clientHeight / 4) one.scrollTop += one !== box && scrolls ? whole : off;
  }
}
/** What is lit or tried comes into sight, where none of it is, by the article's own box alone: the rest stays where it is. */
function toFirst(whole) {
  const box = byId("texts-box");
  const [top, height] = [box.getBoundingClientRect().top, box.clientHeight];
  const marks = [...box.querySelectorAll("mark:not(.pale)")].map((mark) => mark.getBoundingClientRect().top - top);
  if (marks.length && !marks.some((place) => place >= 0 && place < height - 30)) box.scrollTop += marks[0] - height / 3;
  if (whole && marks.length && box.scrollHeight <= height + 1) bring(box.querySelector("mark:not(.pale)")); // on a phone
}
function openPassage(id, article, start) {
  light(id);
  show(passages().findIndex((mention) => mention.article === article && mention.start === start));
}
/** Scroll this document, and no notebook around it, to what is not in sight. */
function bring(element) {
  const { top } = element.getBoundingClientRect();
  if (top < 100 || top > innerHeight - 100) scrollBy(0, top - innerHeight / 3);
}
const toExplorer = () => scrollTo(0, byId("explore").offsetTop);
function openArticle(number) {
  [step, shown] = [null, number];
  draw();
  byId("texts-box").scrollTop = 0;
}
function stopTrying() {
  tried = null;
  byId("try").value = byId("tried").textContent = "";
}
async function tryWord() {
  const own = ++turn;
  const { terms, problems } = readTheme({ text: byId("try").value });
  const counted = terms.length ? await ofEach((text) => countedIn(text, terms), own) : [];
  if (!counted) return;
  tried = terms.length ? { terms, found: counted } : null;
  step = null;
  draw();
  if (tried) toFirst();
  byId("tried").textContent = tried ? saidOfTried() : [...problems.values()].map((message) => `Not counted: ${message}.`).join("");
}
function saidOfTried() {
  const every = tried.found.flat();
  const within = isOwn() ? "" : `, in ${plural(sentencesNaming(every, articles), "sentence")}`;
  if (every.length) return `Found${inSample()}: ${every.length.toLocaleString("en")}${within}. Enter shows them.`;
  const why = whyZero(articles.map(textOf), [{ group: "", theme: "", terms: tried.terms }], "count", 0, 0);
  return `Found${inSample()}: 0 (${visible(why) || "left out"}).`;
}
const offerWords = () => drawAdder(selectedWords(), tried ? byId("try").value.trim() : "", rows, lit);

function draw() {
  const focused = document.activeElement;
  const every = passages();
  const row = rows[placeOf(lit)];
  byId("undo").disabled = !past.before();
  byId("redo").disabled = !past.after();
  byId("reset").disabled = isAuthors();
  byId("nested").checked = now().nested === "count";
  byId("edit-terms").setAttribute("aria-expanded", editing);
  byId("previous").disabled = byId("next").disabled = !every.length;
  byId("show-all").hidden = lit === null && !tried && step === null;
  const name = tried ? `“${visible(byId("try").value.trim())}”` : row ? row.label : "All themes";
  const place = step === null ? plural(every.length, "mention") : `${step + 1} of ${every.length.toLocaleString("en")}`;
  byId("place").replaceChildren(make("b", {}, name), `: ${place}${inSample()}`);
  drawThemes(rows, groups(), lit, everything, (id) => {
    light(lit === id ? null : id);
    if (lit !== null) toFirst(true);
  });
  if (byId("counts-of")) byId("counts-of").textContent = isOwn() ? "" : `Mentions in ${ofArticles(countsAll())}`;
  byId("editor").hidden = !editing;
  byId("notes-of").textContent = isSample() ? "Mentions in the sample:" : "";
  const why = (entry) => whyZero(articles.map(textOf), lexicon, now().nested, placeOf(lit), entry);
  if (editing) drawEditor(row, nameProblem(row, now().themes, groups()), why);
  byId("articles").hidden = articles.length < 2;
  byId("article-title").textContent = visible(articles[shown].title);
  if (byId("save-page")) byId("save-page").textContent = `Save page with my ${isOwn() ? "text and " : ""}edits`;
  byId("counted-in").textContent = row ? `mentions of ${row.label}` : "mentions";
  const sizes = new Array(articles.length).fill(0);
  for (const mention of every) sizes[mention.article]++;
  if (byId("list").open) drawTitles(articles, sizes, shown, openArticle);
  byId("list").firstElementChild.textContent = isSample() ? `${articles.length.toLocaleString("en")} of ${plural(data.total, "article")}` : plural(articles.length, "article");
  if (byId("spread")) drawSpread(name, sizes, row);
  const current = step === null ? null : every[step];
  const sentences = articles[shown].sentences;
  const marks = marksOf(found[shown] ?? [], tried?.found[shown] ?? [], { rows, lexicon, lit, current, isTried: Boolean(tried) });
  drawText(articles[shown], marks, sentences && current?.article === shown ? sentences[spanAt(sentences, current.start)] : null);
  drawWhere(rows, shown, textOf(articles[shown]).before.at(-1) || 1, (id, start) => { toExplorer(); openPassage(id, shown, start); });
  const title = articles.length > 1 || isOwn() ? ` in “${visible(articles[shown].title)}”` : "";
  byId("where-of").textContent = `One mark a mention${title}, from the start of the text to its end. A click on a mark leads to its passage.`;
  offerWords();
  drawChanged(!isAuthors());
  reachScrolling();
  const active = document.activeElement;
  if (focused !== document.body && (active === document.body || active.disabled)) byId("edit-terms").focus(); // else it is lost
}
/** Rates by period and by source: of all articles, as Python counted them, or of those that are here, since only these can be
 * counted anew. */
function drawSpread(name, sizes, row) {
  const all = isAuthors() && !tried;
  const theme = row ? placeOf(row.id) : null;
  const ratesOf = (table, keyOf) => (all ? ratesIn(table, rows.length, theme) : ratesBy(articles, sizes, keyOf));
  const byDate = ratesOf(data.by_period, (_, place) => data.periods[place]).sort((one, other) => byCodePoint(one.key, other.key));
  const bySource = ratesOf(data.by_source, ({ source }) => source).sort((one, other) => other.articles - one.articles);
  const number = all ? data.sources : bySource.length;
  drawRates(byId("by-date"), byDate, row?.colour ?? "currentColor");
  drawRates(byId("by-source"), bySource.slice(0, MOST_SOURCES), row?.colour ?? "currentColor");
  byId("spread").hidden = isOwn() || data.unit === "words and letters" || (byDate.length < 2 && bySource.length < 2);
  const cut = number > MOST_SOURCES ? ` Sources shown: ${MOST_SOURCES} of ${number.toLocaleString("en")}, those with most articles.` : "";
  byId("spread-of").textContent = `${name}, per 1,000 ${data.unit} of ${ofArticles(all || !isSample())}.${cut}`;
}
function drawChanged(changed) {
  document.body.classList.toggle("own", isOwn());
  byId("changed").hidden = !changed;
  const fixed = authorsHeadline && !changed;
  if (isOwn()) byId("headline").textContent = `Your own text${articles.length > 1 ? "s" : ""}`; // no finding: the themes are another's
  else byId("headline").textContent = fixed ? authorsHeadline : `${countsAll() ? "" : `Sample of ${plural(articles.length, "article")}. `}${headlineOf(rows)}`;
  if (byId("authors-note")) byId("authors-note").hidden = !changed;
  if (changed) byId("what-changed").textContent = whatChanged(now(), lexicon, found);
  byId("gains").hidden = !changed || isOwn() || !authorsKeys;
  if (!byId("gains").hidden && byId("gains").open) listChanges();
}
const listChanges = () => {
  drawChanges(changesBetween(passageKeys(lexicon, found.flat()), authorsKeys), articles, ([group, theme, article, start]) => {
    openPassage(now().themes.find((one) => one.group === group && one.theme === theme).id, article, start);
  });
};
/** What an edit changes, and how many passages it gains and loses: all that Python counts, or those that are here. */
function whatChanged(state, words, counted) {
  const names = quotedNames(namesChanged(state.themes, authorsState().themes));
  const nested = state.nested === "count" ? "counted" : "not counted";
  const changed = [names && `Changed: ${names}.`, state.nested !== data.nested && `Terms inside longer ones: ${nested}.`].filter(Boolean).join(" ");
  if (isOwn() || !authorsKeys || (COUNTS_EDITS && isSample() && !changesOfAll)) return changed;
  const here = changesBetween(passageKeys(words, counted.flat()), authorsKeys);
  const { gained, lost } = changesOfAll ?? { gained: here.gained.length, lost: here.lost.length };
  return `${changed} Gained${changesOfAll ? "" : inSample()}: ${plural(gained, "passage")}. Lost: ${lost.toLocaleString("en")}.`;
}
