// The names of a text, each with its short forms, by the rule of review/names.py.

import { QUOTES, codePoints, wordsOf } from "../rule/words.js";
import { isShortCapitals, isUpper, lists, nameRuns } from "./capitalized.js";

const keysOfNames = new Map();
/** What the spellings of a name have in common. */
export function keyOf(name) {
  if (!keysOfNames.has(name)) {
    const straight = QUOTES.reduce((text, quotes) => text.replace(RegExp(`[${quotes}]`, "g"), quotes[0]), name);
    keysOfNames.set(name, wordsOf(straight.toLowerCase().replaceAll("ς", "σ")).join(" "));
  }
  return keysOfNames.get(name);
}

export const tally = (times, key, more = 1) => times.set(key, (times.get(key) ?? 0) + more);
/** The key with the highest number; where several have it, the one that `better` prefers. */
export function most(times, better = (one, other) => one > other) {
  const isMore = ([key, number], [best, highest]) => number > highest || (number === highest && better(key, best));
  return [...times].reduce((best, one) => (isMore(one, best) ? one : best))[0];
}

const NO_NAMES = "jr sr ii iii iv co corp inc llc ltd plc north south east west".split(" "); // alone
const BEFORE_PLACES = "northern southern eastern western new old great upper lower saint st. san santa los las el mount lake fort port".split(" ");

/** The names of a text: {name, isPerson, rows}, a row a term: {theme, term, kind}. */
export function namesOfText(text) {
  const forms = withoutWords(text, formsOfNames(text));
  const joined = new Map();
  const fulls = new Map();
  const kinds = new Map();
  for (const [short, full, kind] of shortForms(forms)) {
    fulls.set(short, [...(fulls.get(short) ?? []), full]);
    if (!kinds.has(short)) kinds.set(short, kind);
  }
  const size = (key) => key.split(" ").length;
  const longFirst = (one, other) => size(other) - size(one) || (one < other ? -1 : 1);
  for (const short of [...fulls.keys()].sort(longFirst)) {
    const [full, ...others] = new Set(fulls.get(short).map((one) => joined.get(one) ?? one));
    if (!others.length) joined.set(short, full);
  }
  for (const [short, full] of surnames(text, forms, joined)) joined.set(short, full);
  return withShortForms(forms, joined, kinds);
}

/** The other short forms that are the surname in one full name alone, each with it. */
function surnames({ words }, forms, joined) {
  const small = new Set(words.filter(({ capital }) => !capital).map(({ letters }) => letters));
  const byWord = byEnd(fullNamesOf(forms).values());
  return [...forms.keys()].filter((short) => !joined.has(short) && !small.has(short)).flatMap((short) => {
    const [full, ...others] = new Set(fullsOf(short, byWord, forms).map((one) => joined.get(one) ?? one));
    return full && !others.length && isSurname(forms.get(short), forms.get(full), small) ? [[short, full]] : [];
  });
}

/** Whether a full name may be a given name, initials and the surname: that is not behind `in`, and the first word is no country, no
 * acronym, not as `New`, and not there in small letters. */
function isSurname(short, full, small) {
  const [given, ...others] = usualSpelling(full).split(" ");
  const last = others.at(-1);
  if (!last || !short.spellings.has(last)) return false;
  const key = keyOf(given);
  const isPlace = 5 * short.inside >= short.mentions || [...NO_NAMES, ...BEFORE_PLACES].includes(key);
  const isWord = key.split(" ").some((part) => small.has(part));
  return others.slice(0, -1).every(isInitial) && !(isPlace || isCountry(key) || isWord || [given, last].some(isShortCapitals));
}

/** What may be a name: its key -> its spellings, how often it surely was one, stood behind a title, and behind `the`. */
function formsOfNames(text) {
  const runs = nameRuns(text);
  const alone = new Set(runs.filter(({ sure }) => sure).map(({ first, last }) => keyOf(text.between(first, last))));
  const forms = new Map();
  for (const part of runs.flatMap((run) => partsOf(text, run, alone))) {
    const name = text.between(part.first, part.last);
    const isShouted = isUpper(name) && name.includes(" ");
    const key = keyOf(name);
    if (codePoints(name).length < 2 || isShouted || NO_NAMES.includes(key)) continue;
    if (!forms.has(key)) forms.set(key, { spellings: new Map(), sure: 0, titled: 0, definite: 0, inside: 0, mentions: 0 });
    const form = forms.get(key);
    tally(form.spellings, name);
    form.mentions++;
    form.sure += part.sure;
    form.titled += part.titled;
    form.definite += part.definite;
    form.inside += part.inside;
  }
  return forms;
}

const usualSpelling = ({ spellings }) => most(spellings, (one, other) => {
  return isUpper(one) === isUpper(other) ? one > other : isUpper(other);
});
const isDefinite = ({ definite, mentions }) => 2 * definite > mentions;

/** `Macron of France` are two names, `the Bank of England` is one, and `Beware of Iran` has one; `US-China` are two, if both are
 * there by themselves. */
function partsOf(text, run, alone) {
  const words = text.words.slice(run.first, run.last + 1);
  for (let number = 1; number < words.length - 1; number++) {
    if (words[number].letters !== "of" || !words[number + 1].capital) continue;
    const before = { ...run, last: run.first + number - 1 };
    const rest = { ...run, first: run.first + number + 1, titled: false, definite: false, inside: false };
    const isKnown = alone.has(keyOf(text.between(before.first, before.last)));
    if (isKnown || (number > 1 && !run.definite)) return [before, rest];
    if (words[0].begins && !run.definite) return [rest];
  }
  const parts = keyOf(text.between(run.first, run.last)).split(" ");
  return words.length > 1 || parts.length === 1 || !parts.every((part) => alone.has(part)) ? [run] : [];
}

const isCountry = (key) => [lists.countries, lists.adjectives, lists.countryNames].some((listed) => listed.has(key));

/** Without what is more frequent in small letters, or stands only at beginnings of sentences and is no country, nor the first or
 * last word of another name. */
function withoutWords({ words }, forms) {
  const small = new Map();
  for (const { letters } of words) tally(small, letters);
  const smallOf = (key) => small.get(key) ?? 0;
  const isSure = ([key, form]) => (form.sure && smallOf(key) <= form.sure) || isCountry(key);
  const sure = new Set([...forms].filter(isSure).map(([key]) => key));
  const ends = new Set([...sure].flatMap((key) => [key.split(" ")[0], key.split(" ").at(-1)]));
  const isName = (key) => sure.has(key) || (ends.has(key) && !smallOf(key));
  return new Map([...forms].filter(([key]) => isName(key)));
}

/** Of each form the one full name that it is short for, as [short, full, kind]; of an adjective its country, there or not. */
function shortForms(forms) {
  const fullNames = fullNamesOf(forms);
  const fulls = [...new Set(fullNames.values())].sort();
  const byWord = byEnd(fulls);
  return [...forms].flatMap(([short, form]) => {
    const spelling = usualSpelling(form);
    if (lists.adjectives.has(short)) return [[short, keyOf(lists.adjectives.get(short)), "adjective"]];
    if (lists.countryNames.has(short)) {
      return [[short, keyOf(lists.countryNames.get(short)), isShortCapitals(spelling) ? "acronym" : "short name"]];
    }
    if ((fullNames.get(short) ?? short) !== short) return [[short, fullNames.get(short), "name"]];
    return [...only(short, withInitials(spelling, fulls), "acronym"), ...only(short, fullsOf(short, byWord, forms), "short name")];
  });
}

/** The names by their first word, and by their last. */
function byEnd(fulls) {
  const byWord = new Map();
  for (const full of fulls) {
    for (const word of [full.split(" ")[0], full.split(" ").at(-1)]) byWord.set(word, (byWord.get(word) ?? new Set()).add(full));
  }
  return byWord;
}

/** The full names that a name may be short for. */
function fullsOf(short, byWord, forms) {
  const words = short.split(" ");
  const others = new Set([...(byWord.get(words[0]) ?? []), ...(byWord.get(words.at(-1)) ?? [])]);
  return [...others].filter((full) => isShortFor(short, full, forms)).sort();
}

/** The full name, if there is one alone. */
const only = (short, fulls, kind) => (fulls.length === 1 ? [[short, fulls[0], kind]] : []);

const isInitial = (word) => /^\.*[^.]\.*$/u.test(word);
/** Of each name of several words the one that stands for it: `Donald Trump` for `Donald J. Trump`. */
function fullNamesOf(forms) {
  const fullNames = new Map();
  for (const key of forms.keys()) {
    const words = key.split(" ");
    if (words.length === 1 || lists.adjectives.has(key)) continue;
    const ends = `${words[0]} ${words.at(-1)}`;
    const hasInitials = words.slice(1, -1).every(isInitial);
    fullNames.set(key, hasInitials && forms.has(ends) ? ends : key);
  }
  return fullNames;
}

/** The names whose initials an acronym has, those of `of` and the like among them or not. */
function withInitials(spelling, fulls) {
  if (!isShortCapitals(spelling)) return [];
  const letters = spelling.replaceAll(".", "").toLowerCase();
  const initials = (words) => words.map((word) => String.fromCodePoint(word.codePointAt())).join("");
  return fulls.filter((full) => {
    const words = full.split(" ");
    return [initials(words), initials(words.filter((word) => !lists.connectors.has(word)))].includes(letters);
  });
}

/** Whether a name is the last words of another, as a surname is; or its first, as surnames of East Asia are. No country is short
 * for another name, and what has an article is not a person's. */
function isShortFor(short, full, forms) {
  if (lists.countries.has(short) || isDefinite(forms.get(short)) || isDefinite(forms.get(full))) return false;
  if (full.endsWith(` ${short}`)) {
    const before = full.slice(0, -short.length - 1).split(" ").at(-1);
    return !lists.connectors.has(before) || lists.ofPeople.has(before);
  }
  return full.startsWith(`${short} `) && lists.surnamesFirst.has(short.split(" ")[0]);
}

/** The names, each with what was joined to it. */
function withShortForms(forms, joined, kinds) {
  const members = new Map();
  for (const key of forms.keys()) {
    let full = key;
    const seen = new Set([key]);
    while (joined.has(full) && !seen.has(joined.get(full))) {
      full = joined.get(full);
      seen.add(full);
    }
    members.set(full, [...(members.get(full) ?? []), key]);
  }
  return [...members].map(([full, keys]) => {
    const number = (key) => forms.get(key).mentions;
    keys.sort((one, other) => (other === full) - (one === full) || number(other) - number(one) || (one < other ? -1 : 1));
    const name = forms.has(full) ? usualSpelling(forms.get(full)) : lists.countries.get(full);
    const rows = keys.map((key) => {
      const term = usualSpelling(forms.get(key));
      const alone = isShortCapitals(term) ? "acronym" : "name";
      return { theme: name, term, kind: key === full ? alone : kinds.get(key) ?? "short name" };
    });
    return { name, rows, isPerson: keys.some((key) => forms.get(key).titled) };
  });
}
