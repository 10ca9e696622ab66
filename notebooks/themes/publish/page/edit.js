// The themes as the reader of a page changes them. No document here: only what is typed, what is wrong with it, how it is kept.
// A theme is {group, theme, text}: the text as typed, an entry a line. In an edit that is shared, an unchanged theme is its
// number among the author's.

/** The themes of the page's author as an edit holds them. */
function authorsOf(lexicon) {
  return lexicon.map(({ group, theme, terms }) => ({ group, theme, lines: terms.map(lineOf) }));
}

const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);

function editOf(themes, nested, authors) {
  const keys = authors.map((theme) => JSON.stringify(theme));
  const shared = themes.map(({ group, theme, text }) => {
    const own = { group, theme, lines: linesOf(text) };
    const at = keys.indexOf(JSON.stringify(own));
    return at < 0 ? own : at;
  });
  return { nested, themes: shared };
}

/** An edit -> themes; throws where it is none. */
function themesOf(edit, authors) {
  return edit.themes.map((shared) => {
    const { group, theme, lines } = typeof shared === "number" ? authors[shared] : shared;
    return { group: String(group), theme: String(theme), text: lines.join("\n") };
  });
}

function nameProblem({ group, theme }, themes, groups) {
  const twins = themes.filter((other) => other.group === group && other.theme === theme);
  if (!theme) return "a theme needs a name";
  if (/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(theme)) return "the name holds a control character; delete it";
  if (twins.length > 1) return "another theme has this name; rename one";
  return !group && groups.includes(theme) ? "a group has this name; choose another" : "";
}

/** A theme -> its entries, the line of each (from 1), and what is wrong, by line. */
function readTheme({ text }) {
  const [terms, numbers, problems] = [[], [], new Map()];
  text.split("\n").forEach((line, index) => {
    if (!line.trim()) return;
    try {
      terms.push(parseLine(line.trim()));
      numbers.push(index + 1);
    } catch (error) {
      problems.set(index + 1, error.message);
    }
  });
  return { terms, numbers, problems };
}

const plainName = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _’'&/.,()-]*$/u;
const yamlName = (name) => (plainName.test(name) ? name : `'${name.replaceAll("'", "''")}'`);

/** themes.yaml of a lexicon; quotes only where they are needed. */
function yamlOf(lexicon) {
  const groups = [...new Set(lexicon.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const indent = group ? "  " : "";
    const themes = lexicon.filter((theme) => theme.group === group).map(({ theme, terms }) => {
      const entries = terms.map((term) => `${indent}  - ${lineOf(term)}\n`);
      return `${indent}${yamlName(theme)}:${terms.length ? "" : " []"}\n${entries.join("")}`;
    });
    return (group ? `${yamlName(group)}:\n` : "") + themes.join("");
  });
  return `# Themes as changed in a page; the comments of the author's file are not among them.\n\n${blocks.join("\n")}`;
}
