// "Check it yourself" on the article's page: opened, resumed, started afresh. coding.js asks.

import { ask, choiceKey, coding, drawStart, isOpen, itemsOf, openCodes, turnTo, unkept } from "./coding.js";
import { drawCoders, drawFindings, findsOf } from "./findings.js";
import { everyTheme, sheet } from "./sheet.js";
import { forget } from "./storage.js";
import { byId, hide, on, write } from "../common/elements.js";
import { kept } from "../common/files.js";
import { CLICKS } from "../explore/controls.js";
import { unpacked } from "../explore/packed.js";
import { data, host, page, view } from "../explore/state.js";

/** Opens at what is open; else at the start, since another person may sit here, but after a click on a passage at the findings. */
function openCheck() {
  const goesOn = coding.at >= 0 && (itemsOf(coding.chosen).some(isOpen) || byId("check").returnValue);
  byId("check").returnValue = "";
  if (!goesOn) turnTo("start"); // whose name takes the focus
  host.openDialog("check");
  if (goesOn) ask();
}
/** Where this browser keeps a name or edits, another reader is offered to start afresh. */
function drawFresh() {
  hide("fresh", !coding.coder && kept.get(page.storage) === null);
  write("fresh", coding.coder ? `Not ${coding.coder}? Start afresh` : "Another reader? Start afresh");
  hide("clearing", true);
}
function askFresh(asks) {
  hide("clearing", !asks);
  byId(asks ? "save-first" : "fresh").focus();
}
/** This browser forgets the names, codes and edits that it keeps of this page, which opens as it came. */
async function startFresh() {
  await forget(choiceKey());
  kept.set(page.storage, null);
  unkept.clear(); // or leaving would be asked about
  location.replace(location.href.split("#")[0]);
}
/** Goes on with what this browser keeps, or begins. */
export async function resumeCheck() {
  const definitions = byId("definitions") && JSON.parse(await unpacked("definitions"));
  definitions?.forEach((definition, theme) => Object.assign(sheet.themes[theme], { definition }));
  const { group } = data.lexicon[Math.max(0, data.counts.findIndex(Boolean))];
  for (const name of drawStart(everyTheme().filter((theme) => sheet.themes[theme].group === group))) await openCodes(name);
  const begun = new Set(Object.keys(coding.answers).map((cell) => sheet.rows[cell.split(",")[0]][0])); // articles
  coding.items = [...sheet.rows.keys()].filter((row) => begun.has(sheet.rows[row][0])).map((row) => [row, coding.chosen]);
  on("check", view.draw, "close");
  view.draw();
}

Object.assign(sheet, { drawFindings, drawFresh });
Object.assign(host, { drawCoders, findsOf });
Object.assign(CLICKS, {
  "check-it": openCheck, "close-check": () => byId("check").close(),
  fresh: () => askFresh(true), clear: startFresh, keep: () => askFresh(false),
});
