// "Check it yourself": what the terms find of the sentences that the reader codes. coding.js asks.

const sheet = {
  key: data.sheet, suffix: "", articles: data.articles,
  rows: data.articles.flatMap(({ sentences }, article) => sentences.map((_, number) => [article, number])),
  themes: namesOf(data.lexicon).map((label, theme) => ({ label, group: data.lexicon[theme].group })),
};
const RESTS_ON = 10; // coded yes; a share of fewer rests on few, as corrected_shares() says
const answered = (all) => Object.fromEntries(Object.entries(all).filter(([, [code]]) => code)); // and not taken back
const mapped = (codes, act) => Object.fromEntries(Object.entries(codes).map(([cell, code]) => [cell, act(code)]));
// the answers of all who coded, here or in the page as it came; who gives the same name goes on
const codesThatCame = mapped(JSON.parse(byId("codes").textContent), (codes) => mapped(codes, (code) => [code, 0]));
const held = { __proto__: null, ...codesThatCame }; // somebody may be named as what every object has
const readers = { __proto__: null, ...JSON.parse(byId("readers").textContent) }; // whose codes came, and when they were saved
const firstRows = data.articles.map((_, article) => sheet.rows.findIndex(([other]) => other === article));
/** The rows of the article that is shown. */
const orderOf = () => data.articles[shown].sentences.map((_, number) => firstRows[shown] + number);
/** Who coded something, and the codes. */
const coders = () => Object.entries(held).map(([name, all]) => [name, mapped(answered(all), ([code]) => code)]).filter(([, codes]) => Object.keys(codes).length);
/** By what this reader is told from another of the same name: made at random, and kept until somebody starts afresh. */
function idOfReader() {
  const key = `${CHOICE} reader`;
  const before = kept.get(key);
  if (/^\w{9,40}$/.test(before)) return before;
  const id = crypto.getRandomValues(new Uint32Array(3)).join("_");
  kept.set(key, id);
  return id;
}
/** Whose the codes are, and when they were saved: now, of those who coded here. */
function savedReaders() {
  const saved = new Date().toISOString();
  const isHere = (name) => Object.values(held[name]).some(([, time]) => time);
  const own = coders().filter(([name]) => isHere(name)).map(([name]) => [name, { id: readers[name]?.id ?? idOfReader(), saved }]);
  return Object.assign(readers, Object.fromEntries(own));
}
/** Marks the page while it holds an answer that its data lack: a browser's menu saves these as they came. */
function markBehind() {
  const came = JSON.parse(byId("codes").textContent);
  const isNew = ([name, all]) => Object.entries(all).some(([cell, [code]]) => code !== (came[name]?.[cell] ?? ""));
  byId("codes").toggleAttribute("data-behind", Object.entries(held).some(isNew));
}
const others = () => coders().filter(([name]) => name !== coder);
/** Who coded, and how much: said here alone. */
function drawCoders() {
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

/** Precision and recall of sentences, each [found, code], and the share coded yes, whatever is found, in the steps of validity()
 * and corrected_shares() in Python: no digit differs. */
function validityOf(cells) {
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

/** Beside a bar: what the terms find of what this reader has coded to the end, or else of the author's sheets. */
findsOf = ({ id, theme }) => {
  if (isOwn()) return "";
  const own = items.length && !items.some(isOpen) && findingOf(stems.get(id));
  const theirs = data.finds[theme];
  const { right, wrong, missed } = own?.coded?.length ? own : theirs && isAuthors() ? theirs : {};
  if (right + missed) return `Finds ${right} of ${right + missed} coded yes; wrong: ${wrong}.`;
  return wrong ? `Found, but coded no: ${wrong}.` : "";
};

/** A fold with numbers in its head, and passages: [label, {id, row, mention}]. */
function foldOf(name, numbers, listed) {
  const items = listed.map(([label, { id, row, mention }]) => {
    const [article, number] = sheet.rows[row];
    const span = articles[article].sentences[number];
    return passageItem(label, articles[article], span, mention, () => {
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
function drawFindings() {
  const all = [...sheet.themes.keys()].map(findingOf).filter(({ coded }) => coded.length);
  hide("judge", isAuthors());
  hide("partly", !items.some(isOpen));
  byId("findings").replaceChildren(...all.map(drawFinding), ...(items.some(isOpen) ? [] : others().map(drawDifferences)));
  drawCoders();
}
/** Opens at what is open; else at the start, since another person may sit here, but after a click on a passage at the findings. */
function openCheck() {
  const goesOn = at >= 0 && (itemsOf(chosen).some(isOpen) || byId("check").returnValue);
  byId("check").returnValue = "";
  if (!goesOn) turnTo("start"); // whose name takes the focus
  openDialog("check");
  if (goesOn) ask();
}
/** Where this browser keeps a name or edits, another reader is offered to start afresh. */
function drawFresh() {
  hide("fresh", !coder && kept.get(storage) === null);
  write("fresh", coder ? `Not ${coder}? Start afresh` : "Another reader? Start afresh");
  hide("clearing", true);
}
function askFresh(asks) {
  hide("clearing", !asks);
  byId(asks ? "save-first" : "fresh").focus();
}
/** This browser forgets the names, codes and edits that it keeps of this page, which opens as it came. */
async function startFresh() {
  await forget(CHOICE);
  kept.set(storage, null);
  unkept.clear(); // or leaving would be asked about
  location.replace(location.href.split("#")[0]);
}
async function resumeCheck() {
  const definitions = byId("definitions") && JSON.parse(await unpacked("definitions"));
  definitions?.forEach((definition, theme) => Object.assign(sheet.themes[theme], { definition }));
  const { group } = data.lexicon[Math.max(0, data.counts.findIndex(Boolean))];
  for (const name of drawStart([...sheet.themes.keys()].filter((theme) => sheet.themes[theme].group === group))) await openCodes(name);
  const begun = new Set(Object.keys(answers).map((cell) => sheet.rows[cell.split(",")[0]][0])); // articles
  items = [...sheet.rows.keys()].filter((row) => begun.has(sheet.rows[row][0])).map((row) => [row, chosen]);
  on("check", draw, "close");
  draw();
}
