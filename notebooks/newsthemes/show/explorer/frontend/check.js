// "Check it yourself": the reader codes the article's sentences, and sees what the terms find of what they coded. coding.js asks.

const sheet = {
  key: data.sheet, suffix: "", articles: data.articles,
  rows: data.articles.flatMap(({ sentences }, article) => sentences.map((_, number) => [article, number])),
  themes: labelsOf(data.lexicon).map((label, theme) => ({ label, group: data.lexicon[theme].group })),
};
const came = JSON.parse(byId("codes").textContent); // of those who saved this page before: [{coder, codes: {cell: code}}]
const oldAnswers = (codes) => Object.fromEntries(Object.entries(codes).map(([cell, code]) => [cell, [code, 0]]));
const held = Object.fromEntries(came.map((one) => [one.coder, oldAnswers(one.codes)])); // who gives the same name goes on
const others = () => came.filter((one) => one.coder !== coder);
const firstRows = data.articles.map((_, article) => sheet.rows.findIndex(([other]) => other === article));
/** The rows of the article that is shown. */
const orderOf = () => data.articles[shown].sentences.map((_, number) => firstRows[shown] + number);
/** The codes that a saved page carries: of those before, and of this reader. */
function codesToSend() {
  const own = Object.keys(answers).filter(codeAt).map((cell) => [cell, codeAt(cell)]);
  return own.length ? [...others(), { coder, codes: Object.fromEntries(own) }] : came;
}
const drawMeaning = (theme) => write("theme", chosen.length > 1 ? "" : labelOf(theme));

/** Precision and recall of coded sentences, each [found, code], in the steps of validity() in Python: no digit differs. */
function validityOf(cells) {
  const number = (isFound, code) => cells.filter((cell) => cell[0] === isFound && cell[1] === code).length;
  const [right, wrong, missed, neither] = [number(true, "1"), number(true, "0"), number(false, "1"), number(false, "0")];
  const about = (yes, no) => (yes ? (yes + no) * (yes / (yes + no)) : 0);
  const precision = right + wrong ? about(right, wrong) / (right + wrong) : null;
  const recall = right + missed ? about(right, wrong) / (about(right, wrong) + about(missed, neither)) : null;
  return { right, wrong, missed, precision, recall };
}
/** One of the author's themes, by its terms as they are now: its coded sentences, and what these come to. */
function findingOf(theme) {
  const id = now().themes.find((one) => stems.get(one.id) === theme)?.id;
  const first = new Map(); // a row -> its first mention
  for (const mention of found.flat().filter((one) => one.theme === placeOf(id)).reverse()) {
    first.set(firstRows[mention.article] + spanAt(articles[mention.article].sentences, mention.start), mention);
  }
  const rows = [...sheet.rows.keys()].map((row) => ({ id, row, code: codeAt(`${row},${theme}`), mention: first.get(row) }));
  const coded = rows.filter(({ code }) => /[01]/.test(code));
  return { theme, coded, ...validityOf(coded.map(({ code, mention }) => [Boolean(mention), code])) };
}

/** Beside a bar: what the terms find of what this reader coded, or else of the author's sheets. */
findsOf = ({ id, label }) => {
  if (isOwn()) return "";
  const own = coder && findingOf(stems.get(id));
  const { right, wrong, missed } = own?.coded?.length ? own : (isAuthors() && data.finds[label]) || {};
  return right + wrong + missed ? `Finds ${right} of ${right + missed} coded yes; wrong: ${wrong}.` : "";
};

/** A fold with numbers in its head, and in it passages, which a click shows in the article: [label, {id, row, mention}]. */
function foldOf(name, numbers, listed) {
  const items = listed.map(([label, { id, row, mention }]) => {
    const [article, number] = sheet.rows[row];
    const span = articles[article].sentences[number];
    return passageItem(label, articles[article], span, mention, () => {
      byId("check").close();
      if (mention) openPassage(id, article, mention.start);
      else openSentence(placeOf(id) < 0 ? null : id, article, span);
    });
  });
  const head = make("summary", {}, make("b", {}, name), ...numbers.flatMap((text) => [" ", make("span", {}, text)]));
  return make("details", { open: items.length > 0 }, head, make("ul", {}, ...items));
}
/** What the terms of a theme found rightly, took wrongly and missed. */
function drawFinding({ theme, coded, right, wrong, missed, precision, recall }) {
  const listed = (label, isFound, sign) => coded.filter(({ code, mention }) => Boolean(mention) === isFound && code === sign).map((one) => [label, one]);
  const share = (value, number) => `${value === null ? "–" : `${Math.round(100 * value)}%`} (n = ${number})`;
  const numbers = [`Right ${right}`, `Wrong ${wrong}`, `Missed ${missed}`, `Precision ${share(precision, right + wrong)}`, `Recall ${share(recall, right + missed)}`];
  return foldOf(labelOf(theme), numbers, [...listed("Wrong", true, "0"), ...listed("Missed", false, "1"), ...listed("Right", true, "1")]);
}
/** Where another's codes differ from this reader's, in what both coded. */
function drawDifferences({ coder: other, codes }) {
  const cells = (pair) => Object.keys(codes).filter((cell) => codeAt(cell) + codes[cell] === pair);
  const listed = (who, pair) => cells(pair).map((cell) => {
    const [row, theme] = cell.split(",").map(Number);
    return [`${labelOf(theme)}: only ${who}`, findingOf(theme).coded.find((one) => one.row === row)];
  });
  const sizes = Object.entries({ "both yes": "11", "only you": "10", [`only ${other}`]: "01", "both no": "00" });
  return foldOf(`You and ${other}`, sizes.map(([label, pair]) => `${label} ${cells(pair).length}`), [...listed("you", "10"), ...listed(other, "01")]);
}
function drawFindings() {
  const all = [...sheet.themes.keys()].map(findingOf).filter(({ coded }) => coded.length);
  byId("judge").hidden = isAuthors();
  byId("findings").replaceChildren(...all.map(drawFinding), ...others().map(drawDifferences));
}
/** Opens at what is open, of the article that is shown now. */
function openCheck() {
  byId("check").showModal();
  byId("check").onclose = draw;
  if (items.length) ask();
}
/** What came with the page, and what this browser keeps: both are saved with it. */
async function resumeCheck() {
  const { group } = data.lexicon[Math.max(0, data.counts.findIndex(Boolean))];
  const name = drawStart([...sheet.themes.keys()].filter((theme) => sheet.themes[theme].group === group));
  byId("came").hidden = !came.length;
  const names = came.map((one) => visible(one.coder)).join(", ");
  byId("came").firstElementChild.textContent = `Coded by ${came.length === 1 ? "one person" : `${came.length} people`}: ${names}.`;
  if (name) await openCodes(name);
  draw();
}
