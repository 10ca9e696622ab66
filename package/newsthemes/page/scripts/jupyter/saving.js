// The themes are saved by Python, and the edit starts from them.

import { visible } from "../common/elements.js";
import { kept } from "../common/files.js";
import { settle } from "../explore/change.js";
import { mentionsOf } from "../explore/count.js";
import { say } from "../explore/say.js";
import { authorsState, count, faultyName, now, page, placeOf, stems } from "../explore/state.js";
import { ask } from "./python.js";
import { forPython, learn, tellNow } from "./told.js";
import { passageKeys } from "../themes/changes.js";
import { authorsOf } from "../themes/edits.js";
import { fullName, namesOf } from "../themes/names.js";
import { readTheme } from "../themes/terms.js";

export async function saveThemes() {
  if (faultyName()) return say("", `Not saved: ${faultyName()}.`);
  const names = namesOf(now().themes);
  for (const [place, theme] of now().themes.entries()) {
    for (const [line, fault] of readTheme(theme).problems) {
      return say("", `Not saved: theme ${visible(names[place])}, line ${line}: ${visible(fault)}.`);
    }
  }
  tellNow();
  const sent = now();
  const { base, said } = await ask("save", { edit: forPython() });
  if (base) await startFrom(base, sent);
  if (said) say("", said);
}
/** The themes as they were saved, but for those that changed while they were. */
function savedThemes(saved, sent) {
  const meanwhile = now().themes.filter((theme) => !sent.includes(theme));
  const stay = saved.map((theme) => meanwhile.find(({ id }) => id === theme.id) ?? theme).filter(({ id }) => placeOf(id) >= 0);
  return [...stay, ...meanwhile.filter(({ id }) => !stay.some((one) => one.id === id))];
}
/** The saved themes to start from. A theme that stays keeps its id. */
async function startFrom({ lexicon: saved, key, ...more }, sent) {
  kept.set(page.storage, null);
  const themes = authorsOf(saved);
  [page.authors, page.storage, count.authorsKeys, count.changesOfAll] = [themes, `themes:${key}`, null, null];
  const idOf = (theme) => now().themes.find((one) => fullName(one) === fullName(theme))?.id;
  const then = themes.map((theme, number) => [idOf(theme), number]).filter(([id]) => id !== undefined);
  stems.clear();
  for (const [id, number] of then) stems.set(id, number);
  const stands = authorsState();
  page.past.restart({ ...now(), themes: savedThemes(stands.themes, sent.themes) });
  learn(more, stands.themes);
  const counted = await mentionsOf(stands, ++count.turn);
  if (counted) count.authorsKeys = passageKeys(stands.themes, counted.flat());
  await settle();
}
