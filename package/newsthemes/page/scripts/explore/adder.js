// Words that become a term: those that are selected, or tried.

import { byId, hide, make, visible, write } from "../common/elements.js";
import { addWords } from "./change.js";
import { count, focus } from "./state.js";
import { tidy } from "../rule/words.js";

/** The words that are selected in the article, without the numbers of the themes; empty where none are. */
export function selectedWords() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
  if (!range || !byId("texts").contains(range.commonAncestorContainer)) return "";
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll("sup")) number.remove();
  return tidy(copy.textContent).slice(0, 200);
}

export function themeOptions() {
  const options = count.rows.map(({ id, label }) => make("option", { value: id }, label));
  return [...options, make("option", { value: "new" }, "a new theme")];
}

/** The words to add, and to which theme: below the article, or beside the field where they are tried. */
export function offerWords() {
  const selected = selectedWords();
  const words = selected || (focus.tried ? byId("try").value.trim() : "");
  hide("adder", !words);
  const place = byId(words && !selected ? "trying" : "reading");
  if (byId("adder").parentElement !== place) place.append(byId("adder"));
  const labels = count.rows.map(({ id, label }) => `${id} ${label}`).join("\n");
  const { dataset } = byId("words");
  if (!words || (dataset.words === words && dataset.labels === labels)) return;
  Object.assign(dataset, { words, labels });
  write("words", `“${visible(words.length > 40 ? `${words.slice(0, 39)}…` : words)}”`);
  byId("add-to").replaceChildren(make("option", { value: "" }, "choose a theme"), ...themeOptions());
  byId("add-words").disabled = true; // until a theme is chosen
}
export function addSelected() {
  getSelection().removeAllRanges();
  addWords(byId("words").dataset.words, Number(byId("add-to").value));
}
