// The entries of themes.yaml, one a line, as they stand after the dash.

import { ACRONYM, codePoints, isUnspaced, tidy, wordsOf } from "./words.js";

// What nobody means letter for letter, as REGEX of lexicon/syntax.py says
const REGEX = new RegExp(
  "[^\\s|] ?\\| ?[^\\s|]|[^\\s\\[\\]]\\[[^\\[\\]]{2,}\\][^\\s\\[\\]]|\\[\\^?(?:\\S-\\S)+\\]|\\[(\\S)\\1\\]\\S|(?:^|\\s|[^.\\s]{2})\\.[*+]|\\\\[bdsw.()|+*?\\[\\]]|^\\/[^\\/]{2,}\\/i?$|\\)\\?|\\(\\?[:=!<i]",
  "iu",
);
const SEVERAL = /;\s|,\s.*[*?]|[*?].*,\s/u;

function refuse(message) {
  throw Error(message);
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
export const quoted = (text) => `'${text.replace(/'/g, "''")}'`;
const after = (text) => text.slice(1).replace(/^ +/, ""); // what stands after a sign

/** What double quotes hold: all white space is a space here, and a NUL stands for what is refused later. */
function unescaped(text) {
  return text.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|.)/gsu, (_, sign) => {
    const code = parseInt(sign.slice(1), 16);
    if (sign.length > 1) return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? "\0" : String.fromCodePoint(code);
    if ('"/\\'.includes(sign)) return sign;
    if ("0abe".includes(sign)) return "\0";
    return "tnvfrNLP_ \t".includes(sign) ? " " : refuse(`\\${sign} means nothing in double quotes; use single quotes`);
  });
}

/** The scalar that a text starts with, as {value, rest}; `inBraces`: where a comma or bracket ends it. */
function scalarOf(text, inBraces) {
  const [inQuotes, one, two] = /^'((?:[^']|'')*)'|^"((?:[^"\\]|\\.)*)"/su.exec(text) || [];
  const plain = inBraces ? /^(?:(?! #|:(?: |$))[^,[\]{}])*/u : /^(?:(?! #|:(?: |$)).)*/su;
  const spelled = inQuotes ?? (text[0] === "#" ? "" : plain.exec(text)[0]);
  if (!inQuotes) {
    if (/^['"]/.test(text)) refuse("a quote opens here and never closes; close it, or use the other kind of quotes");
    if (/^-(?: |$)/.test(spelled)) refuse("a list within a list; give each term its own line with one '- '");
    if (/^[[{]/.test(text)) refuse("one term is due here, as text; write {term: trade} or {not: trade union*}");
    const sign = /^[*?&!%@`|>,\]}]/.exec(spelled);
    if (sign) refuse(`a term that starts with ${sign} must stand in quotes: ${short(quoted(tidy(spelled)))}`);
    const [, dashed] = /^-(\p{L}.*)/u.exec(tidy(spelled)) || [];
    if (dashed) refuse(`no space behind its dash; write '- ${short(dashed)}', or put it in quotes`);
    if (spelled.includes("\t")) refuse("holds a tab; write a space");
  }
  const value = !inQuotes ? spelled.replace(/ +$/, "") : two === undefined ? one.replace(/''/g, "'") : unescaped(two);
  return { value, rest: text.slice(spelled.length).replace(/^ +/, "") };
}

/** The keys and values of a line, as pairs; a term by itself has the key `term`. */
function pairsOf(line) {
  const [pairs, colon] = [[], /^:(?: |$)/];
  let rest = after(` ${line}`);
  if (rest[0] === "{") {
    for (rest = after(rest); rest[0] !== "}"; rest = rest.replace(/^, */, "")) {
      const key = scalarOf(rest, true);
      const value = key.rest[0] === ":" ? scalarOf(after(key.rest), true) : { value: "", rest: key.rest };
      const goesOn = /^[,}]/.test(value.rest) && value.rest !== rest;
      if (!goesOn) refuse("a bracket opens here; check its commas, that it closes, and quote terms with signs");
      pairs.push([key.value, value.value]);
      rest = value.rest;
    }
    rest = after(rest);
  } else {
    const first = scalarOf(rest, false);
    const second = colon.test(first.rest) && scalarOf(after(first.rest), false);
    pairs.push(second ? [first.value, second.value] : ["term", first.value]);
    rest = (second || first).rest;
  }
  if (colon.test(rest)) refuse("a colon too many; put a term that holds ': ' in quotes");
  if (rest && rest[0] !== "#") refuse("something stands after the closing sign; put the whole term in quotes");
  return pairs;
}

const SETTINGS = ["language", "forms"]; // of an entry, or on a line of their own: of a theme
const CODES = { language: /^[a-z]{2}$/, forms: /^[a-z]{2,3}$/ }; // Python knows which of them there are

/**
 * The entry that a line is: `trade`, `not: trade union*`, `{term: Xi, case: exact}`; {said} of a line that is about all of a
 * theme: `forms: ru`. An Error says what to mend.
 */
export function parseLine(line) {
  const allowed = /^[\t\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u; // in YAML
  if (!allowed.test(line)) refuse("holds a control character; delete it");
  const fields = {};
  for (const [name, value] of pairsOf(line)) {
    const key = tidy(name);
    const unknown = `unknown key '${short(key)}', known are term, not, case, language, forms; a term with ': ' needs quotes`;
    if (!["term", "not", "case", ...SETTINGS].includes(key)) refuse(unknown);
    if (key in fields) refuse(`'${key}' stands here twice; delete one`);
    fields[key] = value;
  }
  const said = Object.fromEntries(SETTINGS.filter((key) => key in fields).map((key) => [key, fields[key]]));
  const wrong = Object.keys(said).find((key) => !CODES[key].test(said[key]));
  if (wrong) refuse(`${wrong} '${short(said[wrong])}': it is a code such as de or ru`);
  if (["nb", "nn"].includes(said.language)) said.language = "no"; // as articles have it
  if (Object.keys(fields).length && Object.keys(fields).every((key) => key in said)) return { said };
  const excluded = "not" in fields;
  if (excluded === "term" in fields) refuse("write either {term: …} or {not: …}, with or without case");
  if (!["exact", "any"].includes(fields.case ?? "any")) refuse(`case '${short(fields.case)}': it is either exact or any`);
  const term = tidy(excluded ? fields.not : fields.term);
  if (!term) refuse("an empty term; delete the line, or quote a term that starts with #");
  if (codePoints(term).length > 1000) refuse("has over 1,000 characters; shorten it");
  if (/[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]/.test(term)) refuse("holds a control character; delete it");
  if (!wordsOf(term).join("").replace(/[*?]/g, "")) refuse("would match anything; add letters to the *, ? and dashes");
  const regex = "is no regular expression; give each word a line, with * for any letters, ? for one";
  if (REGEX.test(term)) refuse(regex);
  const noExcluded = "is no phrase to leave out; write not: and a space, without quotes; in a table, excluded: true";
  if (/^not ?:/i.test(term)) refuse(noExcluded);
  const isList = term === term.toLowerCase() && term.split(", ").length > 2; // trade, tariff, war
  if (isList || SEVERAL.test(term)) refuse("holds several terms; write each as a term of its own");
  const unended = "has a * in a script without spaces, where no word ends; write the words out, or ? for a letter";
  if (term.includes("*") && isUnspaced(term)) refuse(unended);
  if (said.forms && /[*?]/.test(term)) refuse("has forms and a * or ?; leave out one of the two");
  return { ...said, term, excluded, exact: "case" in fields ? fields.case === "exact" : ACRONYM.test(term) };
}

/** The line that `parseLine` reads as this entry: the plainest there is. */
export function lineOf({ term, excluded, exact, ...said }) {
  const more = exact === ACRONYM.test(term) ? [] : [`case: ${exact ? "exact" : "any"}`];
  more.push(...SETTINGS.filter((key) => said[key]).map((key) => `${key}: ${said[key]}`));
  const write = (spelled) => {
    if (!more.length) return excluded ? `not: ${spelled}` : spelled;
    return `{${[`${excluded ? "not" : "term"}: ${spelled}`, ...more].join(", ")}}`;
  };
  try {
    return write(parseLine(write(term)).term === term ? term : quoted(term));
  } catch {
    return write(quoted(term));
  }
}
