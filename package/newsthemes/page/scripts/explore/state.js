// What the explorer has: texts, themes and their count, and what the reader looks at; and what others fill in, since no two modules
// import each other.

import { byId, plural } from "../common/elements.js";
import { authorsOf, editOf, themesOf } from "../themes/edits.js";
import { historyOf } from "../themes/history.js";
import { SUGGESTED, fullName, linesOf, nameProblem, namesOf } from "../themes/names.js";
import { readTheme } from "../themes/terms.js";

export const data = JSON.parse(byId("article-data").textContent);
const colours = new Map(data.groups);
const coloursOfThemes = new Map(Object.entries(data.colors)); // of those that have one of their own
const coloursOfNew = new Map(); // of groups that are not the author's
export function colourOf(theme, group) {
  const more = data.more_colors;
  if (!colours.has(group) && !coloursOfNew.has(group)) coloursOfNew.set(group, more[coloursOfNew.size % more.length]);
  return (colours.has(theme) ? null : coloursOfThemes.get(theme)) ?? colours.get(group) ?? coloursOfNew.get(group);
}
export const stems = new Map(); // the id of a theme -> which of the author's it was
export const SENDERS = "the sender’s changes"; // that came in a saved page
export const ADDED = "Added by hand"; // the group of themes that a pasted text gets beside those that it suggests

/** What is drawn: by draw.js, and of several articles by several.js and columns.js, which a page of one does not have. */
export const view = { draw: null, more: [], barsOf: null, setKind: () => {} };

/** What a page (page/) and Jupyter (jupyter/) do each in their way; where nothing stands here, Jupyter does nothing. */
export const host = {
  countsEdits: false, // Python, which has all articles, is there
  keepEdit: null,
  openDialog: null,
  leaveOffer: null,
  showAddress: null,
  keepAddress: () => {},
  enterOwn: () => {},
  drawCoders: () => {},
  findsOf: () => "", // beside the bar of a coded theme
};

/** What the reader has: texts, and themes with all that was done to them. */
export const page = {
  articles: data.articles, // those of the page, or the reader's own
  authors: authorsOf(data.lexicon), // in Jupyter: the themes as they were saved
  past: null, // a pasted text has a history of its own: what it suggests is forgotten with it
  offered: null,
  ids: 0,
  storage: `themes:${data.key}`,
};
/** What was counted last. */
export const count = {
  turn: 0,
  lexicon: [],
  found: [], // the mentions of each article
  rows: [],
  changes: null, // the passages that the edit gains and loses, of those that are here; null where they are not the author's
  authorsKeys: null, // the passages before any edit
  ownKeys: null, // and those of a pasted text
  totals: null, // where more articles are counted than are held: mentions by id,
  changesOfAll: null, // gains and losses
};
/** What the reader looks at. */
export const focus = {
  lit: null, // the id of the one theme that is lit,
  step: null, // which of its passages,
  shown: 0, // which article
  missed: null, // the sentence that is underlined though no mention of it is stepped to
  litGroup: undefined, // the group that is lit while no theme is; null: all. At first the first that is mentioned
  tried: null,
  editing: false,
  everything: false,
  by: "", // the kind of the columns, where there are several articles
};

export const authorsState = () => ({ ...stateOf({ nested: data.nested, themes: [...page.authors.keys()] }), what: "reset" });

/** An edit as it came -> {nested, themes: [{id, group, theme, text}]}; a theme keeps the id that it has had here. */
export function stateOf({ nested, themes }) {
  const free = new Map([...stems].map(([id, from]) => [from, id]).reverse());
  return { nested, themes: themesOf({ nested, themes }, page.authors).map(({ from, ...theme }) => {
    const id = free.get(from) ?? ++page.ids;
    free.delete(from);
    if (from !== undefined) stems.set(id, from);
    return { ...theme, id };
  }) };
}

export const ofPage = historyOf(authorsState());
page.past = ofPage;
export const now = () => page.past.now();

export const isOwn = () => page.articles !== data.articles;
export const isSample = () => !isOwn() && page.articles.length < data.total;
export const inSample = () => (isSample() ? " in the sample" : "");
/** Whether the counts are of all articles: of a sample's edit they are where Python counts it. */
export const countsAll = () => !isSample() || host.countsEdits || isAuthors();
/** The articles that numbers are of, in words. */
export const ofArticles = (all) => (all ? `all ${plural(data.total, "article")}` : `the sample of ${plural(page.articles.length, "article")}`);
export const groups = () => [...new Set([...(isOwn() ? [ADDED, ...SUGGESTED] : []), ...colours.keys(), ...now().themes.map(({ group }) => group)])];
export const placeOf = (id) => now().themes.findIndex((theme) => theme.id === id);
export const toEdit = () => editOf(now().themes, now().nested, page.authors, stems);
export const themesChanged = () => String(toEdit().themes) !== String([...page.authors.keys()]);
export const isAuthors = () => now().nested === data.nested && !themesChanged();
/** The themes from which changes are told: the author's, before which a pasted text has its own. */
export const firstState = () => (page.past === ofPage ? authorsState() : page.past.first());
const spelled = ({ nested, themes }) => JSON.stringify([nested, themes.map(({ group, theme, text }) => [group, theme, linesOf(text)])]);
export const isFirst = () => (page.past === ofPage ? isAuthors() : spelled(now()) === spelled(page.past.first()));
/** What a theme is known by: of a pasted text, whose themes get other names, by its number. */
export const themeKey = (theme) => (isOwn() ? String(theme.id) : fullName(theme));
/** What it was known by before any edit: by another name it gains nothing. */
export const firstKey = (theme) => (isOwn() ? themeKey(theme) : fullName(page.authors[stems.get(theme.id)] ?? theme));
export const lexiconOf = ({ themes }) => {
  const names = namesOf(themes);
  return themes.map((one, place) => ({ theme: names[place], terms: readTheme(one).terms }));
};
export const faultyName = () => now().themes.map((theme) => nameProblem(theme, now().themes, groups())).find(Boolean);
export const isLit = ({ id, group }) => !focus.tried && (focus.lit === null ? focus.litGroup === null || focus.litGroup === group : focus.lit === id);
export const ticked = new Set(); // the ids of suggested themes
/** Whether a theme is a pasted text's, and not one of the page. */
export const isSuggested = ({ id }) => page.past !== ofPage && !stems.has(id);
