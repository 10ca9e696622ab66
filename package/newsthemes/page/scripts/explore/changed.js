// What the reader's edit changed, in words and as passages.

import { byId, figures, hide, plural, quotedNames, visible, write } from "../common/elements.js";
import { contextSpan, listPassages, passageItem } from "../common/passages.js";
import { openPassage, openSentence } from "./focus.js";
import { SENDERS, count, data, firstState, host, inSample, isFirst, isOwn, isSample, now, page, themeKey } from "./state.js";
import { linesChanged, namesChanged } from "../themes/changes.js";
import { namesOf } from "../themes/names.js";

const MOST_LINES = 6; // of the changed terms, that are named
/** How many passages are gained and lost, of all articles where Python counts them; null where that is not known. */
function changeSizes(passages) {
  if (!passages || (host.countsEdits && isSample() && !count.changesOfAll)) return null;
  return (!isOwn() && count.changesOfAll) || { gained: passages.gained.length, lost: passages.lost.length };
}
/** Which terms came to themes, and which went. */
export function termsChanged({ themes }) {
  const { added, refused, removed } = linesChanged(themes, firstState().themes);
  const listed = (label, lines) => (lines.length ? `${label}: ${quotedNames(lines, MOST_LINES)}.` : "");
  return [listed("Terms added", added), listed("Not counted", refused), listed("Terms removed", removed)].filter(Boolean).join(" ");
}
export function whatChanged(state, passages, verb = "Changed") {
  const names = quotedNames(namesChanged(state.themes, firstState().themes));
  const nested = state.nested === "count" ? "counted" : "not counted";
  const changed = [names && `${verb}: ${names}.`, state.nested !== data.nested && `Terms inside longer ones: ${nested}.`].filter(Boolean).join(" ");
  const sizes = changeSizes(passages);
  if (!sizes) return changed;
  return `${changed} Gained${count.changesOfAll ? "" : inSample()}: ${plural(sizes.gained, "passage")}. Lost: ${figures(sizes.lost)}.`;
}
/** The changes, and the passages gained and lost, in the order of the text. */
export function drawChanged() {
  hide("changed", isFirst());
  if (isFirst()) return;
  write("what-changed", whatChanged(now(), count.changes, now().what === SENDERS ? "The sender changed" : "Changed"));
  write("lines-changed", termsChanged(now()));
  const sizes = changeSizes(count.changes);
  hide("gains", !sizes || !(sizes.gained + sizes.lost));
  if (byId("gains").hidden || !byId("gains").open) return;
  const named = (themes) => themes.map((theme, place) => [themeKey(theme), namesOf(themes)[place]]);
  const names = new Map([...named(firstState().themes), ...named(now().themes)]);
  const { gained, lost } = count.changes;
  const every = [...gained.map((place) => ({ place, sign: "+" })), ...lost.map((place) => ({ place, sign: "−" }))];
  every.sort(({ place: [, article, start] }, { place: [, other, place] }) => article - other || start - place);
  listPassages(byId("gains-list"), every, ({ place: [theme, number, start, end], sign }) => {
    const article = page.articles[number];
    const span = contextSpan(article, { start, end });
    return passageItem(`${sign} ${visible(names.get(theme))}`, article, span, { start, end }, () => {
      const id = now().themes.find((some) => themeKey(some) === theme)?.id ?? null;
      if (sign === "+") openPassage(id, number, start);
      else openSentence(id, number, span);
    });
  });
}
