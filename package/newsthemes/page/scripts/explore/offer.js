// Changes that come from elsewhere: they are shown, with what they gain and lose, before they are taken over.

import { byId, hide } from "../common/elements.js";
import { change } from "./change.js";
import { termsChanged, whatChanged } from "./changed.js";
import { changesOf, mentionsOf } from "./count.js";
import { focusTools } from "./scroll.js";
import { count, host, page, stateOf } from "./state.js";

export async function offer(edit, whose) {
  page.offered = stateOf(edit);
  const counted = await mentionsOf(page.offered, ++count.turn);
  if (!counted) return;
  const what = whatChanged(page.offered, changesOf(page.offered, counted));
  byId("offer").firstElementChild.textContent = `${whose} ${what} ${termsChanged(page.offered)}`.trim();
  hide("offer", false);
}
export async function answer(takes) {
  const taken = page.offered;
  [page.offered, byId("offer").hidden] = [null, true];
  const isLink = host.leaveOffer();
  focusTools();
  if (takes) await change({ ...taken, what: "changes from elsewhere" });
  else host.keepEdit(); // what is here stands, in another tab's place too
  if (isLink) host.showAddress();
}
