// The explorer: what the reader has, what is counted of it, and what changes it. rule.js counts; focus.js shows it; what leaves
// is in share.js for a page, and in jupyter.js for a notebook.

const SLICE = 30; // milliseconds that a count may take before the keyboard has its turn
const pause = () => new Promise((resolve) => setTimeout(resolve));

const data = JSON.parse(byId("article-data").textContent);
const colours = new Map(data.groups);
const coloursOfThemes = new Map(Object.entries(data.colors)); // of those that have one of their own
const colourOf = (theme, group) => (colours.has(theme) ? colours.get(group) : coloursOfThemes.get(theme) ?? colours.get(group));
const stems = new Map(); // the id of a theme -> which of the author's it was
const pageTitle = document.title;
const word = wordIn(data.articles.map(({ text }) => text).join(""));
const authorsSource = byId("source").textContent; // none in Jupyter
const authorsByline = byId("byline").textContent; // none in Jupyter
let authors = authorsOf(data.lexicon); // in Jupyter: the themes as they were saved
let articles = data.articles; // those of the page, or the reader's own
let [lexicon, found, rows] = [[], [], []]; // as last counted; `found`: the mentions of each article
let authorsKeys = null; // the passages before any edit
let ownKeys = null; // and those of a pasted text
let [lit, step, shown] = [null, null, 0]; // the id of the one theme that is lit, which of its passages, which article
let missed = null; // the sentence that is underlined though no mention of it is stepped to
let litGroup; // the group that is lit while no theme is; null: all. At first the first that is mentioned
let [tried, offered, editing, everything] = [null, null, false, false];
let [turn, ids, storage] = [0, 0, `themes:${data.key}`];
const SENDERS = "the sender’s changes"; // that came in a saved page
let findsOf = () => ""; // beside the bar of a coded theme: check.js
let changes = null; // the passages that the edit gains and loses, of those that are here; null where they are not the author's
let [totals, changesOfAll] = [null, null]; // where more articles are counted than are held: mentions by id, gains and losses

const isOwn = () => articles !== data.articles;
const isSample = () => !isOwn() && articles.length < data.total;
const inSample = () => (isSample() ? " in the sample" : "");
/** Whether the counts are of all articles: of a sample's edit they are where Python counts it. */
const countsAll = () => !isSample() || COUNTS_EDITS || isAuthors();
/** The articles that numbers are of, in words. */
const ofArticles = (all) => (all ? `all ${plural(data.total, "article")}` : `the sample of ${plural(articles.length, "article")}`);
const groups = () => [...new Set([...(isOwn() ? [ADDED, SUGGESTED] : []), ...colours.keys(), ...now().themes.map(({ group }) => group)])];
const placeOf = (id) => now().themes.findIndex((theme) => theme.id === id);
const toEdit = () => editOf(now().themes, now().nested, authors, stems);
const themesChanged = () => String(toEdit().themes) !== String([...authors.keys()]);
const isAuthors = () => now().nested === data.nested && !themesChanged();
/** The themes from which changes are told: the author's, before which a pasted text has its own. */
const firstState = () => (past === ofPage ? authorsState() : past.first());
const spelled = ({ nested, themes }) => JSON.stringify([nested, themes.map(({ group, theme, text }) => [group, theme, linesOf(text)])]);
const isFirst = () => (past === ofPage ? isAuthors() : spelled(now()) === spelled(past.first()));
/** What a theme is known by: of a pasted text, whose themes get other names, by its number. */
const themeKey = (theme) => (isOwn() ? String(theme.id) : fullName(theme));
/** What it was known by before any edit: by another name it gains nothing. */
const firstKey = (theme) => (isOwn() ? themeKey(theme) : fullName(authors[stems.get(theme.id)] ?? theme));
const authorsState = () => ({ ...stateOf({ nested: data.nested, themes: [...authors.keys()] }), what: "reset" });

/** An edit as it came -> {nested, themes: [{id, group, theme, text}]}; a theme keeps the id that it has had here. */
function stateOf({ nested, themes }) {
  const free = new Map([...stems].map(([id, from]) => [from, id]).reverse());
  return { nested, themes: themesOf({ nested, themes }, authors).map(({ from, ...theme }) => {
    const id = free.get(from) ?? ++ids;
    free.delete(from);
    if (from !== undefined) stems.set(id, from);
    return { ...theme, id };
  }) };
}

const ofPage = historyOf(authorsState());
let past = ofPage; // a pasted text has a history of its own: what it suggests is forgotten with it
const now = () => past.now();
learnForms(data.forms);
const countAll = (counts) => (totals = counts ? new Map(now().themes.map(({ id }, place) => [id, counts[place]])) : totals);
countAll(data.counts);
const lexiconOf = ({ themes }) => {
  const names = namesOf(themes);
  return themes.map((one, place) => ({ theme: names[place], terms: readTheme(one).terms }));
};
const faultyName = () => now().themes.map((theme) => nameProblem(theme, now().themes, groups())).find(Boolean);

let resting; // what is said once the reader rests
function say(said, seen = "") {
  clearTimeout(resting);
  byId("status").textContent = said;
  byId("message").textContent = seen;
}
const REST = 700; // milliseconds without a key
function sayAtRest(said) {
  say("");
  resting = setTimeout(() => say(said()), REST);
}

// ---- counting

/** A text as rule.js counts it; of the page's own it is known what the author's themes find. */
function textOf(article) {
  if (article.own) return article.own;
  article.own = articleOf(article.text, isOwn() ? wordIn(article.text) : word, article.language, article.mayBeIn);
  const seen = authors.map(() => []);
  for (const [theme, entry, start, end] of article.found ?? []) seen[theme].push({ entry, start, end });
  if (article.found) authorsState().themes.forEach((theme, place) => article.own.counted.set(readTheme(theme).terms, seen[place]));
  return article.own;
}
/** Something of every article, the one that is shown first; null where another count began meanwhile. */
async function ofEach(count, own) {
  const results = [];
  let began = performance.now();
  for (const number of [shown, ...[...articles.keys()].filter((other) => other !== shown)]) {
    if (performance.now() - began > SLICE) {
      await pause();
      if (own !== turn) return null;
      began = performance.now();
    }
    results[number] = count(textOf(articles[number])).map((mention) => ({ ...mention, article: number }));
  }
  return results;
}
function mentionsOf(state, own) {
  const words = lexiconOf(state);
  return ofEach((text) => mentionsIn(text, words, state.nested), own);
}
/** What these mentions gain and lose against those before any edit; null where these are not known. */
function everyChange({ themes }, counted, keyOfTheme) {
  const before = isOwn() ? ownKeys : authorsKeys;
  return before && changesBetween(passageKeys(themes, counted.flat(), keyOfTheme), before);
}
function changesOf(state, counted) {
  const every = everyChange(state, counted, themeKey);
  return every && withoutMoved(every, state.themes.map(themeKey));
}
async function recount(changed, isTyping) {
  say(""); // what was said is no longer so
  const own = ++turn;
  const state = now();
  const counted = await mentionsOf(state, own);
  if (!counted) return;
  [lexicon, found] = [lexiconOf(state), counted];
  if (tried) tried.found = (await ofEach((text) => countedIn(text, tried.terms), own)) ?? tried.found;
  if (own !== turn) return;
  rows = rowsOf(now().themes, found.flat(), colourOf, isSample() && countsAll() ? totals : null);
  for (const row of rows) row.sentences = sentencesOf(row);
  if (litGroup === undefined) litGroup = firstGroup();
  if (!isOwn() && isAuthors()) authorsKeys ??= passageKeys(state.themes, found.flat());
  if (isOwn() && isFirst()) ownKeys ??= passageKeys(state.themes, found.flat(), themeKey);
  changes = changesOf(state, found);
  const sizes = changes && !(isSample() && countsAll()) ? sizesByTheme(everyChange(state, found, firstKey)) : null;
  rows.forEach((row, place) => {
    row.sizes = sizes && (sizes.get(firstKey(state.themes[place])) ?? { gained: 0, lost: 0 });
  });
  draw();
  if (isTyping) sayAtRest(() => saidOf(changed));
  else say(saidOf(changed));
}
/** How much there is, first of the theme that was changed. */
function saidOf(changed) {
  const total = `${plural(found.flat().length, "mention")} in ${lengthOfAll(articles)}${inSample()}`;
  const one = rows[placeOf(changed)];
  const gains = one?.sizes ? `gained ${figures(one.sizes.gained)}, lost ${figures(one.sizes.lost)}; ` : "";
  return one ? `${one.label}: ${gains}${plural(one.total, "mention")}. ${total}` : total;
}
/** The group that is lit at first: the first that is mentioned; null where there is one alone. */
const firstGroup = () => (groups().length > 1 ? (rows.find(({ total }) => total)?.group ?? null) : null);
/** How many sentences mention a theme; null where only Python knows: of a text of the reader's own, and of an edit of more articles than are here. */
function sentencesOf({ id, mentions }) {
  if (isOwn()) return null;
  if (isSample() && countsAll()) return isAuthors() ? data.sentences?.[stems.get(id)] ?? null : null;
  return sentencesNaming(mentions, articles);
}
/** How long articles are, in words or in letters; where there are both, how many they are. */
function lengthOfAll(some) {
  const [unit, other] = new Set(some.map((one) => one.unit));
  if (other) return plural(some.length, "article");
  return plural(some.reduce((sum, { words }) => sum + words, 0), unit.slice(0, -1));
}
/** The passages that are stepped through: in the order of the text. */
const passages = () => (tried ? tried.found : found).flat().filter((mention) => tried || isLit(rows[mention.theme]));

// ---- what the reader changes

/** A change that can be undone: `state.what` says what it was. `kind` names the field, and its line, that is typed in: a term is
 * undone as one. */
function change(state, changed, kind) {
  past.add(state, kind);
  return settle(changed, Boolean(kind));
}
async function travel(by) {
  const before = now();
  past.travel(by);
  if (now() === before) return;
  await settle();
  say("", by < 0 ? `Undone: ${before.what}.` : `Done again: ${now().what}.`);
}
async function resetAll() {
  await change({ ...firstState(), what: "reset" });
  say("", "All changes are taken back; Undo brings them back.");
}
function settle(changed, isTyping) {
  if (placeOf(lit) < 0) [lit, editing] = [null, false];
  for (const id of ticked) if (placeOf(id) < 0) ticked.delete(id);
  step = null;
  if (past === ofPage) keepEdit();
  return recount(changed, isTyping);
}
const nameOf = (id) => `“${visible(namesOf(now().themes)[placeOf(id)])}”`;
const withTheme = (id, values) => now().themes.map((theme) => (theme.id === id ? { ...theme, ...values } : theme));
const edit = (id, text, what, kind) => change({ ...now(), themes: withTheme(id, { text }), what }, id, kind);
function typeTerms({ value, selectionStart }) {
  if (String(linesOf(value)) === String(linesOf(now().themes[placeOf(lit)].text))) return; // a new line, with nothing in it
  const line = value.slice(0, selectionStart).split("\n").length;
  const kind = `terms ${lit} ${line}`;
  const before = past.since(kind).themes.find(({ id }) => id === lit);
  edit(lit, value, whatTyped(linesOf(value), linesOf(before?.text ?? "")), kind);
}
/** What somebody did who typed lines in the place of others. */
function whatTyped(lines, others) {
  const times = (line, all) => all.filter((one) => one === line).length;
  const more = (some, rest) => [...new Set(some)].filter((line) => times(line, some) > times(line, rest));
  const [added, removed] = [more(lines, others), more(others, lines)];
  if (added.length && removed.length) return `changing ${quotedNames(removed)} to ${quotedNames(added)} in ${nameOf(lit)}`;
  if (added.length) return `adding ${quotedNames(added)} to ${nameOf(lit)}`;
  return removed.length ? `removing ${quotedNames(removed)} from ${nameOf(lit)}` : `editing ${nameOf(lit)}`;
}
/** Another name for a theme, and so for what lies in it. */
function rename(id, name) {
  const kind = `name ${id}`;
  const { group, theme: before } = now().themes[placeOf(id)];
  const first = past.since(kind).themes.find((one) => one.id === id).theme;
  const inside = (one) => one.group === group && one.theme.startsWith(`${before}/`);
  const moved = (one) => (inside(one) ? { ...one, theme: name + one.theme.slice(before.length) } : one);
  const themes = withTheme(id, { theme: name }).map(moved);
  change({ ...now(), themes, what: `renaming “${visible(first)}” to “${visible(name)}”` }, id, kind);
}
async function addTheme(text = "") {
  let name = "New theme";
  for (let number = 2; now().themes.some(({ theme }) => theme === name); number++) name = `New theme ${number}`;
  const beside = now().themes[placeOf(lit)] ?? now().themes[0];
  const group = beside && isSuggested(beside) ? ADDED : beside?.group ?? "";
  const added = { id: ++ids, group, theme: name, text };
  stopTrying();
  [lit, editing] = [added.id, true];
  await change({ ...now(), themes: [...now().themes, added], what: text ? `adding “${visible(text)}” to “${name}”` : "adding a theme" }, added.id);
  focusOn(byId("theme-name"));
  byId("theme-name").select();
  bringEditor();
}
// ---- what a pasted text suggests, and what is added to it: struck out, renamed, made one

const ticked = new Set(); // the ids of themes
const isSuggested = ({ group }) => past !== ofPage && [ADDED, SUGGESTED].includes(group);
function tick(id, isOn) {
  if (isOn) ticked.add(id);
  else ticked.delete(id);
  if (isOn && ticked.size === 1) byId("new-name").value = now().themes[placeOf(id)].theme;
  draw();
}
async function strikeOut(id) {
  const name = nameOf(id);
  await change({ ...now(), themes: now().themes.filter((theme) => theme.id !== id), what: `striking out ${name}` });
  say("", `${name} is struck out; Undo brings it back.`);
}
/** The ticked themes become one of this name; so does another theme that has it. */
async function renameTicked() {
  const name = tidy(byId("new-name").value);
  if (!name) return;
  const ids = [...ticked];
  ticked.clear();
  rowOfTheme(await mergeInto(name, ids)).focus();
}
/** A theme of a pasted text that was renamed to a name that is there. */
function mergeTwins(name) {
  const isTwin = ({ id, theme }) => theme === name && id !== lit;
  if (past !== ofPage && name && now().themes.some(isTwin)) mergeInto(name, [lit]);
}
async function mergeInto(name, ids) {
  const { themes } = now();
  const twins = themes.filter(({ id, theme }) => theme === name && !ids.includes(id));
  const target = twins.find(isSuggested) ?? twins[0] ?? themes[placeOf(ids[0])];
  const parts = themes.filter(({ id }) => id === target.id || ids.includes(id));
  const lines = new Set([target, ...parts].flatMap(({ text }) => linesOf(text)));
  const merged = { ...target, theme: name, text: [...lines].join("\n") };
  const others = themes.filter((one) => one === target || !parts.includes(one));
  await change({ ...now(), themes: others.map((one) => (one === target ? merged : one)), what: `naming “${visible(name)}”` }, target.id);
  return target.id;
}

async function removeTheme() {
  const name = nameOf(lit);
  await change({ ...now(), themes: now().themes.filter(({ id }) => id !== lit), what: `removing ${name}` });
  say("", `${name} is removed; Undo brings it back.`);
  focusTools();
}
/** Why places of a term are not counted, if there are more than these. */
function whyNone(id, entry, counted = 0) {
  const [texts, theme] = [articles.map(textOf), placeOf(id)];
  const places = texts.flatMap((text) => placesOfForms(text, lexicon[theme].terms[entry]));
  return counted && places.length === counted ? "" : whyZero(texts, lexicon, now().nested, theme, entry);
}
/** Words become a term of the theme with this id, or of a new one. */
async function addWords(words, id) {
  const line = lineOf({ term: tidy(words), excluded: false, exact: ACRONYM.test(tidy(words)) });
  const { text } = now().themes[placeOf(id)] ?? {};
  if (text === undefined) return addTheme(line);
  stopTrying();
  lit = id;
  const already = linesOf(text).find((one) => one.toLowerCase() === line.toLowerCase());
  if (already) {
    draw();
    return say("", `“${visible(already)}” is a term of ${nameOf(id)} already.`);
  }
  const added = `“${visible(tidy(words))}” to ${nameOf(id)}`;
  await edit(id, text.trim() ? `${text.trimEnd()}\n${line}` : line, `adding ${added}`);
  const entry = lexicon[placeOf(id)].terms.length - 1;
  const number = rows[placeOf(id)].mentions.filter((mention) => mention.entry === entry).length;
  const lacks = whyNone(id, entry);
  const why = number ? plural(number, "mention") + (lacks && `, and ${lacks}`) : lacks;
  say("", `Added ${added}: ${why === "not in the text" ? `it does not occur in ${articles.length > 1 ? "these articles" : "this article"}` : why}.`);
}
function addSelected() {
  getSelection().removeAllRanges();
  addWords(byId("words").dataset.words, Number(byId("add-to").value));
}

// ---- changes that come from elsewhere, and texts of the reader's own

/** Changed themes are shown, with what they gain and lose, before they are taken over. */
async function offer(edit, whose) {
  offered = stateOf(edit);
  const counted = await mentionsOf(offered, ++turn);
  if (!counted) return;
  byId("offer").firstElementChild.textContent = `${whose} ${whatChanged(offered, changesOf(offered, counted))} ${termsChanged(offered)}`.trim();
  hide("offer", false);
}
async function answer(takes) {
  const taken = offered;
  [offered, byId("offer").hidden] = [null, true];
  const isLink = leaveOffer();
  focusTools();
  if (takes) await change({ ...taken, what: "changes from elsewhere" });
  else keepEdit(); // what is here stands, in another tab's place too
  if (isLink) showAddress();
}
const SUGGESTED = "In the text"; // the group of what a pasted text suggests
const ADDED = "Added by hand"; // and of other themes that it gets
const MOST_SUGGESTED = 30; // themes
/** The themes that a text suggests; where it suggests none, or the reader wants them, those of the page below, which keep their names. */
function stateWithSuggested(text) {
  const themes = new Map();
  const found = suggestNames(text);
  const ofThePage = byId("with-themes").checked || !found.length ? ofPage.now().themes : [];
  const taken = ofThePage.map(({ theme }) => theme);
  for (const { theme: name, term } of found) {
    const theme = taken.includes(name) ? `${name} in the text` : name;
    if (themes.size === MOST_SUGGESTED && !themes.has(theme)) continue;
    const line = lineOf({ term, excluded: false, exact: ACRONYM.test(term) });
    themes.set(theme, [...(themes.get(theme) ?? []), line]);
  }
  const suggested = [...themes].map(([theme, lines]) => ({ id: ++ids, group: SUGGESTED, theme, text: lines.join("\n") }));
  return { nested: ofPage.now().nested, themes: [...suggested, ...ofThePage] };
}
/** The bytes of a text as packed() in Python has them: five signs are four bytes. */
function bytesOf(text) {
  const digits = Array.from(`${text.replaceAll("v", "<")}uuuu`, (sign) => sign.charCodeAt() - 33);
  const view = new DataView(new ArrayBuffer(text.length));
  for (let group = 0; 5 * group < text.length; group++) {
    view.setUint32(4 * group, digits.slice(5 * group, 5 * group + 5).reduce((sum, digit) => 85 * sum + digit));
  }
  return view.buffer.slice(0, Math.floor((4 * text.length) / 5));
}
/** What is packed in the page under this id. */
async function unpacked(id) {
  return new Response(new Blob([bytesOf(byId(id).textContent)]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
async function execute(id) {
  const script = make("script", { textContent: await unpacked(id) });
  document.head.append(script);
  script.remove(); // or a page that a browser's menu saves would run it at once
}
const runs = new Map(); // the id of a packed script -> when it has run: twice, it would declare all again
function runPacked(id) {
  if (!runs.has(id)) runs.set(id, execute(id));
  return runs.get(id);
}
/** Whether themes of the page are among those of a pasted text. */
const hasThemesOfPage = () => now().themes.some(({ id }) => stems.has(id));
/** Show a text of the reader's own, or the page's articles again. `sent`: the themes that a sender has of the text. */
async function openOwn(own, sent) {
  let first = sent;
  if (own !== data.articles && !COUNTS_EDITS) { // in Jupyter Python suggests
    await runPacked("suggesting");
    first ??= stateWithSuggested(own[0].text);
    Object.assign(own[0], languageOfPasted(own[0].text));
  }
  past = first ? historyOf(first) : ofPage;
  articles = own;
  ownKeys = null;
  ticked.clear();
  lit = null;
  litGroup = isOwn() ? null : undefined;
  step = null;
  missed = null;
  shown = 0;
  editing = false;
  stopTrying();
  byId("own").close();
  if (isOwn() && entry) enter(here?.over ? "replaceState" : "pushState", { over: layers() });
  hide("own-note", !isOwn());
  document.title = isOwn() ? visible(own[0].title) : pageTitle;
  write("title", document.title);
  const length = lengthOfAll(own);
  const byline = sent ? `Text pasted by the sender · ${length}` : `Your text · ${length} · it stays in this browser`;
  write("byline", isOwn() ? byline : authorsByline);
  return recount();
}
function noteOnOwn() {
  const suggested = "Names, phrases and, in English, frequent words of the text are its themes. If its subject is missing, add it as a theme. Tick a theme to rename it. Tick several to make them one. × strikes a theme out.";
  const others = hasThemesOfPage() ? " The themes of this page were made for another article." : "";
  const limits = knownForms.size ? " Of the inflected forms of a term, the page counts only those that occur in its own articles." : "";
  const unchecked = "No person has checked these counts. The page cannot split a pasted text into sentences, so it does not count them and does not offer “Check it yourself”.";
  return `${past === ofPage ? "" : suggested}${others}${limits}${noteOnLanguages()} ${unchecked}`;
}
/** Languages of terms that count in a pasted text though it may be in another. */
function noteOnLanguages() {
  const [{ language, mayBeIn }] = articles;
  const stated = new Set(lexicon.flatMap(({ terms }) => terms.map((one) => one.language)));
  const unsure = [...stated].filter((one) => one && one !== language && mayBeIn(one));
  return unsure.length ? ` The page cannot tell whether the text is in ${unsure.join(" or ")}. Terms marked so count in any case.` : "";
}
let warnedOf = null; // the changed themes of a pasted text whose loss the reader knows of
async function leaveOwn() {
  if (!isFirst() && warnedOf !== now()) { // no dialog of the browser's: where the page is framed there may be none
    warnedOf = now();
    return say("", "Your changes to this text would be lost. Press again to go back without them.");
  }
  await openOwn(data.articles);
  focusOn(byId("paste"));
}
function readOwn() {
  const text = byId("own-text").value;
  let problem = text.trim() ? "" : "There is no text yet: paste it above.";
  if (text.length > MOST_OWN) problem = TOO_LONG;
  if (/^\s*(?:https?:|www\.)\S+\s*$/i.test(text)) problem = "This is an address. Paste the text itself.";
  if (!problem) return openOwn([articleFrom("", text)]);
  byId("own-problem").textContent = problem;
}
