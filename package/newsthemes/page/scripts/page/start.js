// An article's page begins. What comes with it, what leaves it, and "Check it yourself" are packed in it.

import { write } from "../common/elements.js";
import { withPacked } from "../explore/packed.js";

export const asSent = document.documentElement.cloneNode(true); // for the saved copy: taken before anything changes the page
const TOO_OLD = "This browser is too old to explore this page, which needs Chrome 80, Firefox 113, Safari 16.4 or a later one.";

async function begin() {
  if (!globalThis.DecompressionStream) return void write("open", TOO_OLD);
  const { open } = await withPacked("page/open.js");
  await open();
}
begin();
