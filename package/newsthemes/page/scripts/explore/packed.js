// What stands packed in a page.

import { byId, make } from "../common/elements.js";

/** The bytes of a text as packed() in Python has them: five signs are four bytes. */
function bytesOf(text) {
  const digits = Array.from(`${text.replaceAll("v", "<")}uuuu`, (sign) => sign.charCodeAt() - 33);
  const view = new DataView(new ArrayBuffer(text.length));
  for (let group = 0; 5 * group < text.length; group++) {
    view.setUint32(4 * group, digits.slice(5 * group, 5 * group + 5).reduce((sum, digit) => 85 * sum + digit));
  }
  return view.buffer.slice(0, Math.floor((4 * text.length) / 5));
}
/** What is packed in the page under this id. */
export async function unpacked(id) {
  return new Response(new Blob([bytesOf(byId(id).textContent)]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}
async function execute(id) {
  const script = make("script", { textContent: await unpacked(id) });
  document.head.append(script);
  script.remove(); // or a page that a browser's menu saves would run it at once
}
const runs = new Map(); // a packed script -> when it has run: it listens, and so may not run twice
/** What modules export, once the script has run that is packed in the page under this id. */
export async function withPacked(id) {
  if (!runs.has(id)) runs.set(id, execute(id));
  await runs.get(id);
  return modules;
}
