// The themes as the reader of a page changes them. No document here: only what is typed, what is wrong with it, how it is kept.
// A theme is {group, theme, text}: the text as typed, an entry a line. In an edit that is kept, an unchanged theme is its
// number among the author's, and a changed one says by `from` which of these it was; in a link these are names. `theme` is its
// name as the file has it: `namesOf` has the one that is shown.

/** What tells a theme from all others, whatever these are called. */
const fullName = ({ group, theme }) => (group ? `${group}: ${theme}` : theme);

/** The one name of each theme, as Python has it: its own, with its group where two groups have a theme of that name. */
function namesOf(themes) {
  const names = themes.map(({ theme }) => theme);
  return themes.map((one) => (names.indexOf(one.theme) === names.lastIndexOf(one.theme) ? one.theme : fullName(one)));
}

/** The themes of the page's author as an edit holds them; the data leave out of a term what is false. */
function authorsOf(lexicon) {
  const line = (one) => lineOf({ excluded: false, exact: false, ...(one.term ? one : { term: one }) });
  return lexicon.map(({ group, theme, terms, lines }) => ({ group, theme, lines: lines ?? terms.map(line) }));
}

const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** Themes -> an edit; `stems` has, by its id, the number of the author's theme that a theme was. */
function editOf(themes, nested, authors, stems = new Map()) {
  const keys = authors.map((theme) => JSON.stringify(theme));
  const shared = themes.map(({ id, group, theme, text }) => {
    const own = { group, theme, lines: linesOf(text) };
    const at = keys.indexOf(JSON.stringify(own));
    return at < 0 ? { ...own, from: stems.get(id) } : at;
  });
  return { nested, themes: shared };
}

const MOST = { characters: 200_000, themes: 300, lines: 5000 }; // of an edit: what comes with a link may be hostile

/** An edit as it came, in a link, say -> themes. An Error says why it is none. */
function themesOf(edit, authors) {
  const whole = (one) => (typeof one === "number" ? { ...authors[one], from: one } : one);
  const given = Array.isArray(edit?.themes) ? edit.themes.map(whole) : [null];
  const isText = (value) => typeof value === "string" && value.length <= MOST.characters;
  const sound = (one) => isText(one?.group) && isText(one.theme) && Array.isArray(one.lines) && one.lines.every(isText);
  if (!["drop", "count"].includes(edit?.nested) || !given.every(sound)) throw Error("it is cut or damaged");
  const own = edit.themes.filter((one) => typeof one !== "number");
  const size = own.reduce((sum, { lines }) => sum + lines.length, 0);
  if (own.length > MOST.themes || size > MOST.lines) throw Error(`it holds too much: ${own.length} themes with ${size} terms`);
  return given.map(({ group, theme, lines, from }) => ({ group, theme, text: lines.join("\n"), from: Number.isInteger(from) ? from : undefined }));
}

/** An edit as a link carries it: names in place of numbers, and the key of the themes that it was made for. */
function toLink({ nested, themes }, authors, key) {
  const names = namesOf(authors);
  const named = (one) => (typeof one === "number" ? names[one] : { ...one, from: names[one.from] });
  return { key, nested, themes: themes.map(named) };
}

/** What a link carries -> an edit; an Error says why it is none of these themes. */
function fromLink(link, authors, key) {
  const { key: own, nested, themes } = link ?? {};
  if (typeof own !== "string") throw Error("it does not say for which themes it was made");
  if (own !== key) throw Error("it was made for other themes");
  const names = namesOf(authors);
  const fullNames = authors.map(fullName);
  const numberOf = (name) => (names.includes(name) ? names : fullNames).indexOf(name);
  const numbered = (one) => (one?.lines ? { ...one, from: one.from && numberOf(one.from) } : numberOf(one));
  return { nested, themes: Array.isArray(themes) ? themes.map(numbered) : null };
}

function nameProblem(one, themes, groups) {
  const { group, theme } = one;
  const clash = (first, second) => fullName(first) === fullName(second) || (first.group && fullName(first) === second.theme);
  const twins = themes.filter((other) => clash(one, other) || clash(other, one));
  if (!theme) return "a theme needs a name";
  if (/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(theme)) return "the name holds a control character; delete it";
  if (twins.length > 1) return "another theme has this name; rename one";
  return !group && groups.includes(theme) ? "a group has this name; choose another" : "";
}

/** What somebody means who types a line: `- China` is an item of a list, and a leading `*` or `?` needs no quotes here, and curly ones are quotes. */
function meant(line) {
  const item = line.trim().replace(/^(?:- +)+/, "").replace(/^[“„](.+)[”“]$/u, '"$1"');
  const [, key, term, comment] = /^((?:not|term) *: +)?([*?].*?)( #.*)?$/su.exec(item) || [];
  return term === undefined ? item : `${key ?? ""}${quoted(term.trimEnd())}${comment ?? ""}`;
}

const alreadyRead = new Map(); // a theme that did not change keeps its entries, and so what is remembered of them
const above = new Map(); // the id of a theme -> what the file says of its terms above it, as `forms: ru`; only in Jupyter

/** A theme -> its entries, the line of each (from 1, empty ones left out), and what is wrong, by line. */
function readTheme({ id, text }) {
  const key = JSON.stringify([above.get(id), text]);
  if (alreadyRead.size > FEW) alreadyRead.clear();
  if (alreadyRead.has(key)) return alreadyRead.get(key);
  const [entries, numbers, problems, ofAll] = [[], [], new Map(), {}];
  linesOf(text).forEach((line, index) => {
    try {
      const { said, ...entry } = parseLine(meant(line));
      if (said) return void Object.assign(ofAll, said);
      entries.push(entry);
      numbers.push(index + 1);
    } catch (error) {
      problems.set(index + 1, error.message);
    }
  });
  const read = { terms: entries.map((entry) => ({ ...above.get(id), ...ofAll, ...entry })), numbers, problems };
  alreadyRead.set(key, read);
  return read;
}

/** The lines of a theme that are no terms. */
const refusedLines = (theme) => linesOf(theme.text).filter((_, index) => readTheme(theme).problems.has(index + 1));

/** The known forms of a term, each in one spelling, the small one if there is. */
const namedForms = (one) => [...new Map(formsOf(one).map((form) => [form.toLowerCase(), form])).values()];

/** What can be undone, from its first state on. Changes of one `kind` that follow each other are undone as one. */
function historyOf(first) {
  let [states, at, last] = [[first], 0, ""];
  return {
    now: () => states[at],
    first: () => states[0],
    before: () => states[at - 1],
    after: () => states[at + 1],
    /** What a change of this kind is undone to. */
    since: (kind) => states[kind === last ? at - 1 : at],
    add(state, kind = "") {
      const again = kind && kind === last;
      states = [...states.slice(0, again ? at : at + 1), state];
      [at, last] = [states.length - 1, kind];
    },
    restart(state) {
      [states, at, last] = [[state], 0, ""];
    },
    travel(by) {
      [at, last] = [Math.max(0, Math.min(states.length - 1, at + by)), ""];
    },
  };
}

/** What tells one passage of a theme from all others. */
function passageKeys(themes, mentions, keyOfTheme = fullName) {
  const names = themes.map((theme) => JSON.stringify(keyOfTheme(theme)));
  return new Set(mentions.map(({ article, theme, start, end }) => `[${names[theme]},${article},${start},${end}]`));
}

/** Which themes of one edit differ from the other's: their names, those that came or went too. */
function namesChanged(themes, others) {
  const spelled = (theme) => JSON.stringify([fullName(theme), linesOf(theme.text)]);
  const [now, before] = [themes, others].map((all) => {
    const names = namesOf(all);
    return new Map(all.map((theme, place) => [spelled(theme), names[place]]));
  });
  const differ = [...now].filter(([key]) => !before.has(key)).concat([...before].filter(([key]) => !now.has(key)));
  return [...new Set(differ.map(([, name]) => name))];
}

/** Which lines came to themes, which of these are not counted, and which went; a theme is known by its id, whatever its name.
 * What went from one theme and came to another is neither. */
function linesChanged(themes, others) {
  const lines = (all) => all.flatMap(({ id, text }) => linesOf(text).map((line) => JSON.stringify([id, line])));
  const [now, before] = [themes, others].map((all) => new Set(lines(all)));
  const only = (some, rest) => [...some].filter((line) => !rest.has(line)).map((line) => JSON.parse(line));
  const unmoved = (some, others) => some.filter(([, line]) => !others.some(([, other]) => other === line));
  const [came, went] = [only(now, before), only(before, now)];
  const added = unmoved(came, went);
  const isRefused = ([id, line]) => refusedLines(themes.find((theme) => theme.id === id)).includes(line);
  const linesIn = (pairs) => pairs.map(([, line]) => line);
  return {
    added: linesIn(added.filter((pair) => !isRefused(pair))),
    refused: linesIn(added.filter(isRefused)),
    removed: linesIn(unmoved(went, came)),
  };
}
