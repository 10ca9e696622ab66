// A word that is tried, without any edit.

import { byId, figures, plural, visible, write } from "../common/elements.js";
import { ofEach, sentencesNaming, textOf } from "./count.js";
import { sayAtRest } from "./say.js";
import { count, focus, inSample, isOwn, now, page, view } from "./state.js";
import { toFirst } from "./step.js";
import { countedIn, inOrder, withoutInner } from "../rule/mentions.js";
import { whyZero } from "../rule/why.js";
import { readTheme } from "../themes/terms.js";

export function stopTrying() {
  focus.tried = null;
  byId("try").value = "";
  write("tried", "");
}
export async function tryWord() {
  const own = ++count.turn;
  const { terms, problems } = readTheme({ text: byId("try").value });
  const counted = terms.length ? await ofEach((text) => countedIn(text, terms), own) : [];
  if (!counted) return;
  focus.tried = terms.length ? { terms, found: counted } : null;
  focus.step = null;
  view.draw();
  write("tried", focus.tried ? saidOfTried() : [...problems.values()].map((message) => `Not counted: ${message}.`).join(""));
  if (focus.tried) toFirst();
  sayAtRest(() => byId("tried").textContent);
}
/** How many places of the tried word the counting rule would leave out (point 7). */
function insideLonger() {
  const inner = focus.tried.found.flatMap((places, article) => {
    const counted = new Set(withoutInner([...(count.found[article] ?? []), ...places].sort(inOrder)));
    return places.filter((place) => !counted.has(place));
  });
  return inner.length;
}
function saidOfTried() {
  const every = focus.tried.found.flat();
  const within = isOwn() ? "" : `, in ${plural(sentencesNaming(every), "sentence")}`;
  const inner = now().nested === "drop" ? insideLonger() : 0;
  const uncounted = inner ? ` Inside longer terms: ${figures(inner)}.` : "";
  if (every.length) return `Found${inSample()}: ${figures(every.length)}${within}.${uncounted} Enter shows them.`;
  const why = whyZero(page.articles.map(textOf), [{ theme: "", terms: focus.tried.terms }], "count", 0, 0);
  return `Found${inSample()}: 0 (${visible(why) || "left out"}).`;
}
