// What the terms find of the sentences that the reader codes, and who else coded.

import { coders, firstRows, others } from "./coders.js";
import { codeAt, coding, isOpen, labelOf } from "./coding.js";
import { everyTheme, sheet } from "./sheet.js";
import { byId, figures, hide, make, plural, visible } from "../common/elements.js";
import { passageItem, spanAt } from "../common/passages.js";
import { openPassage, openSentence } from "../explore/focus.js";
import { count, data, isAuthors, isOwn, now, page, placeOf, stems } from "../explore/state.js";
import { drawSaving } from "../page/save.js";

const RESTS_ON = 10; // coded yes; a share of fewer rests on few, as estimated_shares() says

/** Precision and recall of sentences, each [found, code], and the share coded yes, whatever is found, in the steps of validity()
 * and estimated_shares() in Python: no digit differs. */
export function validityOf(cells) {
  const number = (isFound, code) => cells.filter((cell) => cell[0] === isFound && cell[1] === code).length;
  const [right, wrong, missed, neither] = [number(true, "1"), number(true, "0"), number(false, "1"), number(false, "0")];
  const about = (yes, no) => (yes ? (yes + no) * (yes / (yes + no)) : 0);
  const precision = right + wrong ? about(right, wrong) / (right + wrong) : null;
  const recall = right + missed ? about(right, wrong) / (about(right, wrong) + about(missed, neither)) : null;
  const coded = right + wrong + missed + neither;
  const share = coded ? (right + missed) / coded : null;
  return { right, wrong, missed, precision, recall, share };
}
/** One of the author's themes, by its terms as they are now. */
export function findingOf(theme) {
  const id = now().themes.find((one) => stems.get(one.id) === theme)?.id;
  const first = new Map(); // a row -> its first mention
  for (const mention of count.found.flat().filter((one) => one.theme === placeOf(id)).reverse()) {
    first.set(firstRows[mention.article] + spanAt(page.articles[mention.article].sentences, mention.start), mention);
  }
  const rows = [...sheet.rows.keys()].map((row) => ({ id, row, code: codeAt(`${row},${theme}`), mention: first.get(row) }));
  const coded = rows.filter(({ code }) => /[01]/.test(code));
  return { theme, coded, ...validityOf(coded.map(({ code, mention }) => [Boolean(mention), code])) };
}

/** Beside a bar: what the terms find of what this reader has coded to the end, or else of the author's sheets. */
export function findsOf({ id, theme }) {
  if (isOwn()) return "";
  const { items } = coding;
  const own = items.length && !items.some(isOpen) && findingOf(stems.get(id));
  const theirs = data.finds[theme];
  const { right, wrong, missed } = own?.coded?.length ? own : theirs && isAuthors() ? theirs : {};
  if (right + missed) return `Finds ${right} of ${right + missed} coded yes; wrong: ${wrong}.`;
  return wrong ? `Found, but coded no: ${wrong}.` : "";
}

/** A fold with numbers in its head, and passages: [label, {id, row, mention}]. */
function foldOf(name, numbers, listed) {
  const items = listed.map(([label, { id, row, mention }]) => {
    const [article, number] = sheet.rows[row];
    const span = page.articles[article].sentences[number];
    return passageItem(label, page.articles[article], span, mention, () => {
      byId("check").close("passage");
      if (mention) openPassage(id, article, mention.start);
      else openSentence(placeOf(id) < 0 ? null : id, article, span);
    });
  });
  const head = make("summary", {}, make("b", {}, name), ...numbers.flatMap((text) => [" ", make("span", {}, text)]));
  return make("details", { open: items.length > 0 }, head, make("ul", {}, ...items));
}
function drawFinding({ theme, coded, right, wrong, missed, precision, recall, share }) {
  const listed = (label, isFound, sign) => coded.filter(({ code, mention }) => Boolean(mention) === isFound && code === sign).map((one) => [label, one]);
  const percent = (value, number) => `${value === null ? "–" : `${Math.round(100 * value)}%`} (${number})`;
  const yes = right + missed;
  const few = yes < RESTS_ON && coded.length < sheet.rows.length ? "; rests on few" : "";
  const numbers = [
    `Right ${right}`, `Wrong ${wrong}`, `Missed ${missed}`,
    `Precision ${percent(precision, `n = ${right + wrong}`)}`, `Recall ${percent(recall, `n = ${yes}`)}`,
    `Coded yes ${percent(share, `${yes} of ${coded.length}${few}`)}`,
  ];
  return foldOf(labelOf(theme), numbers, [...listed("Wrong", true, "0"), ...listed("Missed", false, "1"), ...listed("Right", true, "1")]);
}
/** Where another's codes differ from this reader's, in what both coded. */
function drawDifferences([other, codes]) {
  const cells = (pair) => Object.keys(codes).filter((cell) => codeAt(cell) + codes[cell] === pair);
  const listed = (who, pair) => cells(pair).map((cell) => {
    const [row, theme] = cell.split(",").map(Number);
    return [`${labelOf(theme)}: only ${who}`, findingOf(theme).coded.find((one) => one.row === row)];
  });
  const sizes = Object.entries({ "both yes": "11", "only you": "10", [`only ${other}`]: "01", "both no": "00" });
  return foldOf(`You and ${other}`, sizes.map(([label, pair]) => `${label} ${cells(pair).length}`), [...listed("you", "10"), ...listed(other, "01")]);
}
export function drawFindings() {
  const all = everyTheme().map(findingOf).filter(({ coded }) => coded.length);
  hide("judge", isAuthors());
  hide("partly", !coding.items.some(isOpen));
  byId("findings").replaceChildren(...all.map(drawFinding), ...(coding.items.some(isOpen) ? [] : others().map(drawDifferences)));
  drawCoders();
}
/** Who coded, and how much: said here alone. */
export function drawCoders() {
  const said = coders().map(([name, codes]) => {
    const done = (part) => figures(new Set(Object.keys(codes).map((cell) => cell.split(",")[part])).size);
    return `${visible(name)} (${done(0)} of ${plural(sheet.rows.length, "sentence")}, ${done(1)} of ${plural(sheet.themes.length, "theme")})`;
  });
  hide("came", isOwn() || !said.length); // the codes are of the page's articles
  byId("came").firstElementChild.textContent = `Coded by: ${said.join(", ")}.`;
  byId("came").lastElementChild.hidden = others().length < said.length;
  if (byId("unchecked")) hide("unchecked", said.length);
  drawSaving();
}
