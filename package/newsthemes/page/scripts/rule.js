// The counting rule of the README once more, for the page. A plain script of functions; tests/page/test_rule_js.py holds it to
// `find_mentions` and to the reader of themes.yaml. All offsets are code points, as in Python.

const SPACE = String.raw`\t\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`; // Unicode's White_Space but \n
const DASH = String.raw`\-\u2010-\u2015`;
const BETWEEN_WORDS = String.raw`(?:[${SPACE}]+(?:\n[${SPACE}]*)?|\n[${SPACE}]*|[${DASH}])`; // each in one way only
const QUOTES = ["'‘’‚‛", '"“”„‟'];
const ACRONYM = /^\p{Lu}{2,5}$/u;
// What nobody means letter for letter, as REGEX of lexicon/syntax.py says
const REGEX = new RegExp(
  "[^\\s|] ?\\| ?[^\\s|]|[^\\s\\[\\]]\\[[^\\[\\]]{2,}\\][^\\s\\[\\]]|\\[\\^?(?:\\S-\\S)+\\]|\\[(\\S)\\1\\]\\S|(?:^|\\s|[^.\\s]{2})\\.[*+]|\\\\[bdsw.()|+*?\\[\\]]|^\\/[^\\/]{2,}\\/i?$|\\)\\?|\\(\\?[:=!<i]",
  "iu",
);
const SEVERAL = /;\s|,\s.*[*?]|[*?].*,\s/u;
const VARYING = /[\xad\u200b\u2060\ufeff\u0640\u064b-\u0652]+/g;
const LIGATURES = /[\ufb00-\ufb06\ufb13-\ufb17]/g;

/** A text or a term as text/normal_form.py has it: signs that only part, stretch or voice a word are gone. */
function normalForm(text) {
  const spelled = text.replace(VARYING, "").replace(LIGATURES, (one) => one.normalize("NFKC"));
  return spelled.normalize("NFC");
}

const codePoints = (text) => Array.from(text, (character) => character.codePointAt());
const wordsOf = (term) => term.split(RegExp(`[${SPACE}\n${DASH}]+`, "u")).filter(Boolean);

// Scripts without spaces between words: their letters, marks and digits, and what these alone share.
const SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"].map((name) => String.raw`\p{sc=${name}}`).join("");
const SHARED = String.raw`\u3006\u302a-\u302d\u3031-\u3035\u303c\u3099\u309a\u30fc\uff70\uff9e\uff9f`;
const UNSPACED = String.raw`(?=[\p{L}\p{M}\p{N}])[${SCRIPTS}${SHARED}]`;
const FOLLOWING = String.raw`[\p{M}ะาำๅະາຳ]`; // no match begins before it, or ends
const LEADING = String.raw`[เแโใไເແໂໃໄ\u1039\u17d2]`; // nor after it
const isUnspaced = (term) => RegExp(UNSPACED, "u").test(term);

/** The words of a term; of scripts without spaces each letter, mark and digit is one. */
const lengthOf = (term) => term.match(RegExp(`${UNSPACED}|(?:(?!${UNSPACED})[^${SPACE}\n${DASH}])+`, "gu")).length;

/**
 * The characters that make words, and those of other scripts than these: each a class of as few ranges as this text allows,
 * since \p{L}\p{M}\p{N} itself makes an expression twenty times as slow. And what may be before a match, and after it. Of
 * several texts it is that of all: an expression is then made once.
 */
function wordIn(text) {
  const characters = [...new Set(text)].sort((a, b) => a.codePointAt() - b.codePointAt()).join("");
  const classOf = (sign, more = "") => {
    const runs = (characters.match(RegExp(`(?:${sign})+`, "gu")) || []).map((run) => Array.from(run));
    return `[${more}${runs.map((run) => `${run[0]}-${run[run.length - 1]}`).join("")}]`;
  };
  const any = classOf(String.raw`[\p{L}\p{M}\p{N}]`, "_");
  const outside = { any, spaced: any, before: `(?<!${any})`, after: `(?!${any})` };
  if (!isUnspaced(characters)) return outside;
  const [leading, following] = [LEADING, FOLLOWING].map((sign) => classOf(sign));
  const spaced = classOf(String.raw`(?!${UNSPACED})[\p{L}\p{M}\p{N}]`, "_");
  const unspaced = `(?!${spaced})${classOf(UNSPACED)}`; // from Thai to Chinese there is a Kelvin sign, which is a k by its case
  const parts = `(?:(?<=${unspaced})|(?=${unspaced}))(?<!${leading})(?!${following})`;
  return { any, spaced, before: `(?:${outside.before}|${parts})`, after: `(?:${outside.after}|${parts})` };
}

/**
 * A text, with the number of code points before each of its places. What a term finds in it, and what a theme takes of it, is
 * remembered: an edit costs what it touches. `mayBeIn` says whether terms of a language count in it.
 */
function articleOf(text, word = wordIn(text), language = "", mayBeIn = (other) => other === language) {
  const before = new Uint32Array(text.length + 1);
  for (let at = 0; at < text.length; at++) before[at + 1] = before[at] + (text.codePointAt(at) > 0xffff ? 0 : 1);
  return { text, before, word, language, mayBeIn, places: new Map(), taken: new WeakMap(), counted: new WeakMap() };
}

const FEW = 2000; // terms that an article remembers

const knownForms = new Map(); // "ru война" -> the forms of a term, as Python found them in the articles of the page

function learnForms(forms) {
  for (const [name, found] of Object.entries(forms)) knownForms.set(name, found);
}

/** The forms of a term that are known here; undefined where Python did not look for them. */
const formsOf = ({ forms, term }) => knownForms.get(`${forms} ${term}`);

/** A term, and each of its forms, which counts as it is spelled; nothing in articles of another language. */
function spellingsOf({ mayBeIn }, one) {
  if (one.language && !mayBeIn(one.language)) return [];
  return [one, ...(formsOf(one) ?? []).map((term) => ({ ...one, term, exact: true, isForm: true }))];
}

const everyPlaceOf = (article, one) =>
  spellingsOf(article, one).flatMap((spelled) => placesOf(article, spelled).map((place) => ({ ...place, spelled })));

/** Each place where a term stands, or a form of it. */
const placesOfForms = (article, one) => spellingsOf(article, one).flatMap((spelled) => placesOf(article, spelled));

/** Points 1 to 4: each place where a term stands, overlapping ones too. */
function placesOf(article, one) {
  const { places } = article;
  const key = `${one.exact ? "=" : "~"}${one.term}`;
  if (places.size > FEW) places.clear();
  if (!places.has(key)) places.set(key, searched(article, one));
  return places.get(key);
}

function searched({ text, before, word: signsOf }, { term, exact }) {
  const word = isUnspaced(term) ? signsOf.any : signsOf.spaced;
  const signs = { "?": word };
  for (const quotes of QUOTES) for (const quote of quotes) signs[quote] = `[${quotes}]`;
  const spell = (one) => Array.from(one, (sign) => signs[sign] || sign.replace(/[$()+./[\\\]^{|}]/, "\\$&")).join("");
  let found = 0;
  // Before a further `*` the leftmost place of a piece is as good as any other: once found, none is tried again.
  const once = (piece) => `(?=(?<once${++found}>${word}*?${piece}))\\k<once${found}>`;
  const words = wordsOf(term).map((one) => {
    if (/^\*+$/.test(one)) return `${word}+`;
    const [first, ...others] = one.split(/\*+/).map(spell);
    return [first, ...others.slice(0, -1).map(once), ...others.slice(-1).map((piece) => `${word}*${piece}`)].join("");
  });
  const everywhere = `${signsOf.before}(?=(${words.join(BETWEEN_WORDS)})${signsOf.after})`;
  const length = lengthOf(term);
  return Array.from(text.matchAll(RegExp(everywhere, exact ? "gu" : "giu")), (hit) => {
    return { start: before[hit.index], end: before[hit.index + hit[1].length], words: length };
  });
}

/** Which comes first by code point; JavaScript itself compares halves of characters. */
function byCodePoint(one, other) {
  const [a, b] = [codePoints(one), codePoints(other)];
  const place = a.findIndex((code, index) => code !== b[index]);
  return place < 0 ? a.length - b.length : a[place] - (b[place] ?? -1);
}

/** On the same span: a `not:` phrase, what has no wildcard, a term before a form, the longer, the first by code point. */
function bySpan(one, other) {
  const [wild, otherWild] = [one, other].map(({ term }) => /[*?]/.test(term));
  const longer = codePoints(other.term).length - codePoints(one.term).length;
  const form = Boolean(one.isForm) - Boolean(other.isForm);
  return other.excluded - one.excluded || wild - otherWild || form || longer || byCodePoint(one.term, other.term);
}

/** Points 5 and 6: the spans that a theme takes of an article, its `not:` phrases among them. */
function takenBy(article, terms) {
  if (!article.taken.has(terms)) article.taken.set(terms, spansOf(article, terms));
  return article.taken.get(terms);
}

function spansOf(article, terms) {
  const found = terms.flatMap((term, entry) => everyPlaceOf(article, term).map((place) => ({ ...place, entry })));
  const byOwner = (a, b) => byCodePoint(terms[a.entry].term, terms[b.entry].term);
  found.sort((a, b) => b.words - a.words || a.start - b.start || b.end - a.end || bySpan(a.spelled, b.spelled) || byOwner(a, b));
  const taken = new Uint8Array(article.text.length);
  return found.filter(({ start, end }) => !taken.subarray(start, end).includes(1) && taken.fill(1, start, end));
}

const holds = (outer, one) => outer.start <= one.start && one.end <= outer.end && outer.end - outer.start > one.end - one.start;

/** What a theme counts in an article, whatever the other themes: {entry, start, end}, `not:` phrases left out. */
function countedIn(article, terms) {
  const { counted } = article;
  if (!counted.has(terms)) counted.set(terms, takenBy(article, terms).filter(({ entry }) => !terms[entry].excluded));
  return counted.get(terms);
}

const inOrder = (one, other) => one.start - other.start || one.end - other.end;

/** Point 7: without the mentions that lie wholly inside a longer one; `found` is in order, and stays so. */
function withoutInner(found) {
  let [start, furthest, before] = [-1, -1, -1]; // the furthest end so far, and that of the mentions with an earlier start
  const longest = new Map();
  for (const one of found) longest.set(one.start, one.end);
  return found.filter((one) => {
    if (one.start !== start) [start, before] = [one.start, furthest];
    furthest = Math.max(furthest, one.end);
    return before < one.end && longest.get(one.start) === one.end;
  });
}

const orders = new WeakMap(); // a lexicon -> the numbers of its themes in the order of their names
const unnested = new WeakMap(); // a lexicon -> an article -> its mentions in order, the inner ones too

function everyMentionIn(article, lexicon) {
  if (!unnested.has(lexicon)) unnested.set(lexicon, new Map());
  const known = unnested.get(lexicon);
  if (!known.has(article)) known.set(article, mentionsOfAll(article, lexicon));
  return known.get(article);
}

function mentionsOfAll(article, lexicon) {
  const byName = (one, other) => byCodePoint(lexicon[one].theme, lexicon[other].theme);
  if (!orders.has(lexicon)) orders.set(lexicon, [...lexicon.keys()].sort(byName));
  const found = orders.get(lexicon).flatMap((theme) => countedIn(article, lexicon[theme].terms).map((one) => ({ ...one, theme })));
  return found.sort(inOrder);
}

/**
 * Every mention in an article, in its order, as {theme, entry, start, end}; the first two are numbers in `lexicon` =
 * [{theme, terms: [{term, excluded, exact}]}] and `terms`. `nested` is "drop" or "count".
 */
function mentionsIn(article, lexicon, nested) {
  const every = everyMentionIn(article, lexicon);
  return nested === "count" ? every : withoutInner(every);
}

const lengthAt = ({ start, end }) => end - start;

/** Of these places of an article those inside a longer mention -> the longest, or the first of several as long. */
function outersOf(article, lexicon, places) {
  const every = everyMentionIn(article, lexicon);
  const outers = new Map();
  let next = 0;
  let open = []; // mentions that have begun, and not ended before the place
  for (const one of [...places].sort(inOrder)) {
    if (open.some(({ end }) => end <= one.start)) open = open.filter(({ end }) => end > one.start);
    for (; next < every.length && every[next].start <= one.start; next++) {
      if (every[next].end > one.start) open.push(every[next]);
    }
    for (const mention of open) {
      if (holds(mention, one) && lengthAt(mention) > lengthAt(outers.get(one) ?? one)) outers.set(one, mention);
    }
  }
  return outers;
}

/** Of these places of an article those that another term of the theme takes, or a `not:` phrase -> the first that does. */
function rivalsOf(article, terms, entry, places) {
  const others = takenBy(article, terms).filter((one) => one.entry !== entry);
  const takers = new Uint32Array(article.text.length); // the number of the other at each place, from 1 on
  others.forEach(({ start, end }, number) => takers.fill(number + 1, start, end));
  const rivals = new Map();
  for (const one of places) {
    let at = one.start;
    while (at < one.end && !takers[at]) at++;
    if (at < one.end) rivals.set(one, others[takers[at] - 1]);
  }
  return rivals;
}

function wordsAt({ text }, places) {
  const signs = places.length ? Array.from(text) : [];
  return places.map(({ start, end }) => signs.slice(start, end).join(""));
}

const reasons = new WeakMap(); // a lexicon -> which term -> the articles, and why places of it are not counted in them

/** Why a term has no mention, or how many places of it have none, and why; empty where nothing is lacking, and for a `not:` phrase. */
function whyZero(articles, lexicon, nested, theme, entry) {
  if (!reasons.has(lexicon)) reasons.set(lexicon, new Map());
  const known = reasons.get(lexicon);
  const key = `${nested} ${theme} ${entry}`;
  const before = known.get(key);
  const isSame = before?.articles.length === articles.length && articles.every((one, place) => one === before.articles[place]);
  if (!isSame) known.set(key, { articles, why: reasonOf(articles, lexicon, nested, theme, entry) });
  return known.get(key).why;
}

function reasonOf(articles, lexicon, nested, theme, entry) {
  const { terms } = lexicon[theme];
  const { term, excluded, language } = terms[entry];
  if (excluded) return "";
  const holding = (one) => articles.filter((article) => placesOfForms(article, one).length);
  const there = holding(terms[entry]);
  if (!there.length) {
    const spoken = new Set(holding({ ...terms[entry], language: "" }).map((article) => article.language || "an unknown language"));
    if (spoken.size) return `only in articles in ${[...spoken].slice(0, 3).join(" and ")}, and ${term} counts in ${language} alone`;
    const spelled = articles.flatMap((article) => wordsAt(article, placesOfForms(article, { term, exact: false, language })));
    const reason = ACRONYM.test(term) ? `${term} counts in capitals` : `the case of ${term} is exact`;
    return spelled.length ? `only as ${[...new Set(spelled)].slice(0, 3).join(" and ")}, and ${reason}` : "not in the text";
  }
  const [nots, covers, longer] = [new Set(), new Set(), new Set()];
  const numberOf = (places) => new Set(places.map(({ start, end }) => start * 2 ** 26 + end)).size;
  let [uncounted, all] = [0, 0];
  for (const article of there) {
    const places = placesOfForms(article, terms[entry]);
    const rivals = rivalsOf(article, terms, entry, places);
    const outers = nested === "drop" ? outersOf(article, lexicon, places) : new Map();
    for (const one of places) {
      const [rival, outer] = [rivals.get(one), outers.get(one)];
      if (rival) (terms[rival.entry].excluded ? nots : covers).add(terms[rival.entry].term);
      else if (outer) longer.add(lexicon[outer.theme].terms[outer.entry].term);
    }
    uncounted += numberOf(places.filter((one) => rivals.has(one) || outers.has(one)));
    all += numberOf(places);
  }
  const listed = (before, names, after) => (names.size ? [before + [...names].slice(0, 3).join(", ") + after] : []);
  const excluding = listed("taken by a not: phrase (", nots, ")");
  const why = [...excluding, ...listed("covered by ", covers, ""), ...listed("only inside ", longer, "")].join("; ");
  return why && uncounted < all ? `${uncounted} more: ${why}` : why;
}

// From here on the entries of themes.yaml, one a line, as they stand after the dash.

function refuse(message) {
  throw Error(message);
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
const quoted = (text) => `'${text.replace(/'/g, "''")}'`;
const apart = (text) => text.split(RegExp(`[${SPACE}\n\x1c-\x1f]+`, "u")).filter(Boolean); // at white space
const tidy = (text) => apart(normalForm(text)).join(" ");
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
function parseLine(line) {
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
function lineOf({ term, excluded, exact, ...said }) {
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
