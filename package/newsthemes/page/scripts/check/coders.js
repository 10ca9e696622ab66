// The sentences of the article's page, and who coded them.

import { choiceKey, coding } from "./coding.js";
import { held, sheet } from "./sheet.js";
import { byId } from "../common/elements.js";
import { kept } from "../common/files.js";
import { data, focus } from "../explore/state.js";

Object.assign(sheet, {
  key: data.sheet,
  articles: data.articles,
  rows: data.articles.flatMap(({ sentences }, article) => sentences.map((_, number) => [article, number])),
  themes: data.names.map((label, theme) => ({ label, group: data.lexicon[theme].group })),
  orderOf: () => data.articles[focus.shown].sentences.map((_, number) => firstRows[focus.shown] + number), // of what is shown
  markBehind,
});
export const firstRows = data.articles.map((_, article) => sheet.rows.findIndex(([other]) => other === article));

const answered = (all) => Object.fromEntries(Object.entries(all).filter(([, [code]]) => code)); // and not taken back
const mapped = (codes, act) => Object.fromEntries(Object.entries(codes).map(([cell, code]) => [cell, act(code)]));
// the answers of all who coded, here or in the page as it came; who gives the same name goes on
export const codesThatCame = mapped(JSON.parse(byId("codes").textContent), (codes) => mapped(codes, (code) => [code, 0]));
Object.assign(held, codesThatCame);
const readers = { __proto__: null, ...JSON.parse(byId("readers").textContent) }; // whose codes came, and when they were saved
/** Who coded something, and the codes. */
export const coders = () => Object.entries(held).map(([name, all]) => [name, mapped(answered(all), ([code]) => code)]).filter(([, codes]) => Object.keys(codes).length);
/** By what this reader is told from another of the same name: made at random, and kept until somebody starts afresh. */
function idOfReader() {
  const key = `${choiceKey()} reader`;
  const before = kept.get(key);
  if (/^\w{9,40}$/.test(before)) return before;
  const id = crypto.getRandomValues(new Uint32Array(3)).join("_");
  kept.set(key, id);
  return id;
}
/** Whose the codes are, and when they were saved: now, of those who coded here. */
export function savedReaders() {
  const saved = new Date().toISOString();
  const isHere = (name) => Object.values(held[name]).some(([, time]) => time);
  const own = coders().filter(([name]) => isHere(name)).map(([name]) => [name, { id: readers[name]?.id ?? idOfReader(), saved }]);
  return Object.assign(readers, Object.fromEntries(own));
}
/** Marks the page while it holds an answer that its data lack: a browser's menu saves these as they came. */
function markBehind() {
  const came = JSON.parse(byId("codes").textContent);
  const isNew = ([name, all]) => Object.entries(all).some(([cell, [code]]) => code !== (came[name]?.[cell] ?? ""));
  byId("codes").toggleAttribute("data-behind", Object.entries(held).some(isNew));
}
export const others = () => coders().filter(([name]) => name !== coding.coder);
