// What leaves the page, at the reader's wish: files, a link, and the edits that this browser keeps.

const asSent = document.documentElement.cloneNode(true); // for the saved copy: taken before anything changes the page

function download(name, type, content) {
  const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** The page with an edit in it, as a file. */
function pageWith(edit) {
  const copy = asSent.cloneNode(true);
  copy.querySelector("#edit").textContent = JSON.stringify(edit).replaceAll("<", "\\u003c");
  return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
}

/** The name of the file that the page came from, for the copy. */
function ownName() {
  let name = location.pathname.split("/").pop();
  try {
    name = decodeURIComponent(name);
  } catch {} // as it stands in the address
  return `${name.replace(/(-changed)?(\.html?)?$/, "") || "page"}-changed.html`;
}

const csvField = (value) => (/[",\r\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

/** Mentions as CSV, for a spreadsheet; the byte order mark has Excel read UTF-8. A sentence or paragraph counts from 1. */
function csvOf(mentions, articles, lexicon) {
  const head = ["article", "group", "theme", "term", "match", "start", "end", "sentence", "paragraph"];
  const rows = mentions.map(({ article, theme, entry, start, end }) => {
    const { article: name, sentences, paragraphs } = articles[article];
    const { group, theme: own, terms } = lexicon[theme];
    const match = cutOut(articles[article], start, end);
    return [name, group, own, terms[entry].term, match, start, end, spanAt(sentences, start) + 1, spanAt(paragraphs, start) + 1];
  });
  return `\ufeff${[head, ...rows].map((row) => row.map(csvField).join(",")).join("\r\n")}\r\n`;
}

const LINK = "#edit=";

/** The edit in the address, as it came, or null; an Error says why it cannot be read. */
function editInAddress() {
  if (!location.hash.startsWith(LINK)) return null;
  if (location.hash.length > MOST.characters) throw Error("it is too long");
  try {
    return JSON.parse(decodeURIComponent(location.hash.slice(LINK.length)));
  } catch {
    throw Error("it is cut or damaged");
  }
}

const addressWith = (edit) => location.href.split("#")[0] + LINK + encodeURIComponent(JSON.stringify(edit));
const leaveAddress = () => history.replaceState(null, "", location.href.split("#")[0]);

/** What this browser keeps for a page: `get` and `set` say false where it is refused or full. */
const kept = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
};
