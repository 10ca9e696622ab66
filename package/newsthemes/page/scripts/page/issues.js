// The common issues of news that articles speak of become themes.

import { byId, figures, hide, plural } from "../common/elements.js";
import { change } from "../explore/change.js";
import { mentionsOf, textOf } from "../explore/count.js";
import { withPacked } from "../explore/packed.js";
import { say } from "../explore/say.js";
import { bring, bringInto } from "../explore/scroll.js";
import { count, focus, now, page, stems, view } from "../explore/state.js";
import { stopTrying } from "../explore/trying.js";
import { lineOf } from "../rule/lines.js";
import { SUGGESTED } from "../themes/names.js";

const [ISSUES] = SUGGESTED;
const mayBeEnglish = ({ language }) => !language || language === "en";
/** Whether an issue is among the themes, whatever was added to its name; the author's theme of its name is another. */
const isThere = (name) => now().themes.some(({ id, group, theme }) => group === ISSUES && theme.startsWith(name) && !stems.has(id));

/** Each issue that the articles speak of becomes a theme of the terms that occur; themes of its name stay as they are, and what lies
 * within longer terms of theirs is theirs. */
export async function addIssues() {
  const { issuesIn } = await withPacked("suggest/suggest.js");
  const found = issuesIn(page.articles.filter(mayBeEnglish).map(textOf));
  const { themes } = now();
  const taken = themes.map(({ theme }) => theme);
  const wanted = found.filter(({ theme }) => !isThere(theme)).map(({ theme: name, terms }) => {
    const theme = taken.includes(name) ? `${name} (common issue)` : name;
    return { id: ++page.ids, group: ISSUES, theme, text: terms.map(lineOf).join("\n") };
  });
  const counted = await mentionsOf({ ...now(), themes: [...themes, ...wanted] }, ++count.turn);
  if (!counted) return; // something else was changed meanwhile
  const mentioned = new Set(counted.flat().map(({ theme }) => theme - themes.length));
  const added = wanted.filter((_, place) => mentioned.has(place));
  if (!added.length) return say("", found.length ? "The themes have the common issues already." : "No common issue occurs here.");
  stopTrying();
  [focus.lit, focus.litGroup, focus.editing] = [null, ISSUES, false];
  await change({ ...now(), themes: [...themes, ...added], what: `adding ${plural(added.length, "common issue")}` });
  const heading = document.querySelector("#themes h2 [aria-pressed=true]");
  bringInto(byId("panel"), heading);
  bring(heading);
  say("", `Common issues added: ${figures(added.length)}. The list is general, and in English: cut it, and add to it.`);
}
view.more.push(() => hide("add-issues", !page.articles.some(mayBeEnglish)));
