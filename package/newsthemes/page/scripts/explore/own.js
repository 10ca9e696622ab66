// A text of the reader's own. It stays in this browser, and is gone with the page.

import { byId, focusOn, hide, visible, write } from "../common/elements.js";
import { lengthOfAll, recount } from "./count.js";
import { withPacked } from "./packed.js";
import { say } from "./say.js";
import { count, data, focus, host, isFirst, isOwn, now, ofPage, page, stems, ticked } from "./state.js";
import { stopTrying } from "./trying.js";
import { lineOf } from "../rule/lines.js";
import { knownForms } from "../rule/mentions.js";
import { articleFrom } from "../rule/pasted.js";
import { historyOf } from "../themes/history.js";
import { SUGGESTED } from "../themes/names.js";

const pageTitle = document.title;
const authorsByline = byId("byline").textContent; // none in Jupyter

const MOST_OWN = 200_000; // characters: more would keep a key waiting
const TOO_LONG = "The text is longer than 200 KB. Cut it into parts; or put it into a folder press/, and run: " +
  "python3 run.py --articles press/ --themes themes.yaml";
/** The themes that a text suggests; where it suggests none, or the reader wants them, those of the page below, which keep their names. */
function stateWithSuggested(found) {
  const themes = new Map();
  const ofThePage = byId("with-themes").checked || !found.length ? ofPage.now().themes : [];
  const taken = ofThePage.map(({ theme }) => theme);
  for (const { group, theme: name, term, excluded, exact } of found) {
    const theme = taken.includes(name) ? `${name} in the text` : name;
    if (!themes.has(theme)) themes.set(theme, { id: ++page.ids, group, theme, lines: [] });
    themes.get(theme).lines.push(lineOf({ term, excluded, exact }));
  }
  const suggested = [...themes.values()].map(({ lines, ...theme }) => ({ ...theme, text: lines.join("\n") }));
  suggested.sort((one, other) => SUGGESTED.indexOf(one.group) - SUGGESTED.indexOf(other.group));
  return { nested: ofPage.now().nested, themes: [...suggested, ...ofThePage] };
}
/** Whether themes of the page are among those of a pasted text. */
export const hasThemesOfPage = () => now().themes.some(({ id }) => stems.has(id));
/** Show a text of the reader's own, or the page's articles again. `sent`: the themes that a sender has of the text. */
export async function openOwn(own, sent) {
  let first = sent;
  if (own !== data.articles && !host.countsEdits) { // in Jupyter Python suggests
    const { suggestionsOf, languageOfPasted } = await withPacked("suggest/suggest.js");
    first ??= stateWithSuggested(suggestionsOf(own[0].text));
    Object.assign(own[0], languageOfPasted(own[0].text));
  }
  page.past = first ? historyOf(first) : ofPage;
  page.articles = own;
  count.ownKeys = null;
  ticked.clear();
  focus.lit = null;
  focus.litGroup = isOwn() ? null : undefined;
  focus.step = null;
  focus.missed = null;
  focus.shown = 0;
  focus.editing = false;
  stopTrying();
  byId("own").close();
  if (isOwn()) host.enterOwn();
  hide("own-note", !isOwn());
  document.title = isOwn() ? visible(own[0].title) : pageTitle;
  write("title", document.title);
  const length = lengthOfAll(own);
  const byline = sent ? `Text pasted by the sender · ${length}` : `Your text · ${length} · it stays in this browser`;
  write("byline", isOwn() ? byline : authorsByline);
  return recount();
}
export function noteOnOwn() {
  const how = "If the subject of the text is missing, add it as a theme. Tick a theme to rename it. Tick several to make them one. × strikes a theme out.";
  const others = hasThemesOfPage() ? " The themes of this page were made for another article." : "";
  const limits = knownForms.size ? " Of the inflected forms of a term, the page counts only those that occur in its own articles." : "";
  const unchecked = "No person has checked these counts. The page cannot split a pasted text into sentences, so it does not count them and does not offer “Check it yourself”.";
  const suggested = page.past === ofPage ? "" : `${page.articles[0].whatItSuggests} ${how}`;
  return `${suggested}${others}${limits}${noteOnLanguages()} ${unchecked}`;
}
/** Languages of terms that count in a pasted text though it may be in another. */
function noteOnLanguages() {
  const [{ language, mayBeIn }] = page.articles;
  const stated = new Set(count.lexicon.flatMap(({ terms }) => terms.map((one) => one.language)));
  const unsure = [...stated].filter((one) => one && one !== language && mayBeIn(one));
  return unsure.length ? ` The page cannot tell whether the text is in ${unsure.join(" or ")}. Terms marked so count in any case.` : "";
}
let warnedOf = null; // the changed themes of a pasted text whose loss the reader knows of
export async function leaveOwn() {
  if (!isFirst() && warnedOf !== now()) { // no dialog of the browser's: where the page is framed there may be none
    warnedOf = now();
    return say("", "Your changes to this text would be lost. Press again to go back without them.");
  }
  await openOwn(data.articles);
  focusOn(byId("paste"));
}
export function readOwn() {
  const text = byId("own-text").value;
  let problem = text.trim() ? "" : "There is no text yet: paste it above.";
  if (text.length > MOST_OWN) problem = TOO_LONG;
  if (/^\s*(?:https?:|www\.)\S+\s*$/i.test(text)) problem = "This is an address. Paste the text itself.";
  if (!problem) return openOwn([articleFrom("", text)]);
  byId("own-problem").textContent = problem;
}
