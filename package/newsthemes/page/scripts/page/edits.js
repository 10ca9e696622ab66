// The edits that a page came with, that this browser keeps, and that come by a link or from another tab.

import { byId, hide, write } from "../common/elements.js";
import { kept } from "../common/files.js";
import { offer } from "../explore/offer.js";
import { authorsState, data, host, isAuthors, ofPage, page, toEdit } from "../explore/state.js";
import { address, editForLink, inAddress } from "./address.js";
import { MOST, editOf, fromLink, themesOf } from "../themes/edits.js";

export const cameWith = () => byId("edit").textContent; // in a page that was saved with edits; else "null"
/** What this browser is to keep; a saved page without its edits, too, since they would come back else. */
const toKeep = () => (isAuthors() && cameWith() === "null" ? null : JSON.stringify(toEdit()));
function keepEdit() {
  const keeps = kept.set(page.storage, toKeep());
  write("kept", keeps ? "" : "This browser keeps no edits: save the page before you close it.");
}
/** The edit that a text holds, or null where it holds none. */
export function editIn(text) {
  try {
    const edit = JSON.parse(text);
    themesOf(edit, page.authors);
    return edit;
  } catch {
    return null;
  }
}
/** Another tab changed the themes of this page, and this browser keeps only one edit of them. */
export async function offerOfTab({ key, newValue }) {
  if (key !== page.storage || page.past !== ofPage) return;
  [page.offered, byId("offer").hidden] = [null, true];
  const none = JSON.stringify(editOf(authorsState().themes, data.nested, page.authors));
  const theirs = newValue ?? none;
  const whose = theirs === none ? "From another tab: the themes of this page." : "From another tab.";
  const edit = editIn(theirs);
  if (edit && theirs !== JSON.stringify(toEdit())) await offer(edit, whose);
}
/** Offers the edit of a link. Returns why that cannot be. */
export async function offerLink() {
  address.linked = null;
  hide("offer", true);
  const came = inAddress("edit");
  if (came === null || came === editForLink()) return "";
  try {
    if (location.hash.length > MOST.characters) throw Error("it is too long");
    await offer(fromLink(linkFrom(came), page.authors, data.themes_key), "From this link.");
    address.linked = came;
    return "";
  } catch (error) {
    return `The changes in this link cannot be used: ${error.message}. The page is as it was.`;
  }
}
function linkFrom(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw Error("it is cut or damaged");
  }
}
/** The offer is answered. Returns whether it came with a link, which leads somewhere, too. */
function leaveOffer() {
  const isLink = address.linked !== null;
  if (isLink) {
    address.linked = null;
    address.entry = null;
  }
  return isLink;
}

Object.assign(host, { keepEdit, leaveOffer });
