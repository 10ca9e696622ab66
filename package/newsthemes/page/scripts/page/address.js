// The address of what one sees, and the steps of Back and Forward.

import { byId, figures, quotedNames, visible } from "../common/elements.js";
import { CLICKS } from "../explore/controls.js";
import { firstGroup } from "../explore/count.js";
import { light } from "../explore/focus.js";
import { say } from "../explore/say.js";
import { count, data, focus, host, isFirst, isOwn, page, placeOf, toEdit, view } from "../explore/state.js";
import { show, toFirst } from "../explore/step.js";
import { MOST, toLink } from "../themes/edits.js";

/** The entry of the browser's history that is shown. */
export const address = {
  linked: null, // the edit of a link, as it came, until the reader answers
  entry: null, // what Back would lead away from; null: the address stays as it came
  here: null, // its state
};
export const inAddress = (name) => new URLSearchParams(location.hash.slice(1)).get(name);
export const PARTS = /^$|^#(.*&)?(theme|passage|by|edit)=/; // and no link to a part of the page

export const seen = () => JSON.stringify([focus.lit, focus.litGroup, focus.by]);
/** How many things lie over the page: a text of the reader's own, a dialog. Each has an entry in the history. */
export const layers = () => Number(isOwn()) + document.querySelectorAll("dialog[open]").length;

/** The reader's changes as a link has them; nothing where there are none, or too many for a link. */
export function editForLink() {
  const edit = isFirst() ? "" : JSON.stringify(toLink(toEdit(), page.authors, data.themes_key));
  return encodeURIComponent(edit).length < MOST.characters / 2 ? edit : "";
}
/** The address of what one sees: the theme, which of its passages, the columns, the edit; nothing of a text of the reader's own. */
export function addressOf(edit = address.linked ?? editForLink()) {
  const parts = new URLSearchParams();
  const theme = !focus.tried && count.rows[placeOf(focus.lit)]?.theme;
  const all = isOwn() ? {} : { theme, passage: theme && focus.step !== null && focus.step + 1, by: focus.by, edit };
  for (const [name, value] of Object.entries(all)) {
    if (value) parts.set(name, value);
  }
  const hash = String(parts);
  return location.href.split("#")[0] + (hash && `#${hash}`);
}

function enter(how, state) {
  try {
    history[how](state, "", addressOf());
  } catch {} // too often for this browser, or nothing that it allows here
  address.here = history.state;
}
/** Another theme, or kind of columns, is a new entry in the history, in the place of what was closed; all else changes this one. */
function keepAddress() {
  const isNew = address.entry !== seen();
  if (!address.entry || isOwn() || (!isNew && addressOf() === location.href)) return;
  if (isNew) enter(address.here?.over ? "replaceState" : "pushState", { group: focus.litGroup });
  else enter("replaceState", { ...address.here, group: focus.litGroup });
  address.entry = seen();
}
/** Back closes this. */
function openDialog(id) {
  byId(id).showModal();
  enter("pushState", { over: layers() });
}
/** Shows the theme and the passage of the address. Returns what is not there; then nothing changes. */
function showPlace() {
  const name = inAddress("theme");
  const passage = inAddress("passage");
  const group = address.here?.group === undefined ? firstGroup() : address.here.group;
  if (addressOf() === location.href && (focus.lit !== null || focus.litGroup === group)) return void view.draw();
  if (name === null) return void light(null, group);
  const row = count.rows.find(({ label }) => label === visible(name));
  const theme = quotedNames([name.slice(0, 100)]);
  if (!row) return `This page has no theme ${theme}.`;
  if (passage !== null && !(/^[1-9]\d*$/.test(passage) && passage <= row.count)) {
    return `${theme} has no passage ${visible(passage.slice(0, 20))}. Passages: ${figures(row.count)}.`;
  }
  light(row.id);
  if (passage) show(passage - 1);
  else toFirst();
}
/** Shows what the address says, and says what is not there, or at fault. */
export function showAddress(fault = "") {
  const missing = showPlace() ?? "";
  address.entry = seen();
  if (address.linked !== null) byId("offer").focus();
  else if (fault || missing) say("", `${fault} ${missing}`.trim());
  if (address.linked !== null || fault || missing) scrollTo(0, byId("explore").offsetTop);
  if (!missing || (address.linked === null && inAddress("edit") !== null)) keepAddress(); // an edit that was declined goes
}
/** Back leaves a text of the reader's own. */
function enterOwn() {
  if (address.entry) enter(address.here?.over ? "replaceState" : "pushState", { over: layers() });
}
/** A link followed where a dialog was closed takes the place of that dialog's entry, which is no step back. */
export function leaveClosed({ target }) {
  if (address.here?.over > layers() && target.closest("a[href^='#']")) enter("replaceState", { group: focus.litGroup });
}
function copyLink() {
  const lacks = isOwn() || isFirst() || inAddress("edit") ? "" : " Your changes are too many for a link: save the page.";
  const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
  copied.then(() => say("", `The link is copied.${lacks}`), () => say("", `The link is in the browser’s address bar.${lacks}`));
}

Object.assign(host, { openDialog, showAddress, keepAddress, enterOwn });
CLICKS["copy-link"] = copyLink;
