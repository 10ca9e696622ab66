// The explorer in Jupyter begins: a frame that looks as what is around it.

import { byId } from "../common/elements.js";
import { kept } from "../common/files.js";
import { change } from "../explore/change.js";
import { CLICKS, connect } from "../explore/controls.js";
import { recount } from "../explore/count.js";
import { offer } from "../explore/offer.js";
import { say } from "../explore/say.js";
import { host, page, stateOf } from "../explore/state.js";
import { model } from "./python.js";
import { saveThemes } from "./saving.js";
import { MOST } from "../themes/edits.js";

/** The light or dark theme of JupyterLab or VS Code, and not that of the system. */
function followTheme() {
  const { jpThemeLight, vscodeThemeKind } = parent.document.body.dataset;
  const isDark = jpThemeLight ? jpThemeLight === "false" : /dark|contrast$/.test(vscodeThemeKind);
  if (!jpThemeLight && !vscodeThemeKind) return;
  for (const rule of DARK) rule.media.mediaText = isDark ? "all" : "not all";
  document.documentElement.style.colorScheme = isDark ? "dark" : "light";
}
const DARK = [...document.styleSheets[0].cssRules].filter(({ media }) => media?.mediaText.includes("prefers-color-scheme"));
/** The edit of this frame goes on; where the cell was run again, that of this browser is offered. */
async function begin() {
  const html = model.get("page"); // another one after a saving, where Jupyter shows the frame again
  if (frameElement.srcdoc !== html) return (frameElement.srcdoc = html);
  await recount(); // of the saved themes, so that it is known what a change gains and loses
  connect();
  try {
    const [known, own] = [frameElement.kept, JSON.parse(kept.get(page.storage))];
    if (known) await change({ ...stateOf(known), what: "your changes from before" });
    else if (own) await offer(own, "Not saved before.");
  } catch (error) {
    say("", `The changes from before cannot be used: ${error.message}.`);
  }
}

Object.assign(MOST, { themes: 1e5, lines: 1e7 }); // all edits that come here are from here
Object.assign(host, { openDialog: (id) => byId(id).showModal(), leaveOffer: () => void kept.set(page.storage, null) });
CLICKS["save-themes"] = saveThemes;
new MutationObserver(followTheme).observe(parent.document.body, { attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"] });
followTheme();
begin();
