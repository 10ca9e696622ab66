// What an edit changed: themes, lines, and passages gained and lost.

import { fullName, linesOf, namesOf } from "./names.js";
import { refusedLines } from "./terms.js";

/** What tells one passage of a theme from all others. */
export function passageKeys(themes, mentions, keyOfTheme = fullName) {
  const names = themes.map((theme) => JSON.stringify(keyOfTheme(theme)));
  return new Set(mentions.map(({ article, theme, start, end }) => `[${names[theme]},${article},${start},${end}]`));
}

/** Which themes of one edit differ from the other's: their names, those that came or went too. */
export function namesChanged(themes, others) {
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
export function linesChanged(themes, others) {
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

/** What an edit gains and loses, as [theme's full name, article, start, end]; from the keys of its passages, and of the author's. */
export function changesBetween(keys, before) {
  const only = (some, others) => [...some].filter((key) => !others.has(key)).map((key) => JSON.parse(key));
  return { gained: only(keys, before), lost: only(before, keys) };
}

/** The same without what moved: a passage of a theme that is gone, or has another name, and one that a theme gained at its place. */
export function withoutMoved({ gained, lost }, names) {
  const placeOfOne = (passage) => String(passage.slice(1));
  const came = new Map(gained.map((one) => [placeOfOne(one), []]));
  for (const one of gained) came.get(placeOfOne(one)).push(one);
  const moved = new Set();
  for (const one of lost.filter(([theme]) => !names.includes(theme))) {
    const other = came.get(placeOfOne(one))?.shift(); // a further one is gained, or lost
    if (other) moved.add(one).add(other);
  }
  const stays = (one) => !moved.has(one);
  return { gained: gained.filter(stays), lost: lost.filter(stays) };
}

/** How many mentions each theme gains and loses, by its full name. */
export function sizesByTheme(passages) {
  const sizes = new Map();
  for (const kind of ["gained", "lost"]) {
    for (const [theme] of passages[kind]) {
      if (!sizes.has(theme)) sizes.set(theme, { gained: 0, lost: 0 });
      sizes.get(theme)[kind]++;
    }
  }
  return sizes;
}
