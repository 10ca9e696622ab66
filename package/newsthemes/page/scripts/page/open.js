// An article's page opens: with its edits, at its address.

import { resumeCheck } from "../check/check.js";
import { byId, make } from "../common/elements.js";
import { kept } from "../common/files.js";
import { CLICKS, connect } from "../explore/controls.js";
import { recount } from "../explore/count.js";
import { openOwn } from "../explore/own.js";
import { say } from "../explore/say.js";
import { SENDERS, count, data, focus, isOwn, now, page, stateOf, toEdit, view } from "../explore/state.js";
import { toFirst } from "../explore/step.js";
import { PARTS, address, inAddress, layers, leaveClosed, seen, showAddress } from "./address.js";
import { cameWith, offerLink, offerOfTab } from "./edits.js";
import { addIssues } from "./issues.js";
import { articleFrom } from "../rule/pasted.js";

/** What the address says, at first or by Back and Forward or a link; an entry that this page made has no edit to offer. */
async function followAddress(atStart = false) {
  const wasOver = address.here?.over;
  address.here = history.state;
  if (wasOver > layers()) return history.back(); // it was closed, and this entry shows what that one did
  const dialog = document.querySelector("dialog[open]");
  dialog?.close();
  if (!PARTS.test(location.hash)) return;
  address.entry = null;
  if (!dialog && isOwn() && !atStart) await openOwn(data.articles);
  if (isOwn()) return void (address.entry = seen());
  view.setKind(inAddress("by"));
  showAddress(atStart || !address.here ? await offerLink() : "");
}
/** In tables of the author's counts the name of a theme leads to its passages. */
function linkThemes() {
  for (const head of document.querySelectorAll("#authors thead th")) {
    const { rows } = head.closest("table");
    if (!/^(Other t|T)heme$/.test(head.textContent)) continue;
    for (const { cells } of [...rows].slice(1)) {
      const cell = cells[head.cellIndex];
      cell.replaceChildren(make("a", { href: `#${new URLSearchParams({ theme: cell.textContent })}` }, cell.textContent));
    }
  }
}
/** A saved page opens at the first passage of the theme that was chosen there, if its address has no place. */
function openChosen(name, hasPlace) {
  const row = count.rows.find(({ theme }) => theme === name);
  if (!row || (hasPlace && !isOwn())) return;
  [focus.lit, focus.litGroup] = [row.id, null];
  address.entry = seen(); // no step back
  view.draw();
  toFirst();
}
CLICKS["add-issues"] = addIssues;

/** The page is counted, and opens where it was left, with what came with it. */
export async function open() {
  const saved = cameWith();
  if (saved !== "null") page.storage += `:${saved.length}:${saved.slice(-60)}`;
  await recount(); // of the author's themes, so that it is known what a change gains and loses
  connect();
  let fault = "";
  let [sent, chosen] = [null, null];
  for (const [text, what] of [[saved, SENDERS], [kept.get(page.storage) ?? "null", "your changes from before"]]) {
    try {
      const { texts, lit: theme, nested, themes } = JSON.parse(text) ?? toEdit();
      chosen ??= theme;
      const edit = { nested, themes };
      if (texts) sent = { texts, state: { ...stateOf(edit), what } };
      else if (JSON.stringify(edit) !== JSON.stringify(toEdit())) page.past.add({ ...stateOf(edit), what });
    } catch {
      fault = "The changes that came with this page cannot be read; these are the themes of this page.";
    }
  }
  if (sent) await openOwn(sent.texts.map(({ title: name, text }) => articleFrom(name, text)), sent.state);
  if (page.past.before()) {
    await recount();
    if (now().what === SENDERS) say(byId("what-changed").textContent);
  }
  if (fault) say("", fault);
  await resumeCheck();
  linkThemes();
  const hasPlace = location.hash !== ""; // before the edit of a saved page comes into it
  await followAddress(true);
  openChosen(chosen, hasPlace);
  address.entry ??= seen();
  addEventListener("popstate", () => followAddress());
  addEventListener("click", leaveClosed, true);
  addEventListener("storage", offerOfTab);
  addEventListener("beforeunload", (event) => isOwn() && event.preventDefault()); // a link here would lose the reader's text
}
