// How changed themes are kept and sent. In an edit that is kept, an unchanged theme is its number among the author's, and a changed
// one says by `from` which of these it was; in a link these are names.

import { lineOf } from "../rule/lines.js";
import { fullName, linesOf, namesOf } from "./names.js";

/** The themes of the page's author as an edit holds them; the data leave out of a term what is false. */
export function authorsOf(lexicon) {
  const line = (one) => lineOf({ excluded: false, exact: false, ...(one.term ? one : { term: one }) });
  return lexicon.map(({ group, theme, terms, lines }) => ({ group, theme, lines: lines ?? terms.map(line) }));
}

/** Themes -> an edit; `stems` has, by its id, the number of the author's theme that a theme was. */
export function editOf(themes, nested, authors, stems = new Map()) {
  const keys = authors.map((theme) => JSON.stringify(theme));
  const shared = themes.map(({ id, group, theme, text }) => {
    const own = { group, theme, lines: linesOf(text) };
    const at = keys.indexOf(JSON.stringify(own));
    return at < 0 ? { ...own, from: stems.get(id) } : at;
  });
  return { nested, themes: shared };
}

export const MOST = { characters: 200_000, themes: 300, lines: 5000 }; // of an edit: what comes with a link may be hostile

/** An edit as it came, in a link, say -> themes. An Error says why it is none. */
export function themesOf(edit, authors) {
  const whole = (one) => (typeof one === "number" ? { ...authors[one], from: one } : one);
  const given = Array.isArray(edit?.themes) ? edit.themes.map(whole) : [null];
  const isText = (value) => typeof value === "string" && value.length <= MOST.characters;
  const sound = (one) => isText(one?.group) && isText(one.theme) && Array.isArray(one.lines) && one.lines.every(isText);
  if (!["drop", "count"].includes(edit?.nested) || !given.every(sound)) throw Error("it is cut or damaged");
  const own = edit.themes.filter((one) => typeof one !== "number");
  const size = own.reduce((sum, { lines }) => sum + lines.length, 0);
  if (own.length > MOST.themes || size > MOST.lines) throw Error(`it holds too much: ${own.length} themes with ${size} terms`);
  return given.map(({ group, theme, lines, from }) => ({ group, theme, text: lines.join("\n"), from: Number.isInteger(from) ? from : undefined }));
}

/** An edit as a link carries it: names in place of numbers, and the key of the themes that it was made for. */
export function toLink({ nested, themes }, authors, key) {
  const names = namesOf(authors);
  const named = (one) => (typeof one === "number" ? names[one] : { ...one, from: names[one.from] });
  return { key, nested, themes: themes.map(named) };
}

/** What a link carries -> an edit; an Error says why it is none of these themes. */
export function fromLink(link, authors, key) {
  const { key: own, nested, themes } = link ?? {};
  if (typeof own !== "string") throw Error("it does not say for which themes it was made");
  if (own !== key) throw Error("it was made for other themes");
  const names = namesOf(authors);
  const fullNames = authors.map(fullName);
  const numberOf = (name) => (names.includes(name) ? names : fullNames).indexOf(name);
  const numbered = (one) => (one?.lines ? { ...one, from: one.from && numberOf(one.from) } : numberOf(one));
  return { nested, themes: Array.isArray(themes) ? themes.map(numbered) : null };
}
