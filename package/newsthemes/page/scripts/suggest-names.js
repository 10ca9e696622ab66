// What a text may be counted by: its names and repeated phrases, by the rule of review/suggestions.py for one text;
// tests/name_cases.json holds both to the same rows. And its frequent words, by a rule without Python's table of word rates.

const keysOfNames = new Map();
/** What the spellings of a name have in common. */
function keyOf(name) {
  if (!keysOfNames.has(name)) {
    const straight = QUOTES.reduce((text, quotes) => text.replace(RegExp(`[${quotes}]`, "g"), quotes[0]), name);
    keysOfNames.set(name, wordsOf(straight.toLowerCase().replaceAll("ς", "σ")).join(" "));
  }
  return keysOfNames.get(name);
}

const tally = (times, key, more = 1) => times.set(key, (times.get(key) ?? 0) + more);
/** The key with the highest number; where several have it, the one that `better` prefers. */
function most(times, better = (one, other) => one > other) {
  const isMore = ([key, number], [best, highest]) => number > highest || (number === highest && better(key, best));
  return [...times].reduce((best, one) => (isMore(one, best) ? one : best))[0];
}

// ---- names

const NO_NAMES = "jr sr ii iii iv co corp inc llc ltd plc north south east west".split(" "); // alone

/** The names of a text: {name, isPerson, rows}, a row a term: {theme, term, kind, seen}, the last of them how often. */
function namesOfText(text) {
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
  return withShortForms(forms, joined, kinds);
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
    if (!forms.has(key)) forms.set(key, { spellings: new Map(), sure: 0, titled: 0, definite: 0, mentions: 0 });
    const form = forms.get(key);
    tally(form.spellings, name);
    form.mentions++;
    form.sure += part.sure;
    form.titled += part.titled;
    form.definite += part.definite;
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
    const rest = { ...run, first: run.first + number + 1, titled: false, definite: false };
    const isKnown = alone.has(keyOf(text.between(before.first, before.last)));
    if (isKnown || (number > 1 && !run.definite)) return [before, rest];
    if (words[0].begins && !run.definite) return [rest];
  }
  const parts = keyOf(text.between(run.first, run.last)).split(" ");
  return words.length > 1 || parts.length === 1 || !parts.every((part) => alone.has(part)) ? [run] : [];
}

/** Without what is more frequent in small letters, or stands only at beginnings of sentences and is no country, nor the first or
 * last word of another name. */
function withoutWords({ words }, forms) {
  const small = new Map();
  for (const { letters } of words) tally(small, letters);
  const smallOf = (key) => small.get(key) ?? 0;
  const isCountry = (key) => [lists.countries, lists.adjectives, lists.countryNames].some((listed) => listed.has(key));
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
  const byWord = new Map();
  for (const full of fulls) {
    for (const word of [full.split(" ")[0], full.split(" ").at(-1)]) byWord.set(word, (byWord.get(word) ?? new Set()).add(full));
  }
  return [...forms].flatMap(([short, form]) => {
    const spelling = usualSpelling(form);
    if (lists.adjectives.has(short)) return [[short, keyOf(lists.adjectives.get(short)), "adjective"]];
    if (lists.countryNames.has(short)) {
      return [[short, keyOf(lists.countryNames.get(short)), isShortCapitals(spelling) ? "acronym" : "short name"]];
    }
    if ((fullNames.get(short) ?? short) !== short) return [[short, fullNames.get(short), "name"]];
    const words = short.split(" ");
    const others = new Set([...(byWord.get(words[0]) ?? []), ...(byWord.get(words.at(-1)) ?? [])]);
    const belongs = [...others].filter((full) => isShortFor(short, full, forms)).sort();
    return [...only(short, withInitials(spelling, fulls), "acronym"), ...only(short, belongs, "short name")];
  });
}

/** The full name, if there is one alone. */
const only = (short, fulls, kind) => (fulls.length === 1 ? [[short, fulls[0], kind]] : []);

/** Of each name of several words the one that stands for it: `Donald Trump` for `Donald J. Trump`. */
function fullNamesOf(forms) {
  const fullNames = new Map();
  for (const key of forms.keys()) {
    const words = key.split(" ");
    if (words.length === 1 || lists.adjectives.has(key)) continue;
    const ends = `${words[0]} ${words.at(-1)}`;
    const hasInitials = words.slice(1, -1).every((word) => /^\.*[^.]\.*$/u.test(word));
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
      return { theme: name, term, kind: key === full ? alone : kinds.get(key) ?? "short name", seen: number(key) };
    });
    return { name, rows, isPerson: keys.some((key) => forms.get(key).titled) };
  });
}

// ---- phrases

const LONGEST_PHRASE = 4; // words, a name being one
const SURE = 10.83; // log-likelihood (chi-squared, one degree of freedom): by chance once in a thousand
const rowOf = (term, kind, seen) => ({ theme: term, term, kind, seen });
const mayEndPhrase = (word) => lists.nounsInEdOrLy.has(word) || !/^.{3,}(?:ed|ly)$/u.test(word);
const pairsIn = (run) => run.slice(1).map((word, place) => [run[place], word].join("\n"));

/** Runs of content words that are there twice or more, of which each pair is a collocation, none a part of a longer one that is
 * as frequent, or ending in a name. */
function phrasesOfText(text, names) {
  const longest = Math.max(0, ...[...names].map((name) => name.split(" ").length));
  const found = unitsOf(text, names, longest);
  const times = new Map();
  const spellings = new Map();
  for (const units of found) {
    for (const [first, last] of spansIn(units.length, LONGEST_PHRASE)) {
      const run = units.slice(first, last + 1).map(({ key }) => key).join("\n");
      tally(times, run);
      if (!spellings.has(run)) spellings.set(run, new Map());
      tally(spellings.get(run), text.between(units[first].first, units[last].last));
    }
  }
  const scores = collocations(found.map((units) => units.map(({ key }) => key)), text.words.length);
  const isPhrase = ([run, number]) => {
    const words = run.split("\n");
    const end = words.at(-1);
    const isCollocation = pairsIn(words).every((pair) => scores.get(pair) > SURE);
    return number > 1 && isCollocation && !names.has(end) && (text.language !== "en" || mayEndPhrase(end));
  };
  return notWithinLonger(new Map([...times].filter(isPhrase))).map((run) => rowOf(most(spellings.get(run)), "phrase", times.get(run)));
}

/** The first and the last place of each run of two or more among so many. */
function* spansIn(size, longest) {
  for (let first = 0; first < size; first++) {
    for (let last = first + 1; last < Math.min(first + longest, size); last++) yield [first, last];
  }
}

/** The log-likelihood of each pair that is side by side twice or more, in a text of so many words. */
function collocations(runs, number) {
  const words = new Map();
  const pairs = new Map();
  for (const run of runs) {
    for (const word of run) tally(words, word);
    for (const pair of pairsIn(run)) tally(pairs, pair);
  }
  const all = Math.max(number, runs.reduce((sum, run) => sum + run.length, 0));
  const scoreOf = ([pair, both]) => {
    const [one, other] = pair.split("\n").map((word) => words.get(word));
    const cells = [both, other - both, one - both, all - one - other + both];
    const expected = [one * other, (all - one) * other, one * (all - other), (all - one) * (all - other)];
    const parts = cells.map((cell, place) => (cell ? cell * Math.log((cell * all) / expected[place]) : 0));
    return [pair, 2 * parts.reduce((sum, part) => sum + part)];
  };
  return new Map([...pairs].filter(([, both]) => both > 1).map(scoreOf));
}

/** The runs that are more frequent than each longer one that they are a part of. */
function notWithinLonger(runs, between = "\n") {
  const longer = new Map();
  for (const [run, number] of runs) {
    const words = run.split(between);
    for (let size = 1; size < words.length; size++) {
      for (let first = 0; first + size <= words.length; first++) {
        const part = words.slice(first, first + size).join(between);
        longer.set(part, Math.max(longer.get(part) ?? 0, number));
      }
    }
  }
  return [...runs].filter(([run, number]) => (longer.get(run) ?? 0) < number).map(([run]) => run);
}

/** The runs of content words of a text, a name as one: {key, first, last}. */
function unitsOf(text, names, longest) {
  const found = [[]];
  for (let place = 0; place < text.words.length; ) {
    const word = text.words[place];
    if (!word.joins) found.push([]);
    const size = nameAt(text, place, names, longest);
    const last = place + Math.max(1, size) - 1;
    if (size) found.at(-1).push({ key: keyOf(text.between(place, last)), first: place, last });
    else if (isContent(text, word)) found.at(-1).push({ key: keyOf(word.letters), first: place, last });
    else found.push([]);
    place = last + 1;
  }
  return found;
}

const isLong = ({ letters }) => codePoints(letters).length > 1 && /\p{L}/u.test(letters);
/** Whether a word, which is no name, says what a text is about; a title with a capital does not. */
function isContent({ language, isAcronym }, word) {
  if (!isLong(word)) return false;
  if (isAcronym(word)) return true;
  return !(word.capital && lists.titles.has(word.small)) && !isEmptyWord(word.small, language);
}

/** How many words from this one on are a name. */
function nameAt({ words, between }, place, names, longest) {
  if (!words[place].capital || !longest) return 0;
  let size = 1;
  while (size < longest && words[place + size]?.joins) size++;
  while (size && !names.has(keyOf(between(place, place + size - 1)))) size--;
  return size;
}

// ---- words

const LEAST_USED = 3; // times
const MOST_WORDS = 10;

/** The content words of an English text that are there three times or more, in no name, with their plurals. */
function frequentWords(text, names) {
  const inNames = new Set([...names].flatMap((name) => name.split(" ")));
  const themes = new Map();
  for (const word of text.language === "en" ? text.words : []) {
    const isInName = word.capital && inNames.has(word.small);
    if (isInName || !isContent(text, word) || !mayEndPhrase(word.small)) continue;
    const singular = word.small.replace(/(?<=[^s]{2})s$/, "");
    if (!themes.has(singular)) themes.set(singular, new Map());
    tally(themes.get(singular), word.small);
  }
  const rows = [...themes.values()].map((times) => {
    const theme = most(times, (one, other) => one < other);
    return [...times].map(([term, seen]) => ({ theme, term, kind: "word", seen }));
  });
  const seenOf = (own) => own.reduce((sum, { seen }) => sum + seen, 0);
  const frequent = rows.filter((own) => seenOf(own) >= LEAST_USED);
  return frequent.sort((one, other) => seenOf(other) - seenOf(one)).slice(0, MOST_WORDS).flat();
}

// ---- texts whose names capitals do not tell: what they repeat

const MOST_LETTERS = 8; // of a run in a script without spaces

/** What a text repeats, as rows whose kind says what it may be. */
const repeatsOf = (text) => (isUnspaced(text.text) ? repeatedLetters(text.text) : repeatedWords(text));

/** Content words and runs of them that are there twice, or once if none is; in German those whose first and last word have
 * capitals, and once if two or more have them, none at the beginning of a sentence. */
function repeatedWords(text) {
  const hasCapitals = lists.nounCapitals.has(text.language);
  const times = new Map();
  const spellings = new Map();
  for (const [first, last] of contentRuns(text)) {
    const words = text.words.slice(first, last + 1);
    if (hasCapitals && !(words[0].capital && words.at(-1).capital)) continue;
    const spelling = text.between(first, last);
    const run = keyOf(spelling);
    if (!spellings.has(run)) spellings.set(run, new Map());
    tally(spellings.get(run), spelling);
    const isName = hasCapitals && words.length > 1 && words.every(({ capital, begins }) => capital && !begins);
    tally(times, run, isName ? 2 : 1); // of a name one is enough
  }
  const least = [...times.values()].some((number) => number > 1) ? 2 : 1;
  const repeated = new Map([...times].filter(([, number]) => number >= least));
  return notWithinLonger(repeated, " ").map((run) => {
    return rowOf(most(spellings.get(run)), run.includes(" ") ? "name or phrase" : "name or word", times.get(run));
  });
}

/** The numbers of the first and last word of each run of content words, and of its parts. */
function* contentRuns({ words, language }) {
  let begin = 0;
  for (const [place, word] of words.entries()) {
    if (!word.joins) begin = place;
    if (!isLong(word) || lists.titles.has(word.small) || isEmptyWord(word.small, language)) begin = place + 1;
    for (let first = Math.max(begin, place - LONGEST_PHRASE + 1); first <= place; first++) yield [first, place];
  }
}

/** Runs of letters that are there twice, with different neighbours on both sides: else they are a part of a longer one. */
function repeatedLetters(text) {
  const runs = new Map();
  for (const hit of text.matchAll(RegExp(`(?:${UNSPACED})+`, "gu"))) {
    const letters = Array.from(hit[0]);
    for (let first = 0; first < letters.length; first++) {
      for (let end = first + 2; end <= Math.min(first + MOST_LETTERS, letters.length); end++) {
        const run = letters.slice(first, end).join("");
        if (!runs.has(run)) runs.set(run, { number: 0, before: new Set(), after: new Set() });
        const seen = runs.get(run);
        seen.number++;
        seen.before.add(letters[first - 1] ?? hit.index); // an edge is like no other
        seen.after.add(letters[end] ?? hit.index);
      }
    }
  }
  const isEdge = (letter) => lists.noEdge.has(letter) || /[\u3041-\u309f]/.test(letter);
  const isAlone = ({ number, before, after }) => number > 1 && before.size > 1 && after.size > 1;
  const hasEdge = (run) => [Array.from(run)[0], Array.from(run).at(-1)].some(isEdge);
  const kept = [...runs].filter(([run, seen]) => isAlone(seen) && !hasEdge(run));
  return kept.map(([run, { number }]) => rowOf(run, "name or phrase", number));
}

// ---- all of them, counted

/** Whether themes.yaml takes a term as it is. */
function isSound(term) {
  try {
    return parseLine(quoted(term)).term === term;
  } catch {
    return false;
  }
}

const MOST_COUNTED = 200; // terms: more would keep the reader of a long text waiting

/** Names, phrases and words of a text with their mentions, by the counting rule: {theme, term, kind, mentions}, the best first. */
function suggestNames(text) {
  const read = wordsOfText(text);
  const tells = tellsNames(read);
  const names = tells ? namesOfText(read) : [];
  const rows = names.flatMap((name) => name.rows);
  const known = new Set(rows.map(({ term }) => keyOf(term)));
  rows.push(...(tells ? [...phrasesOfText(read, known), ...frequentWords(read, known)] : repeatsOf(read)));
  const people = new Set(names.filter(({ isPerson }) => isPerson).map(({ name }) => name));
  return inOrderOfUse(withMentions(themesFrom(rows), text).filter(isFrequent), people);
}

/** The rows by theme, each term once; of very many themes those that are seen most. */
function themesFrom(rows) {
  const terms = new Set();
  const themes = new Map();
  for (const row of rows) {
    if (terms.has(keyOf(row.term)) || !isSound(row.term)) continue;
    terms.add(keyOf(row.term));
    if (!themes.has(row.theme)) themes.set(row.theme, []);
    themes.get(row.theme).push(row);
  }
  const kept = [...themes.values()];
  if (terms.size <= MOST_COUNTED) return kept;
  const seen = (own) => own.reduce((sum, row) => sum + row.seen, 0);
  return kept.sort((one, other) => seen(other) - seen(one)).slice(0, MOST_COUNTED);
}

/** What is no word, or a word that is there often enough outside of names and phrases. */
function isFrequent({ theme, kind }, _, rows) {
  const mentions = rows.reduce((sum, row) => sum + (row.theme === theme ? row.mentions : 0), 0);
  return kind !== "word" || mentions >= LEAST_USED;
}

/** The rows that have mentions. */
function withMentions(themes, text) {
  const termOf = ({ term }) => ({ term, excluded: false, exact: ACRONYM.test(term) });
  const lexicon = themes.map((rows) => ({ theme: rows[0].theme, terms: rows.map(termOf) }));
  const mentions = new Map();
  for (const { theme, entry } of mentionsIn(articleOf(text), lexicon, "drop")) tally(mentions, themes[theme][entry]);
  const counted = themes.flat().map((row) => ({ ...row, mentions: mentions.get(row) ?? 0 }));
  return counted.filter((row) => row.mentions);
}

/** Names and phrases by mentions; frequent words; names that occur once, people last; a theme's other terms that occur once. */
function inOrderOfUse(rows, people) {
  const themes = new Map();
  rows.forEach((row, place) => {
    const theme = themes.get(row.theme) ?? { total: 0, first: place, main: row };
    theme.total += row.mentions;
    if (row.mentions > theme.main.mentions) theme.main = row;
    themes.set(row.theme, theme);
  });
  const sectionOf = (row) => {
    const { main, total } = themes.get(row.theme);
    if (row !== main && row.mentions === 1) return 4;
    if (row.kind === "word") return 1;
    if (total > 1) return 0;
    return people.has(row.theme) ? 3 : 2;
  };
  const rankOf = (row) => {
    const { total, first } = themes.get(row.theme);
    return [sectionOf(row), -total, row.kind === "phrase" ? 1 : 0, first, -row.mentions];
  };
  const ranks = new Map(rows.map((row) => [row, rankOf(row)]));
  return [...rows].sort((one, other) => {
    const place = ranks.get(one).findIndex((rank, index) => rank !== ranks.get(other)[index]);
    return place < 0 ? 0 : ranks.get(one)[place] - ranks.get(other)[place];
  });
}
