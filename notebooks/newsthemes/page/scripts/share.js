// What leaves a page: files and a link; and what comes with it: the edit of a link, of a saved copy, or of this browser.

const COUNTS_EDITS = false; // Python, which has all articles, is not here
const asSent = document.documentElement.cloneNode(true); // for the saved copy: taken before anything changes the page

/** The page with an edit and codes in it, without links to its site. */
function pageWith(edit) {
  const copy = asSent.cloneNode(true);
  for (const part of copy.querySelectorAll("body > header, footer nav")) part.remove();
  const put = (id, value) => (copy.querySelector(id).textContent = JSON.stringify(value).replaceAll("<", "\\u003c"));
  put("#edit", edit);
  put("#codes", Object.fromEntries(coders()));
  return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
}

/** What a saved page takes along. */
const carried = () => [isOwn() && "text", !isFirst() && "edits", coders().length && "codes"].filter(Boolean);
function drawSaving() {
  const what = new Intl.ListFormat("en-GB").format(carried());
  const my = what === "codes" && coders().length === others().length ? "" : "my ";
  for (const id of ["save-page", "save-checked"]) byId(id).textContent = `Save page${what && ` with ${my}${what}`}`;
}
/** The name of the copy, from that of the page's file. */
function ownName(parts) {
  const name = decodeURIComponent(location.pathname.split("/").pop());
  const ends = [/text|edits/.test(parts) && "-changed", /codes/.test(parts) && "-coded", ".html"];
  return (name.replace(/(-changed)?(-coded)?(\.html?)?$/, "") || "page") + ends.filter(Boolean).join("");
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

const LINK = "#edit=";
const inAddress = (name) => new URLSearchParams(location.hash.slice(1)).get(name);
let by = ""; // the kind of the columns, where there are several articles: columns.js

/** What a link carries, or null; an Error says why it cannot be read. */
function editInAddress() {
  if (!/[#&]edit=/.test(location.hash)) return null;
  if (location.hash.length > MOST.characters) throw Error("it is too long");
  try {
    return JSON.parse(inAddress("edit"));
  } catch {
    throw Error("it is cut or damaged");
  }
}

/** The address of what one sees: its columns, and a part before them, as that of an edit. */
function addressOf(part = "") {
  const parts = [part, by && `by=${by}`].filter(Boolean).join("&");
  return location.href.split("#")[0] + (parts && `#${parts}`);
}
const addressWith = (link) => addressOf(LINK.slice(1) + encodeURIComponent(JSON.stringify(link)));
const leaveOffer = () => history.replaceState(null, "", addressOf());

const inDownloads = (name) => `${name} is saved where this browser keeps its downloads.`;
const faultyLines = () => now().themes.reduce((sum, theme) => sum + readTheme(theme).problems.size, 0);
const themesAsYaml = () => yamlOf(now().themes.map((theme) => ({ ...theme, terms: readTheme(theme).terms })));
function saveThemes() {
  const wrong = faultyLines();
  if (faultyName() || !now().themes.length) return say("", `Not saved: ${faultyName() || "there is no theme"}.`);
  download("themes.yaml", "text/yaml", themesAsYaml());
  say("", wrong ? `themes.yaml is saved. Faulty lines left out: ${wrong}.` : inDownloads("themes.yaml"));
}
function copyLink() {
  const address = addressWith(toLink(toEdit(), authors, data.themes_key));
  const copied = navigator.clipboard?.writeText(address) ?? Promise.reject();
  copied.then(() => say("", "The link is copied."), () => {
    history.replaceState(null, "", address);
    say("", "The link is in the browser’s address bar.");
  });
}
/** What read_lexicon() reads of a saved page comes first: the end of all this tells one saved page from another. */
const toSave = () => ({ yaml: themesAsYaml(), faulty: faultyLines(), ...toEdit(), ...(isOwn() && { texts: articles.map(({ title, text }) => ({ title, text })) }) });

const cameWith = () => byId("edit").textContent; // in a page that was saved with edits; else "null"
/** What this browser is to keep; a saved page without its edits, too, since they would come back else. */
const toKeep = () => (isAuthors() && cameWith() === "null" ? null : JSON.stringify(toEdit()));
function keepEdit() {
  const keeps = kept.set(storage, toKeep());
  byId("kept").textContent = keeps ? "" : "This browser keeps no edits: save the page before you close it.";
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
  const whose = theirs === none ? "From another tab: the author’s themes." : "From another tab.";
  const edit = editIn(theirs);
  if (edit && theirs !== JSON.stringify(toEdit())) await offer(edit, whose);
}
async function offerLink() {
  byId("offer").hidden = true;
  try {
    const came = editInAddress();
    if (!came) return;
    await offer(fromLink(came, authors, data.themes_key), "From this link.");
    byId("offer").focus();
    scrollTo(0, byId("explore").offsetTop);
  } catch (error) {
    say("", `The changes in this link cannot be used: ${error.message}. The page is as it was.`);
    leaveOffer();
  }
}
async function begin() {
  const saved = cameWith();
  if (saved !== "null") storage += `:${saved.length}:${saved.slice(-60)}`;
  await recount(); // of the author's themes, so that it is known what a change gains and loses
  connect();
  let fault = "";
  let sent = null;
  for (const [text, what] of [[saved, SENDERS], [kept.get(storage) ?? "null", "your changes from before"]]) {
    try {
      const { texts, nested, themes } = JSON.parse(text) ?? toEdit();
      const edit = { nested, themes };
      if (texts) sent = { texts, state: stateOf(edit) };
      else if (JSON.stringify(edit) !== JSON.stringify(toEdit())) past.add({ ...stateOf(edit), what });
    } catch {
      fault = "The changes that came with this page cannot be read; these are the author’s themes.";
    }
  }
  if (sent) await openOwn(sent.texts.map(({ title: name, text }) => articleFrom(name, text)), sent.state);
  else if (past.before()) await recount();
  if (now().what === SENDERS) say(byId("what-changed").textContent);
  if (fault) say("", fault);
  await resumeCheck();
  await offerLink();
  addEventListener("hashchange", offerLink);
  addEventListener("storage", offerOfTab);
  addEventListener("beforeunload", (event) => isOwn() && event.preventDefault()); // a link here would lose the reader's text
  byId("copy-link").hidden = !location.protocol.startsWith("http"); // a link to a file leads nowhere
}
function savePage() {
  const [parts, names] = [carried().join(", "), coders().map(([name]) => visible(name)).join(", ")];
  download(ownName(parts), "text/html", pageWith(toSave()));
  const said = inDownloads(ownName(parts)) + (parts && ` In it: ${parts.replace("codes", `codes (${names})`)}. Mail it to pass them on.`);
  if (byId("check").open) tell(said);
  else say("", said);
}
const HOSTS = {
  "save-themes": saveThemes, "save-page": savePage, "save-checked": savePage, "copy-link": copyLink,
  "check-it": () => openCheck(), "close-check": () => byId("check").close(),
};
