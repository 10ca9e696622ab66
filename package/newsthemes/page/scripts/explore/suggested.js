// What a pasted text suggests: ticked, struck out, renamed, made one.

import { byId, visible } from "../common/elements.js";
import { change, nameOf } from "./change.js";
import { say } from "./say.js";
import { rowOfTheme } from "./scroll.js";
import { isSuggested, now, placeOf, ticked, view } from "./state.js";
import { tidy } from "../rule/words.js";
import { linesOf } from "../themes/names.js";

export function tick(id, isOn) {
  if (isOn) ticked.add(id);
  else ticked.delete(id);
  if (isOn && ticked.size === 1) byId("new-name").value = now().themes[placeOf(id)].theme;
  view.draw();
}
export async function strikeOut(id) {
  const name = nameOf(id);
  await change({ ...now(), themes: now().themes.filter((theme) => theme.id !== id), what: `striking out ${name}` });
  say("", `${name} is struck out; Undo brings it back.`);
}
/** The ticked themes become one of this name; so does another theme that has it. */
export async function renameTicked() {
  const name = tidy(byId("new-name").value);
  if (!name) return;
  const { themes } = now();
  const isTwin = ({ id, theme }) => theme === name && !ticked.has(id);
  const target = themes.find((one) => isTwin(one) && isSuggested(one)) ?? themes.find(isTwin) ?? themes[placeOf([...ticked][0])];
  const parts = themes.filter((one) => one === target || ticked.has(one.id));
  const lines = new Set([target, ...parts].flatMap(({ text }) => linesOf(text)));
  const merged = { ...target, theme: name, text: [...lines].join("\n") };
  const others = themes.filter((one) => one === target || !parts.includes(one));
  ticked.clear();
  await change({ ...now(), themes: others.map((one) => (one === target ? merged : one)), what: `naming “${visible(name)}”` }, target.id);
  rowOfTheme(target.id).focus();
}
