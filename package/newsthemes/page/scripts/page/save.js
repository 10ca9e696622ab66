// What leaves a page: a copy with edits and codes, and themes.yaml.

import { coders, codesThatCame, others, savedReaders } from "../check/coders.js";
import { coding, tell } from "../check/coding.js";
import { byId, hide, visible, write } from "../common/elements.js";
import { download } from "../common/files.js";
import { CLICKS } from "../explore/controls.js";
import { say } from "../explore/say.js";
import { authorsState, count, data, faultyName, focus, isFirst, isOwn, now, page, placeOf, toEdit } from "../explore/state.js";
import { cameWith, editIn } from "./edits.js";
import { asSent } from "./start.js";
import { editOf } from "../themes/edits.js";
import { readTheme, refusedLines } from "../themes/terms.js";
import { yamlOf } from "../themes/yaml.js";

/** The page with an edit and codes in it, without what tells of its site. */
function pageWith(edit) {
  const copy = asSent.cloneNode(true);
  for (const part of copy.querySelectorAll("body > header, footer nav, footer .part, [property], [rel=canonical]")) part.remove();
  const put = (id, value) => (copy.querySelector(id).textContent = JSON.stringify(value).replaceAll("<", "\\u003c"));
  copy.querySelector("#codes").removeAttribute("data-behind"); // of a page that a browser's menu saved
  put("#edit", edit);
  put("#codes", Object.fromEntries(coders()));
  put("#readers", savedReaders());
  return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
}

/** What a saved page takes along. */
const carried = () => [isOwn() && "text", !isFirst() && "edits", coders().length && "codes"].filter(Boolean);
export function drawSaving() {
  const what = new Intl.ListFormat("en-GB").format(carried());
  const my = what === "codes" && coders().length === others().length ? "" : "my ";
  for (const id of ["save-page", "save-checked", "save-first"]) byId(id).textContent = `Save page${what && ` with ${my}${what}`}`;
  const isFile = !location.protocol.startsWith("http");
  const reason = isOwn() ? "A link cannot carry this text." : isFile && "A link to this file would lead nowhere.";
  hide("copy-link", reason);
  write("no-link", reason ? `${reason} Save the page and mail it.` : "");
}
/** What this page was saved with, and so is named for: one saved without changes holds the author's themes as its edit. */
const cameCoded = () => Object.keys(codesThatCame).length > 0;
function cameChanged() {
  const edit = editIn(cameWith());
  const none = editOf(authorsState().themes, data.nested, page.authors);
  return Boolean(edit) && JSON.stringify([edit.nested, edit.themes]) !== JSON.stringify([none.nested, none.themes]);
}
/** The name of the copy, from that of the page's file, or from the headline of the reader's own text, and of the reader who coded. */
function ownName(parts) {
  const headline = isOwn() && page.articles[0].title.match(/[\p{L}\p{M}\p{N}]+/gu)?.join(" ");
  const name = headline || decodeURIComponent(location.pathname.split("/").pop());
  const reader = coders().some(([one]) => one === coding.coder) ? `-${coding.coder.match(/[\p{L}\p{M}\p{N}]+/gu).join("_")}` : "";
  const ends = [/edits/.test(parts) && "-changed", /codes/.test(parts) && `-coded${reader}`, ".html"];
  const endsBefore = [
    cameChanged() && "(-changed)?",
    cameCoded() && String.raw`(-coded(-[\p{L}\p{M}\p{N}_]+)?)?`,
    String.raw`( ?\(\d+\))?(\.html?)?$`,
  ];
  const bare = name.replace(RegExp(endsBefore.filter(Boolean).join(""), "u"), "");
  return (bare || "page") + ends.filter(Boolean).join("");
}

const inDownloads = (name) => `${name} is saved where this browser keeps its downloads.`;
const faultyLines = () => now().themes.flatMap(refusedLines);
const themesAsYaml = () => yamlOf(now().themes.map((theme) => ({ ...theme, terms: readTheme(theme).terms })));
function saveThemes() {
  const wrong = faultyLines().length;
  if (faultyName() || !now().themes.length) return say("", `Not saved: ${faultyName() || "there is no theme"}.`);
  download("themes.yaml", "text/yaml", themesAsYaml());
  say("", wrong ? `themes.yaml is saved. Faulty lines left out: ${wrong}.` : inDownloads("themes.yaml"));
}
/** What read_lexicon() reads of a saved page comes first: the end of all this tells one saved page from another. */
function toSave() {
  const first = { yaml: themesAsYaml(), faulty: faultyLines(), lit: count.rows[placeOf(focus.lit)]?.theme };
  return Object.assign(first, toEdit(), isOwn() && { texts: page.articles.map(({ title, text }) => ({ title, text })) });
}
function savePage() {
  const [parts, names] = [carried().join(", "), coders().map(([name]) => visible(name)).join(", ")];
  download(ownName(parts), "text/html", pageWith(toSave()));
  const said = inDownloads(ownName(parts)) + (parts && ` In it: ${parts.replace("codes", `codes (${names})`)}. Mail it to pass them on.`);
  if (byId("check").open) tell(said);
  else say("", said);
}

Object.assign(CLICKS, { "save-themes": saveThemes, "save-page": savePage, "save-checked": savePage, "save-first": savePage });
