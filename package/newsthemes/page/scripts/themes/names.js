// The names and lines of themes. A theme is {group, theme, text}: the text as typed, an entry a line. `theme` is its name as the
// file has it: `namesOf` has the one that is shown.

export const SUGGESTED = ["Issues", "Names", "Words"]; // the groups of what articles suggest, in their order

/** What tells a theme from all others, whatever these are called. */
export const fullName = ({ group, theme }) => (group ? `${group}: ${theme}` : theme);

/** The one name of each theme, as Python has it: its own, with its group where two groups have a theme of that name. */
export function namesOf(themes) {
  const names = themes.map(({ theme }) => theme);
  return themes.map((one) => (names.indexOf(one.theme) === names.lastIndexOf(one.theme) ? one.theme : fullName(one)));
}

export function nameProblem(one, themes, groups) {
  const { group, theme } = one;
  const clash = (first, second) => fullName(first) === fullName(second) || (first.group && fullName(first) === second.theme);
  const twins = themes.filter((other) => clash(one, other) || clash(other, one));
  if (!theme) return "a theme needs a name";
  if (/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u.test(theme)) return "the name holds a control character; delete it";
  if (twins.length > 1) return "another theme has this name; rename one";
  return !group && groups.includes(theme) ? "a group has this name; choose another" : "";
}

export const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
