// The terms of a theme, as the reader types them, and what is wrong with them.

import { parseLine, quoted } from "../rule/lines.js";
import { FEW, formsOf } from "../rule/mentions.js";
import { linesOf } from "./names.js";

/** What somebody means who types a line: `- China` is an item of a list, and a leading `*` or `?` needs no quotes here, and curly ones are quotes. */
export function meant(line) {
  const item = line.trim().replace(/^(?:- +)+/, "").replace(/^[“„](.+)[”“]$/u, '"$1"');
  const [, key, term, comment] = /^((?:not|term) *: +)?([*?].*?)( #.*)?$/su.exec(item) || [];
  return term === undefined ? item : `${key ?? ""}${quoted(term.trimEnd())}${comment ?? ""}`;
}

export const alreadyRead = new Map(); // a theme that did not change keeps its entries, and so what is remembered of them
export const above = new Map(); // the id of a theme -> what the file says of its terms above it, as `forms: ru`; only in Jupyter

/** A theme -> its entries, the line of each (from 1, empty ones left out), and what is wrong, by line. */
export function readTheme({ id, text }) {
  const key = JSON.stringify([above.get(id), text]);
  if (alreadyRead.size > FEW) alreadyRead.clear();
  if (alreadyRead.has(key)) return alreadyRead.get(key);
  const [entries, numbers, problems, ofAll] = [[], [], new Map(), {}];
  linesOf(text).forEach((line, index) => {
    try {
      const { said, ...entry } = parseLine(meant(line));
      if (said) return void Object.assign(ofAll, said);
      entries.push(entry);
      numbers.push(index + 1);
    } catch (error) {
      problems.set(index + 1, error.message);
    }
  });
  const read = { terms: entries.map((entry) => ({ ...above.get(id), ...ofAll, ...entry })), numbers, problems };
  alreadyRead.set(key, read);
  return read;
}

/** The lines of a theme that are no terms. */
export const refusedLines = (theme) => linesOf(theme.text).filter((_, index) => readTheme(theme).problems.has(index + 1));

/** The known forms of a term, each in one spelling, the small one if there is. */
export const namedForms = (one) => [...new Map(formsOf(one).map((form) => [form.toLowerCase(), form])).values()];
