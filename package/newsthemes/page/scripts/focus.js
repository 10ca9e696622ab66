// What the reader looks at: one theme or all, a passage, an article, a word that is tried. render.js draws.

const focusTools = () => focusOn(byId("edit-terms"));
const rowOfTheme = (id) => document.querySelector(`[data-row="${id}"]`);
/** From a passage back to the list: to what is lit there. */
function toThemes() {
  const themes = byId("themes");
  (themes.querySelector("[aria-pressed=true]") ?? themes.querySelector("button") ?? byId("add-theme")).focus();
}
/** Whether a theme is new and got no term. */
const isEmpty = (theme) => Boolean(theme) && !theme.text.trim() && !stems.has(theme.id);
let lastLit = null; // the theme that "Edit terms" opens where none is lit
/** Light one theme, or none; where none is lit, those of one group are, or all. A theme that stays empty goes. */
function light(id, group = null) {
  const left = now().themes[placeOf(lit)];
  stopTrying();
  [lit, litGroup, step, missed] = [id, group, null, null];
  lastLit = id ?? lastLit;
  if (id === null) editing = false;
  if (isEmpty(left) && left.id !== id) {
    return change({ ...now(), themes: now().themes.filter((theme) => theme !== left), what: "removing an empty theme" });
  }
  draw();
  say(byId("place").textContent);
  if (id !== null) bringInto(byId("panel"), rowOfTheme(id));
}
const isLit = ({ id, group }) => !tried && (lit === null ? litGroup === null || litGroup === group : lit === id);
function closeEditor() {
  editing = false;
  light(isEmpty(now().themes[placeOf(lit)]) ? null : lit);
  if (lit !== null) bring(rowOfTheme(lit)); // the rows are sorted anew
}
function openEditor() {
  lit ??= rows.some(({ id }) => id === lastLit) ? lastLit : null;
  lit ??= rows.filter(({ group }) => group === groups()[0]).sort(byTotal)[0]?.id ?? rows[0]?.id ?? null;
  if (lit === null) return addTheme();
  stopTrying();
  [editing, step] = [true, null];
  draw();
  const field = byId("theme-terms");
  if (field.value && !field.value.endsWith("\n")) field.value += "\n"; // a line to type in
  focusOn(field);
  field.setSelectionRange(field.value.length, field.value.length);
  bringEditor();
}
/** The editor comes into sight; on a phone, where it is a sheet, the theme's row above it. */
function bringEditor() {
  bringInto(byId("panel"), byId("editor"));
  bring(byId("editor").previousElementSibling);
}
function go(by) {
  const { length } = passages();
  if (length) show(((step ?? (by > 0 ? -1 : 0)) + by + length) % length);
}
function show(place) {
  const mention = passages()[place];
  const { article } = mention;
  [step, shown, missed] = [place, article, null];
  draw();
  bring(document.querySelector("#texts mark.current"));
  say(`${step + 1} of ${passages().length}: ${visible(contextOf(articles[article], mention))}`);
}
/** The height in sight: above a phone's keyboard, and above the editor where that is a sheet. */
function heightInSight() {
  const sheet = editing && getComputedStyle(byId("editor")).position === "fixed";
  return sheet ? byId("editor").getBoundingClientRect().top : visualViewport.height;
}
/** The height of what sticks to the top: the tools; on a phone the word that is tried, below it what is said. */
function heightsAtTop() {
  const [tools, trying, news] = ["tools", "trying", "news"].map((id) => byId(id).offsetHeight);
  return tools ? [tools, tools] : [trying, trying + news];
}
const covered = () => 95 + heightsAtTop()[1]; // with the bar of passages, in two rows
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top > covered() && bottom < heightInSight() - 60; // a bar at the bottom covers as much
}
/** Scroll this document, and no notebook around it, to what is not in sight. */
function bring(element) {
  if (!isInSight(element)) scrollBy(0, element.getBoundingClientRect().top - Math.max(covered(), heightInSight() / 3));
}
/** The same within a box that scrolls. */
function bringInto(box, element) {
  const [outer, inner] = [box, element].map((one) => one.getBoundingClientRect());
  if (inner.top < outer.top || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 4;
}
/** What is lit or tried comes into sight, where none of it is. */
function toFirst() {
  const marks = [...document.querySelectorAll("#texts mark:not(.pale)")];
  if (!marks.length && passages().length) return show(0); // in another article
  if (marks.length && !marks.some(isInSight)) bring(marks[0]);
}
function openPassage(id, article, start) {
  light(id);
  show(passages().findIndex((mention) => mention.article === article && mention.start === start));
}
/** A sentence in which a theme has no mention, underlined. */
function openSentence(id, article, span) {
  light(id);
  [shown, missed] = [article, span];
  draw();
  bring(document.querySelector("#texts .passage"));
  say(visible(cutOut(articles[article], ...span)));
}
function stopTrying() {
  tried = null;
  byId("try").value = "";
  write("tried", "");
}
async function tryWord() {
  const own = ++turn;
  const { terms, problems } = readTheme({ text: byId("try").value });
  const counted = terms.length ? await ofEach((text) => countedIn(text, terms), own) : [];
  if (!counted) return;
  tried = terms.length ? { terms, found: counted } : null;
  step = null;
  draw();
  write("tried", tried ? saidOfTried() : [...problems.values()].map((message) => `Not counted: ${message}.`).join(""));
  if (tried) toFirst();
  sayAtRest(() => byId("tried").textContent);
}
/** How many places of the tried word the counting rule would leave out (point 7). */
function insideLonger() {
  const inner = tried.found.flatMap((places, article) => {
    const counted = new Set(withoutInner([...(found[article] ?? []), ...places].sort(inOrder)));
    return places.filter((place) => !counted.has(place));
  });
  return inner.length;
}
function saidOfTried() {
  const every = tried.found.flat();
  const within = isOwn() ? "" : `, in ${plural(sentencesNaming(every, articles), "sentence")}`;
  const inner = now().nested === "drop" ? insideLonger() : 0;
  const uncounted = inner ? ` Inside longer terms: ${figures(inner)}.` : "";
  if (every.length) return `Found${inSample()}: ${figures(every.length)}${within}.${uncounted} Enter shows them.`;
  const why = whyZero(articles.map(textOf), [{ theme: "", terms: tried.terms }], "count", 0, 0);
  return `Found${inSample()}: 0 (${visible(why) || "left out"}).`;
}
const offerWords = () => drawAdder(selectedWords(), tried ? byId("try").value.trim() : "", rows);

function draw() {
  const focused = document.activeElement;
  const every = passages();
  const row = rows[placeOf(lit)];
  const ofGroup = litGroup === null ? "All themes" : groupLabel(litGroup);
  const name = tried ? `“${visible(byId("try").value.trim())}”` : row?.label ?? ofGroup;
  drawTools();
  drawStepper(name, every);
  drawPanel(row);
  if (byId("articles")) drawList(name, every);
  drawReading(every);
  if (byId("spread")) drawSpread(name, every, row);
  offerWords();
  drawWhose();
  drawChanged();
  reachScrolling();
  keepAddress();
  const active = document.activeElement;
  if (focused !== document.body && (active === document.body || active.disabled)) { // else it is lost
    focusOn(byId(editing ? "theme-terms" : "edit-terms"));
  }
}
function drawTools() {
  for (const [id, label, state] of [["undo", "Undo", past.before() && now()], ["redo", "Redo", past.after()]]) {
    byId(id).disabled = !state;
    byId(id).setAttribute("aria-label", state ? `${label}: ${state.what}` : label);
  }
  byId("reset").disabled = isFirst();
  byId("edit-terms").setAttribute("aria-expanded", editing);
  if (!byId("check-it")) return; // in Jupyter
  drawCoders();
  byId("check-it").disabled = isOwn();
}
function drawStepper(name, every) {
  const place = step === null ? plural(every.length, "mention") : `${step + 1} of ${figures(every.length)}`;
  byId("place").replaceChildren(make("b", {}, name), `: ${place}${inSample()}`);
  byId("previous").disabled = byId("next").disabled = !every.length;
  hide("show-all", lit === null && litGroup === null && !tried && step === null);
}
/** By whose terms it is counted. */
function sourceOfTerms() {
  if (past === ofPage) return authorsSource;
  if (past.first().what === SENDERS) return "Counted by the sender’s terms";
  return `Counted by names, phrases and words of the text${hasThemesOfPage() ? " and by the terms of this page" : ""}`;
}
/** The themes, and the editor below the row of the one that is edited. */
function drawPanel(row) {
  const editor = byId("editor");
  if (!editing && editor.parentElement !== byId("panel")) byId("panel").append(editor); // its row may go
  if (byId("naming")) drawNaming();
  for (const one of rows) {
    one.strip = stripOf(one);
    const words = one === row && row.count && !editing ? `Words found${inSample()}: ${wordsFound(row.mentions, articles)}.` : "";
    one.said = `${findsOf(one)} ${words}`.trim();
  }
  drawThemes(rows, groups(), { lit, group: litGroup, editing, everything, isOwn: isOwn(), isSuggested, ticked }, PICKS);
  if (byId("by")) drawColumns();
  if (byId("counts-of")) write("counts-of", isOwn() ? "" : `In ${ofArticles(countsAll())}`);
  write("where-of", overTime() ? data.strips : `Where in the ${articles.length > 1 ? "article shown" : "text"}`);
  write("source", authorsSource && `${sourceOfTerms()}${isFirst() ? "" : ", changed here"}`);
  byId("nested").checked = now().nested === "count";
  write("notes-of", isSample() ? "Mentions in the sample:" : "");
  editor.hidden = !editing;
  if (!editing) return;
  const inRow = rowOfTheme(lit);
  if (editor.previousElementSibling !== inRow) inRow.after(editor); // moved, it would lose the focus
  const edited = now().themes[placeOf(lit)];
  drawEditor(edited, row.mentions, nameProblem(edited, now().themes, groups()), (...given) => whyNone(lit, ...given), ofForms);
}
/** What is said of a term that asks for its forms. */
function ofForms(one) {
  if (!one.forms || /[*?]/.test(one.term)) return "";
  if (!formsOf(one)) return COUNTS_EDITS ? "" : "Its forms are counted by run.py, not on this page.";
  return `Forms${isOwn() ? " in the page’s own text, no others count" : inSample()}: ${namedForms(one).map(visible).join(", ") || "none"}.`;
}
/** The article that is shown, with its marks. */
function drawReading(every) {
  document.body.classList.toggle("numbered", lit !== null);
  const current = step === null ? null : every[step];
  const { sentences } = articles[shown];
  const marks = marksOf(found[shown] ?? [], tried?.found[shown] ?? [], { rows, lexicon, isLit, current });
  const around = sentences && current?.article === shown ? sentences[spanAt(sentences, current.start)] : missed;
  drawText(articles[shown], marks, around);
}
/** Whether strips show rates over time, or places in the article that is shown. */
const overTime = () => !isOwn() && data.strips;
const placesShown = (row) => row.mentions.filter(({ article }) => article === shown).map(({ start }) => start);
function stripOf(row) {
  if (!overTime()) return marksAt(placesShown(row), textOf(articles[shown]).before.at(-1) || 1);
  return barsAt(ratesOf("period", row.mentions, [row]));
}
/** What a click on a theme or on a group does. */
const PICKS = {
  pick(id) {
    light(lit === id ? null : id);
    if (lit !== null) toFirst();
  },
  tick,
  strikeOut,
  pickGroup: (group) => light(null, lit === null && litGroup === group ? null : group),
};
/** The field for a name, below the theme that was ticked last. */
function drawNaming() {
  hide("naming", !ticked.size);
  const place = ticked.size ? rowOfTheme([...ticked].at(-1)).parentElement : byId("panel"); // its row may go
  if (byId("naming").parentElement !== place) place.append(byId("naming"));
  write("use-name", ticked.size > 1 ? `Make ${ticked.size} themes one` : "Rename");
}
const MOST_LINES = 6; // of the changed terms, that are named
/** How many passages are gained and lost, of all articles where Python counts them; null where that is not known. */
function changeSizes(passages) {
  if (!passages || (COUNTS_EDITS && isSample() && !changesOfAll)) return null;
  return (!isOwn() && changesOfAll) || { gained: passages.gained.length, lost: passages.lost.length };
}
function drawWhose() {
  document.body.classList.toggle("own", isOwn());
  document.body.classList.toggle("suggests", past !== ofPage);
  if (byId("authors-note")) hide("authors-note", isAuthors());
  if (isOwn()) write("own-said", noteOnOwn());
}
function drawChanged() {
  hide("changed", isFirst());
  if (isFirst()) return;
  write("what-changed", whatChanged(now(), changes, now().what === SENDERS ? "The sender changed" : "Changed"));
  write("lines-changed", termsChanged(now()));
  const sizes = changeSizes(changes);
  hide("gains", !sizes || !(sizes.gained + sizes.lost));
  if (byId("gains").hidden || !byId("gains").open) return;
  const named = (themes) => themes.map((theme, place) => [themeKey(theme), namesOf(themes)[place]]);
  const names = new Map([...named(firstState().themes), ...named(now().themes)]);
  drawChanges(changes, names, articles, ({ theme, article, start, span, isGained }) => {
    const id = now().themes.find((some) => themeKey(some) === theme)?.id ?? null;
    if (isGained) openPassage(id, article, start);
    else openSentence(id, article, span);
  });
}
/** Which terms came to themes, and which went. */
function termsChanged({ themes }) {
  const { added, refused, removed } = linesChanged(themes, firstState().themes);
  const listed = (label, lines) => (lines.length ? `${label}: ${quotedNames(lines, MOST_LINES)}.` : "");
  return [listed("Terms added", added), listed("Not counted", refused), listed("Terms removed", removed)].filter(Boolean).join(" ");
}
function whatChanged(state, passages, verb = "Changed") {
  const names = quotedNames(namesChanged(state.themes, firstState().themes));
  const nested = state.nested === "count" ? "counted" : "not counted";
  const changed = [names && `${verb}: ${names}.`, state.nested !== data.nested && `Terms inside longer ones: ${nested}.`].filter(Boolean).join(" ");
  const sizes = changeSizes(passages);
  if (!sizes) return changed;
  return `${changed} Gained${changesOfAll ? "" : inSample()}: ${plural(sizes.gained, "passage")}. Lost: ${figures(sizes.lost)}.`;
}
