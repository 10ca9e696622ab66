// Texts that the reader brings: pasted, or dropped as files. They stay in this browser, and are gone with the page.

/** A text as the Python side reads it: composed characters, one kind of line end, no byte order mark. */
function asRead(text) {
  const ends = text.replaceAll("\u2029", "\n\n").replace(/\r\n|[\r\v\x85\u2028]/g, "\n");
  return ends.replace(/^\ufeff/, "").normalize("NFC");
}

/** The spans of a text's paragraphs: what stands between empty lines. Here, and below, in UTF-16 units. */
function paragraphsOf(text) {
  const spans = [];
  let [at, open] = [0, null];
  for (const line of text.split("\n")) {
    const span = [at + line.length - line.trimStart().length, at + line.trimEnd().length];
    if (!line.trim()) open = null;
    else if (open) open[1] = span[1];
    else spans.push((open = span));
    at += line.length + 1;
  }
  return spans;
}

/** A text -> an article as the page's own are, its spans in code points; without sentences, whose rule only Python has. */
function articleFrom(title, given) {
  const text = asRead(given);
  const paragraphs = paragraphsOf(text);
  const { before } = articleOf(text);
  const points = (spans) => spans.map((span) => span.map((place) => before[place]));
  const [line] = text.trim().split("\n");
  const firstLine = line.length > 80 ? `${line.slice(0, 79).replace(/\s+\S*$/, "")}…` : line;
  const name = title || firstLine || "Your text";
  const [letters, unspaced] = [/[\p{L}\p{M}\p{N}_]/gu, RegExp(UNSPACED, "gu")].map((sign) => text.match(sign)?.length ?? 0);
  const [words, unit] = 2 * unspaced > letters ? [letters, "letters"] : [apart(text).length, "words"];
  return { article: name, title: name, text, words, unit, paragraphs: points(paragraphs), sentences: null, found: null };
}

/** A file -> its text: UTF-8, UTF-16 with its mark, or else Windows-1252, which is a guess that is said. */
async function textIn(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const marked = { 0xfffe: "utf-16le", 0xfeff: "utf-16be" }[(bytes[0] << 8) | bytes[1]];
  try {
    return { text: new TextDecoder(marked ?? "utf-8", { fatal: true }).decode(bytes), guessed: false };
  } catch {
    return { text: new TextDecoder("windows-1252").decode(bytes), guessed: true };
  }
}

const MOST_OWN = 200_000; // characters or bytes: more would keep a key waiting
const TOO_LONG = "is longer than 200 KB, too long for this page. Cut it into parts; or save it as a text file in a folder press/, " +
  "download themes.yaml here, and run: python3 run.py --articles press/ --themes themes.yaml";

/** Files -> articles, and what to say of those that are none. */
async function articlesFrom(files) {
  const [read, said] = [[], []];
  for (const file of files) {
    if (!/^text\/plain$|^$/.test(file.type) || !/\.(txt|text|md)$/i.test(file.name)) {
      said.push(`${file.name} is no text file (.txt); open it, and paste its text.`);
    } else if (file.size > MOST_OWN) {
      said.push(`${file.name} ${TOO_LONG}`);
    } else {
      const { text, guessed } = await textIn(file);
      if (guessed) said.push(`${file.name} is not UTF-8 and was read as Windows-1252.`);
      if (text.includes("\0")) said.push(`${file.name} is no text.`);
      else if (text.trim()) read.push(articleFrom(file.name.replace(/\.\w+$/, ""), text));
      else said.push(`${file.name} is empty.`);
    }
  }
  return { read, said };
}
