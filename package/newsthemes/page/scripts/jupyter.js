// The explorer in Jupyter: Python is told each edit, saves it, counts articles that are not here, suggests and checks.

const { model } = frameElement;
const SOON = 150; // milliseconds without a change, after which Python is told
const PATIENCE = 10_000; // milliseconds, after which it is said that Python does not answer
const waiting = new Map(); // the numbers of questions -> what is done with the answer
let [asked, timer] = [Math.floor(Math.random() * 1e9), null];
Object.assign(MOST, { themes: 1e5, lines: 1e7 }); // all edits that come here are from here
const COUNTS_EDITS = true;

function ask(kind, more = {}) {
  const number = ++asked;
  const late = () => waiting.has(number) && !looking.has(kind) && say("", "Python does not answer: it is busy, or this cell must be run again.");
  const answered = new Promise((resolve) => waiting.set(number, resolve));
  setTimeout(late, PATIENCE);
  try {
    model.send({ kind, number, ...more });
  } catch {
    late(); // the kernel is gone
  }
  return answered;
}
model.on("msg:custom", ({ number, ...answer }) => {
  if (answer.error && waiting.has(number)) say("", answer.error);
  waiting.get(number)?.(answer);
  waiting.delete(number);
});

/** What Python says of these themes, so that they are counted here as there. Returns whether it is new. */
function learn({ above: said, forms }, themes) {
  const before = JSON.stringify([[...above], [...knownForms]]);
  said.forEach((one, place) => above.set(themes[place].id, one));
  learnForms(forms);
  const isNew = before !== JSON.stringify([[...above], [...knownForms]]);
  if (isNew) alreadyRead.clear();
  return isNew;
}
learn(data, now().themes);

/** The edit as Python reads it. */
function forPython() {
  const { nested, themes } = toEdit();
  return { nested, themes: themes.map((one) => (one.lines ? { ...one, lines: one.lines.map(meant) } : one)) };
}
function keepEdit() {
  frameElement.kept = isAuthors() ? null : toEdit(); // for when Jupyter takes the frame away and shows it again
  kept.set(storage, frameElement.kept && JSON.stringify(frameElement.kept));
  write("kept", themesChanged() ? "Not saved yet." : "");
  clearTimeout(timer);
  timer = setTimeout(tell, SOON);
}
const tellNow = () => timer && tell();
/** Python is told the edit; what it says to it counts if nothing has changed since. */
async function tell() {
  clearTimeout(timer);
  timer = null;
  const told = now();
  const edit = isAuthors() ? null : forPython();
  const { counts, gained, lost, fault, ...more } = await ask("edit", { edit });
  if (told !== now()) return;
  if (counts) {
    changesOfAll = { gained, lost };
    countAll(counts);
  }
  if (more.forms && learn(more, told.themes)) await recount(lit, true);
  if (fault && !faultyName()) say("", `Other cells go on with the themes from before: ${fault}`);
  if (counts) {
    for (const row of rows) row.total = totals.get(row.id) ?? row.count;
    draw();
    const row = rows[placeOf(lit)];
    if (row) byId("status").textContent = `${row.label}: ${plural(row.total, "mention")}`;
  }
  for (const kind of ["suggestions", "checks"]) look(kind);
}

// ---- saving

async function saveThemes() {
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
  kept.set(storage, null);
  const themes = authorsOf(saved);
  [authors, storage, authorsKeys, changesOfAll] = [themes, `themes:${key}`, null, null];
  const idOf = (theme) => now().themes.find((one) => fullName(one) === fullName(theme))?.id;
  const then = themes.map((theme, number) => [idOf(theme), number]).filter(([id]) => id !== undefined);
  stems.clear();
  for (const [id, number] of then) stems.set(id, number);
  const stands = authorsState();
  past.restart({ ...now(), themes: savedThemes(stands.themes, sent.themes) });
  learn(more, stands.themes);
  const counted = await mentionsOf(stands, ++turn);
  if (counted) authorsKeys = passageKeys(stands.themes, counted.flat());
  await settle();
}

// ---- suggestions and checks

const looking = new Map(); // what Python looks for -> whether it is to look again, since something changed meanwhile

async function look(kind) {
  const box = byId(kind);
  const note = box.querySelector("p");
  if (!box.open) return;
  if (looking.has(kind)) return looking.set(kind, true);
  looking.set(kind, false);
  tellNow();
  if (!box.querySelector("li")) note.textContent = "Python is looking …";
  const { rows: given, said } = await ask(kind);
  const again = looking.get(kind);
  looking.delete(kind);
  if (again) look(kind);
  if (!given) return;
  note.textContent = said;
  box.querySelector("ul").replaceChildren(...given.map(kind === "checks" ? checkItem : suggestionItem));
  reachScrolling();
}
function checkItem({ theme, term, line, said }) {
  return make("li", {}, make("b", {}, visible(theme)), visible(`${term && ` “${term}”`} (line ${line}): ${said}`));
}
function suggestionItem({ term, theme, said, passage }) {
  const themes = make("select", {}, ...themeOptions(rows));
  themes.value = rows.find((row) => row.theme === theme)?.id ?? lit ?? "new";
  const add = () => addWords(term, Number(themes.value));
  return make("li", {}, make("b", {}, visible(term)), ` ${said} `, make("q", {}, visible(passage)), " ",
    make("span", {}, make("label", {}, "Add to… ", themes), " ",
      button("Add", { onclick: add, "aria-label": `Add “${term}”` })));
}

// ---- the frame

/** The light or dark theme of JupyterLab or VS Code, and not that of the system. */
function followTheme() {
  const { jpThemeLight, vscodeThemeKind } = parent.document.body.dataset;
  const isDark = jpThemeLight ? jpThemeLight === "false" : /dark|contrast$/.test(vscodeThemeKind);
  if (!jpThemeLight && !vscodeThemeKind) return;
  for (const rule of DARK) rule.media.mediaText = isDark ? "all" : "not all";
  document.documentElement.style.colorScheme = isDark ? "dark" : "light";
}
const DARK = [...document.styleSheets[0].cssRules].filter(({ media }) => media?.mediaText.includes("prefers-color-scheme"));

const leaveOffer = () => void kept.set(storage, null);
const openDialog = (id) => byId(id).showModal();
const keepAddress = () => {}; // a frame has none that one sees
const entry = null;
/** The edit of this frame goes on; where the cell was run again, that of this browser is offered. */
async function begin() {
  const page = model.get("page"); // another one after a saving, where Jupyter shows the frame again
  if (frameElement.srcdoc !== page) return (frameElement.srcdoc = page);
  await recount(); // of the saved themes, so that it is known what a change gains and loses
  connect();
  try {
    const [known, own] = [frameElement.kept, JSON.parse(kept.get(storage))];
    if (known) await change({ ...stateOf(known), what: "your changes from before" });
    else if (own) await offer(own, "Not saved before.");
  } catch (error) {
    say("", `The changes from before cannot be used: ${error.message}.`);
  }
}
addEventListener("blur", tellNow);
addEventListener("pagehide", tellNow);
new MutationObserver(followTheme).observe(parent.document.body, { attributeFilter: ["data-jp-theme-light", "data-vscode-theme-kind"] });
followTheme();
for (const kind of ["suggestions", "checks"]) on(kind, () => look(kind), "toggle");

const HOSTS = { "save-themes": saveThemes };
