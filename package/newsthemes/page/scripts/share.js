// What leaves a page: files and a link; and what comes with it: the edit of a link, of a saved copy, or of this browser.

const TOO_OLD = "This browser is too old to explore this page, which needs Chrome 80, Firefox 113, Safari 16.4 or a later one.";
const COUNTS_EDITS = false; // Python, which has all articles, is not here
const asSent = document.documentElement.cloneNode(true); // for the saved copy: taken before anything changes the page

/** The page with an edit and codes in it, without links to its site. */
function pageWith(edit) {
  const copy = asSent.cloneNode(true);
  for (const part of copy.querySelectorAll("body > header, footer nav")) part.remove();
  const put = (id, value) => (copy.querySelector(id).textContent = JSON.stringify(value).replaceAll("<", "\\u003c"));
  copy.querySelector("#codes").removeAttribute("data-behind"); // of a page that a browser's menu saved
  put("#edit", edit);
  put("#codes", Object.fromEntries(coders()));
  put("#readers", savedReaders());
  return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
}

/** What a saved page takes along. */
const carried = () => [isOwn() && "text", !isFirst() && "edits", coders().length && "codes"].filter(Boolean);
function drawSaving() {
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
  const none = editOf(authorsState().themes, data.nested, authors);
  return Boolean(edit) && JSON.stringify([edit.nested, edit.themes]) !== JSON.stringify([none.nested, none.themes]);
}
/** The name of the copy, from that of the page's file, or from the headline of the reader's own text, and of the reader who coded. */
function ownName(parts) {
  const headline = isOwn() && articles[0].title.match(/[\p{L}\p{M}\p{N}]+/gu)?.join(" ");
  const name = headline || decodeURIComponent(location.pathname.split("/").pop());
  const reader = coders().some(([one]) => one === coder) ? `-${coder.match(/[\p{L}\p{M}\p{N}]+/gu).join("_")}` : "";
  const ends = [/edits/.test(parts) && "-changed", /codes/.test(parts) && `-coded${reader}`, ".html"];
  const endsBefore = [
    cameChanged() && "(-changed)?",
    cameCoded() && String.raw`(-coded(-[\p{L}\p{M}\p{N}_]+)?)?`,
    String.raw`( ?\(\d+\))?(\.html?)?$`,
  ];
  const bare = name.replace(RegExp(endsBefore.filter(Boolean).join(""), "u"), "");
  return (bare || "page") + ends.filter(Boolean).join("");
}

const plainName = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _’'&/.,()-]*$/u;
const yamlName = (name) => (plainName.test(name) ? name : quoted(name));

function yamlOf(all) {
  const groups = [...new Set(all.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const indent = group ? "  " : "";
    const themes = all.filter((theme) => theme.group === group).map(({ theme, terms }) => {
      const entries = terms.map((term) => `${indent}  - ${lineOf(term)}\n`);
      return `${indent}${yamlName(theme)}:${terms.length ? "" : " []"}\n${entries.join("")}`;
    });
    return (group ? `${yamlName(group)}:\n` : "") + themes.join("");
  });
  return `# Themes as changed in a page; the comments of the author's file are not among them.\n\n${blocks.join("\n")}`;
}

// ---- the address of what one sees

const inAddress = (name) => new URLSearchParams(location.hash.slice(1)).get(name);
const PARTS = /^$|^#(.*&)?(theme|passage|by|edit)=/; // and no link to a part of the page
let by = ""; // the kind of the columns, where there are several articles: columns.js
let linked = null; // the edit of a link, as it came, until the reader answers
let entry = null; // what Back would lead away from; null: the address stays as it came
let here = null; // the state of this entry in the browser's history

const seen = () => JSON.stringify([lit, litGroup, by]);
/** How many things lie over the page: a text of the reader's own, a dialog. Each has an entry in the history. */
const layers = () => Number(isOwn()) + document.querySelectorAll("dialog[open]").length;

/** The reader's changes as a link has them; nothing where there are none, or too many for a link. */
function editForLink() {
  const edit = isFirst() ? "" : JSON.stringify(toLink(toEdit(), authors, data.themes_key));
  return encodeURIComponent(edit).length < MOST.characters / 2 ? edit : "";
}
/** The address of what one sees: the theme, which of its passages, the columns, the edit; nothing of a text of the reader's own. */
function addressOf(edit = linked ?? editForLink()) {
  const parts = new URLSearchParams();
  const theme = !tried && rows[placeOf(lit)]?.theme;
  const all = isOwn() ? {} : { theme, passage: theme && step !== null && step + 1, by, edit };
  for (const [name, value] of Object.entries(all)) {
    if (value) parts.set(name, value);
  }
  const hash = String(parts);
  return location.href.split("#")[0] + (hash && `#${hash}`);
}
const addressWith = (link) => addressOf(JSON.stringify(link));

function enter(how, state) {
  try {
    history[how](state, "", addressOf());
  } catch {} // too often for this browser, or nothing that it allows here
  here = history.state;
}
/** Another theme, or kind of columns, is a new entry in the history, in the place of what was closed; all else changes this one. */
function keepAddress() {
  const isNew = entry !== seen();
  if (!entry || isOwn() || (!isNew && addressOf() === location.href)) return;
  if (isNew) enter(here?.over ? "replaceState" : "pushState", { group: litGroup });
  else enter("replaceState", { ...here, group: litGroup });
  entry = seen();
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
  const group = here?.group === undefined ? firstGroup() : here.group;
  if (addressOf() === location.href && (lit !== null || litGroup === group)) return void draw();
  if (name === null) return void light(null, group);
  const row = rows.find(({ label }) => label === visible(name));
  const theme = quotedNames([name.slice(0, 100)]);
  if (!row) return `This page has no theme ${theme}.`;
  if (passage !== null && !(/^[1-9]\d*$/.test(passage) && passage <= row.count)) {
    return `${theme} has no passage ${visible(passage.slice(0, 20))}. Passages: ${figures(row.count)}.`;
  }
  light(row.id);
  if (passage) show(passage - 1);
  else toFirst();
}
function showAddress(fault = "") {
  const missing = showPlace() ?? "";
  entry = seen();
  if (linked !== null) byId("offer").focus();
  else if (fault || missing) say("", `${fault} ${missing}`.trim());
  if (linked !== null || fault || missing) scrollTo(0, byId("explore").offsetTop);
  if (!missing || (linked === null && inAddress("edit") !== null)) keepAddress(); // an edit that was declined goes
}
/** What the address says, at first or by Back and Forward or a link; an entry that this page made has no edit to offer. */
async function followAddress(atStart = false) {
  const wasOver = here?.over;
  here = history.state;
  if (wasOver > layers()) return history.back(); // it was closed, and this entry shows what that one did
  const dialog = document.querySelector("dialog[open]");
  dialog?.close();
  if (!PARTS.test(location.hash)) return;
  entry = null;
  if (!dialog && isOwn() && !atStart) await openOwn(data.articles);
  if (isOwn()) return void (entry = seen());
  if (byId("by")) readKind();
  showAddress(atStart || !here ? await offerLink() : "");
}
/** A link followed where a dialog was closed takes the place of that dialog's entry, which is no step back. */
function leaveClosed({ target }) {
  if (here?.over > layers() && target.closest("a[href^='#']")) enter("replaceState", { group: litGroup });
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
function copyLink() {
  const lacks = isOwn() || isFirst() || inAddress("edit") ? "" : " Your changes are too many for a link: save the page.";
  const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
  copied.then(() => say("", `The link is copied.${lacks}`), () => say("", `The link is in the browser’s address bar.${lacks}`));
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
  const first = { yaml: themesAsYaml(), faulty: faultyLines(), lit: rows[placeOf(lit)]?.theme };
  return Object.assign(first, toEdit(), isOwn() && { texts: articles.map(({ title, text }) => ({ title, text })) });
}

const cameWith = () => byId("edit").textContent; // in a page that was saved with edits; else "null"
/** What this browser is to keep; a saved page without its edits, too, since they would come back else. */
const toKeep = () => (isAuthors() && cameWith() === "null" ? null : JSON.stringify(toEdit()));
function keepEdit() {
  const keeps = kept.set(storage, toKeep());
  write("kept", keeps ? "" : "This browser keeps no edits: save the page before you close it.");
}
/** The edit that a text holds, or null where it holds none. */
function editIn(text) {
  try {
    const edit = JSON.parse(text);
    themesOf(edit, authors);
    return edit;
  } catch {
    return null;
  }
}
/** Another tab changed the themes of this page, and this browser keeps only one edit of them. */
async function offerOfTab({ key, newValue }) {
  if (key !== storage || past !== ofPage) return;
  [offered, byId("offer").hidden] = [null, true];
  const none = JSON.stringify(editOf(authorsState().themes, data.nested, authors));
  const theirs = newValue ?? none;
  const whose = theirs === none ? "From another tab: the themes of this page." : "From another tab.";
  const edit = editIn(theirs);
  if (edit && theirs !== JSON.stringify(toEdit())) await offer(edit, whose);
}
/** Offers the edit of a link. Returns why that cannot be. */
async function offerLink() {
  linked = null;
  hide("offer", true);
  const came = inAddress("edit");
  if (came === null || came === editForLink()) return "";
  try {
    if (location.hash.length > MOST.characters) throw Error("it is too long");
    await offer(fromLink(linkFrom(came), authors, data.themes_key), "From this link.");
    linked = came;
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
  const isLink = linked !== null;
  if (isLink) {
    linked = null;
    entry = null;
  }
  return isLink;
}
/** A saved page opens at the first passage of the theme that was chosen there, if its address has no place. */
function openChosen(name, hasPlace) {
  const row = rows.find(({ theme }) => theme === name);
  if (!row || (hasPlace && !isOwn())) return;
  [lit, litGroup] = [row.id, null];
  entry = seen(); // no step back
  draw();
  toFirst();
}
async function begin() {
  if (!globalThis.DecompressionStream) return void write("open", TOO_OLD);
  await runPacked("checking");
  const saved = cameWith();
  if (saved !== "null") storage += `:${saved.length}:${saved.slice(-60)}`;
  await recount(); // of the author's themes, so that it is known what a change gains and loses
  connect();
  let fault = "";
  let [sent, chosen] = [null, null];
  for (const [text, what] of [[saved, SENDERS], [kept.get(storage) ?? "null", "your changes from before"]]) {
    try {
      const { texts, lit: theme, nested, themes } = JSON.parse(text) ?? toEdit();
      chosen ??= theme;
      const edit = { nested, themes };
      if (texts) sent = { texts, state: { ...stateOf(edit), what } };
      else if (JSON.stringify(edit) !== JSON.stringify(toEdit())) past.add({ ...stateOf(edit), what });
    } catch {
      fault = "The changes that came with this page cannot be read; these are the themes of this page.";
    }
  }
  if (sent) await openOwn(sent.texts.map(({ title: name, text }) => articleFrom(name, text)), sent.state);
  if (past.before()) {
    await recount();
    if (now().what === SENDERS) say(byId("what-changed").textContent);
  }
  if (fault) say("", fault);
  await resumeCheck();
  linkThemes();
  const hasPlace = location.hash !== ""; // before the edit of a saved page comes into it
  await followAddress(true);
  openChosen(chosen, hasPlace);
  entry ??= seen();
  addEventListener("popstate", () => followAddress());
  addEventListener("click", leaveClosed, true);
  addEventListener("storage", offerOfTab);
  addEventListener("beforeunload", (event) => isOwn() && event.preventDefault()); // a link here would lose the reader's text
}
function savePage() {
  const [parts, names] = [carried().join(", "), coders().map(([name]) => visible(name)).join(", ")];
  download(ownName(parts), "text/html", pageWith(toSave()));
  const said = inDownloads(ownName(parts)) + (parts && ` In it: ${parts.replace("codes", `codes (${names})`)}. Mail it to pass them on.`);
  if (byId("check").open) tell(said);
  else say("", said);
}
const HOSTS = {
  "save-themes": saveThemes, "save-page": savePage, "save-checked": savePage, "save-first": savePage, "copy-link": copyLink,
  "check-it": () => openCheck(), "close-check": () => byId("check").close(),
  fresh: () => askFresh(true), clear: () => startFresh(), keep: () => askFresh(false),
};
