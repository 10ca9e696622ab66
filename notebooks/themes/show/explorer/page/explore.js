// The explorer: what the reader has, what is counted of it, and what each control does. rule.js counts.

const SLICE = 30; // milliseconds that a count may take before the keyboard has its turn
const pause = () => new Promise((resolve) => setTimeout(resolve));

function explore(data) {
  const colours = new Map(data.groups);
  const authors = authorsOf(data.lexicon);
  let articles = data.articles; // those of the page, or the reader's own
  let [lexicon, found, rows, authorsKeys] = [[], [], [], null]; // as last counted; `found`: the mentions of each article
  let [lit, step, shown] = [null, null, 0]; // the id of the one theme that is lit, which of its passages, which article
  let [tried, offered, editing, everything] = [null, null, false, false];
  let [turn, ids, storage] = [0, 0, `themes:${data.key}`];
  const { title } = document;

  const isOwn = () => articles !== data.articles;
  const groups = () => [...new Set([...colours.keys(), ...now().themes.map(({ group }) => group)])];
  const placeOf = (id) => now().themes.findIndex((theme) => theme.id === id);
  const toEdit = () => editOf(now().themes, now().nested, authors);
  const isAuthors = () => now().nested === data.nested && String(toEdit().themes) === String([...authors.keys()]);
  const stateOf = (edit) => ({ nested: edit.nested, themes: themesOf(edit, authors).map((theme) => ({ ...theme, id: ++ids })) });
  const authorsState = () => stateOf({ nested: data.nested, themes: [...authors.keys()] });
  const past = historyOf(authorsState()); // of {nested, themes: [{id, group, theme, text}]}
  const { now } = past;
  const lexiconOf = ({ themes }) => themes.map((one) => ({ group: one.group, theme: one.theme, terms: readTheme(one).terms }));

  function say(said, seen = "") {
    byId("status").textContent = said;
    byId("message").textContent = seen;
  }

  // ---- counting

  /** A text as rule.js counts it; of the page's own it is known what the author's themes find. */
  function textOf(article) {
    if (article.own) return article.own;
    article.own = articleOf(article.text);
    const seen = authors.map(() => []);
    for (const [theme, entry, start, end] of article.found ?? []) seen[theme].push({ entry, start, end });
    if (article.found) authors.forEach(({ lines }, theme) => article.own.counted.set(readTheme({ text: lines.join("\n") }).terms, seen[theme]));
    return article.own;
  }
  /** Something of every article, the one that is shown first; null where another count began meanwhile. */
  async function ofEach(count, own) {
    const results = [];
    let began = performance.now();
    for (const number of [shown, ...[...articles.keys()].filter((other) => other !== shown)]) {
      if (performance.now() - began > SLICE) {
        await pause();
        if (own !== turn) return null;
        began = performance.now();
      }
      results[number] = count(textOf(articles[number])).map((mention) => ({ ...mention, article: number }));
    }
    return results;
  }
  const mentionsOf = (state, own) => ofEach((text) => mentionsIn(text, lexiconOf(state), state.nested), own);
  async function recount(changed) {
    const own = ++turn;
    const state = now();
    const counted = await mentionsOf(state, own);
    if (!counted) return;
    [lexicon, found] = [lexiconOf(state), counted];
    if (tried) tried.found = (await ofEach((text) => countedIn(text, tried.terms), own)) ?? tried.found;
    if (own !== turn) return;
    rows = rowsOf(now().themes, found.flat(), articles, colours);
    if (!isOwn() && isAuthors()) authorsKeys ??= passageKeys(lexicon, found.flat());
    draw();
    const total = `${plural(found.flat().length, "mention")} in ${plural(articles.reduce((sum, { words }) => sum + words, 0), "word")}`;
    const one = changed && rows[placeOf(changed)];
    say(one ? `${one.label}: ${plural(one.count, "mention")}. ${total}` : total);
  }
  const passages = () => (tried ? tried.found.flat() : lit === null ? found.flat() : rows[placeOf(lit)]?.mentions ?? []);

  // ---- what the reader changes

  /** A change that can be undone. `kind` names the field that is typed in, so that a word is undone as one. */
  function change(state, changed, kind) {
    past.add(state, kind);
    return settle(changed);
  }
  function travel(by) {
    past.travel(by);
    settle();
  }
  function settle(changed) {
    if (placeOf(lit) < 0) [lit, editing] = [null, false];
    step = null;
    const keeps = kept.set(storage, isAuthors() ? null : JSON.stringify(toEdit()));
    byId("kept").textContent = keeps ? "" : "This browser keeps no edits: save the page before you close it.";
    return recount(changed);
  }
  function edit(id, values, kind = "") {
    const themes = now().themes.map((theme) => (theme.id === id ? { ...theme, ...values } : theme));
    return change({ ...now(), themes }, id, kind && `${kind} ${id}`);
  }
  async function addTheme(text = "") {
    let name = "New theme";
    for (let number = 2; now().themes.some(({ theme }) => theme === name); number++) name = `New theme ${number}`;
    const beside = now().themes[placeOf(lit)] ?? now().themes[now().themes.length - 1];
    const added = { id: ++ids, group: beside?.group ?? "", theme: name, text };
    stopTrying();
    [lit, editing] = [added.id, true];
    await change({ ...now(), themes: [...now().themes, added] }, added.id);
    byId("theme-name").select();
  }
  async function removeTheme() {
    const { theme } = now().themes[placeOf(lit)];
    await change({ ...now(), themes: now().themes.filter(({ id }) => id !== lit) });
    say("", `“${visible(theme)}” is removed; Undo brings it back.`);
    byId("edit-terms").focus();
  }
  const termLine = (words) => lineOf({ term: tidy(words), excluded: false, exact: ACRONYM.test(tidy(words)) });
  function addTerm(id, words) {
    const { text } = now().themes[placeOf(id)];
    const line = termLine(words);
    stopTrying();
    lit = id;
    return edit(id, { text: text.trim() ? `${text.trimEnd()}\n${line}` : line });
  }

  // ---- what the reader looks at

  function light(id) {
    stopTrying();
    [lit, step] = [id, null];
    if (id === null) editing = false;
    draw();
  }
  function openEditor() {
    if (editing) return light(lit, (editing = false));
    lit ??= [...rows].sort((one, other) => other.count - one.count)[0]?.id ?? null;
    if (lit === null) return addTheme();
    stopTrying();
    [editing, step] = [true, null];
    draw();
    byId("theme-terms").focus();
  }
  function go(by) {
    const { length } = passages();
    if (length) show(((step ?? (by > 0 ? -1 : 0)) + by + length) % length);
  }
  function show(place) {
    const { article, start } = passages()[place];
    [step, shown] = [place, article];
    draw();
    document.querySelector("#texts mark.current")?.scrollIntoView({ block: "center" });
    const span = articles[article].sentences[spanAt(articles[article].sentences, start)];
    say(`${step + 1} of ${passages().length}: ${span ? visible(cutOut(articles[article], ...span)) : ""}`);
  }
  function openArticle(number) {
    [step, shown] = [null, number];
    draw();
    byId("texts-box").scrollTop = 0;
  }
  function stopTrying() {
    tried = null;
    byId("try").value = byId("tried").textContent = "";
  }
  async function tryWord() {
    const own = ++turn;
    const { terms, problems } = readTheme({ text: byId("try").value });
    const counted = terms.length ? await ofEach((text) => countedIn(text, terms), own) : [];
    if (!counted) return;
    tried = terms.length ? { terms, found: counted } : null;
    step = null;
    draw();
    byId("tried").textContent = tried ? saidOfTried() : [...problems.values()].map((message) => `not counted: ${message}`).join("");
  }
  function saidOfTried() {
    const every = tried.found.flat();
    if (every.length) return `${plural(every.length, "time")} in ${plural(sentencesNaming(every, articles), "sentence")}`;
    const why = whyZero(articles.map(textOf), [{ group: "", theme: "", terms: tried.terms }], "count", 0, 0);
    return `0 times: ${visible(why) || "it is left out"}`;
  }

  // ---- what is drawn

  function draw() {
    const every = passages();
    const row = rows[placeOf(lit)];
    const changed = !isAuthors();
    byId("undo").disabled = !past.before();
    byId("redo").disabled = !past.after();
    byId("reset").disabled = !changed;
    byId("nested").checked = now().nested === "count";
    byId("edit-terms").setAttribute("aria-expanded", editing);
    byId("previous").disabled = byId("next").disabled = !every.length;
    byId("show-all").hidden = lit === null && !tried && step === null;
    const name = tried ? `“${visible(byId("try").value.trim())}”` : row ? row.label : "All themes";
    const place = step === null ? plural(every.length, "mention") : `${step + 1} of ${every.length.toLocaleString("en")}`;
    byId("place").replaceChildren(make("b", {}, name), `: ${place}`);
    drawThemes(rows, groups(), lit, everything, (id) => light(lit === id ? null : id));
    byId("editor").hidden = !editing;
    const why = (entry) => whyZero(articles.map(textOf), lexicon, now().nested, placeOf(lit), entry);
    if (editing) drawEditor(row, nameProblem(row, now().themes, groups()), why);
    byId("articles").hidden = articles.length < 2;
    byId("article-title").textContent = visible(articles[shown].title);
    byId("counted-in").textContent = row ? `mentions of ${row.label}` : "mentions";
    const sizes = new Array(articles.length).fill(0);
    for (const mention of every) sizes[mention.article]++;
    if (articles.length > 1) drawTitles(articles, sizes, shown, openArticle);
    if (byId("spread")) {
      byId("spread").hidden = isOwn() || !drawSpread(articles, sizes, row?.colour ?? "currentColor");
      byId("spread-of").textContent = `${name}, per 1,000 words of the ${plural(articles.length, "article")} in this page.`;
    }
    const current = step === null ? null : every[step];
    const sentences = articles[shown].sentences;
    const marks = marksOf(found[shown] ?? [], tried?.found[shown] ?? [], { rows, lexicon, lit, current });
    drawText(articles[shown], marks, current?.article === shown ? sentences[spanAt(sentences, current.start)] : null);
    drawWhere(rows, shown, textOf(articles[shown]).before.at(-1) || 1, (id, start) => { byId("explore").scrollIntoView(); open(id, start); });
    const title = articles.length > 1 || isOwn() ? ` in “${visible(articles[shown].title)}”` : "";
    byId("where-of").textContent = `One mark a mention${title}, from the start of the text to its end. A click on a mark leads to its passage.`;
    offerWords();
    drawChanged(changed);
    reachScrolling();
  }
  function open(id, start) {
    light(id);
    show(passages().findIndex((mention) => mention.article === shown && mention.start === start));
  }
  function drawChanged(changed) {
    document.body.classList.toggle("own", isOwn());
    byId("changed").hidden = !changed;
    byId("authors-note").hidden = !changed;
    byId("readers-lead").hidden = !changed && !isOwn();
    for (const id of ["where-finding", "authors-lead"]) if (byId(id)) byId(id).hidden = changed || isOwn();
    const first = groups()[0] ?? "";
    const lead = leadOf(visible(first), rows.filter(({ group }) => group === first));
    byId("readers-lead").textContent = (changed ? "With your changes: " : "") + lead;
    if (changed) byId("what-changed").textContent = `You changed ${whatChanged(now(), lexicon, found)}.`;
  }
  function whatChanged(state, words, counted) {
    const names = firstOf(namesChanged(state.themes, authorsState().themes)).map((name) => `“${visible(name)}”`);
    if (state.nested !== data.nested) names.push("whether mentions inside longer ones count");
    if (isOwn() || !authorsKeys) return listed(names);
    const keys = passageKeys(words, counted.flat());
    const [gained, lost] = [[...keys].filter((key) => !authorsKeys.has(key)), [...authorsKeys].filter((key) => !keys.has(key))];
    const gains = gained.length ? spelled(gained.length, "passage") : "no passage";
    return `${listed(names)}: ${gains} gained, ${lost.length ? inWords(lost.length) : "none"} lost`;
  }

  // ---- words that are selected or tried, to add to a theme

  const offerWords = () => drawAdder(selectedWords(), tried ? byId("try").value.trim() : "", rows, lit);
  function addWords() {
    const { words } = byId("words").dataset;
    getSelection().removeAllRanges();
    if (byId("add-to").value === "new") addTheme(termLine(words));
    else addTerm(Number(byId("add-to").value), words);
  }

  // ---- what leaves the page, and what comes to it

  function save(name, type, content) {
    download(name, type, content);
    say("", `${name} is where the browser keeps its downloads.`);
  }
  function saveThemes() {
    const problem = now().themes.map((theme) => nameProblem(theme, now().themes, groups())).find(Boolean);
    const wrong = now().themes.reduce((sum, theme) => sum + readTheme(theme).problems.size, 0);
    if (problem || !lexicon.length) return say("", `Not saved: ${problem || "there is no theme"}.`);
    save("themes.yaml", "text/yaml", yamlOf(lexicon));
    if (wrong) say("", `themes.yaml is saved without ${spelled(wrong, "faulty line")}.`);
  }
  function copyLink() {
    if (!location.protocol.startsWith("http")) {
      return say("", "A link works where the page is on the web; from a file, save the page with your edits and send that.");
    }
    const address = addressWith(toEdit());
    const copied = navigator.clipboard?.writeText(address) ?? Promise.reject();
    copied.then(() => say("", "The link is copied."), () => {
      history.replaceState(null, "", address);
      say("", "The link is in the browser’s address bar.");
    });
  }
  /** An edit in the address is shown, with what it gains and loses, before it is taken over. */
  async function offer() {
    offered = null;
    byId("offer").hidden = true;
    try {
      const came = editInAddress();
      if (!came) return;
      offered = stateOf(came);
      const counted = await mentionsOf(offered, ++turn);
      if (!counted) return;
      byId("offer").firstElementChild.textContent = `This link changes ${whatChanged(offered, lexiconOf(offered), counted)}.`;
      byId("offer").hidden = false;
      byId("offer").focus();
      byId("explore").scrollIntoView();
    } catch (error) {
      say("", `The changes in this link cannot be used: ${error.message}. The page is as it was.`);
      leaveAddress();
    }
  }
  function answer(takes) {
    const taken = offered;
    [offered, byId("offer").hidden] = [null, true];
    leaveAddress();
    byId("edit-terms").focus();
    if (takes) change(taken);
  }
  function openOwn(own, said = []) {
    articles = own;
    [lit, step, shown, editing] = [null, null, 0, false];
    stopTrying();
    byId("own").close();
    byId("own-note").hidden = !isOwn();
    const what = own.length > 1 ? plural(own.length, "text") : `“${visible(own[0].title)}”, ${plural(own[0].words, "word")}`;
    byId("own-note").firstElementChild.textContent = ["Your own:", what, "· it stays in this browser.", ...said].join(" ");
    const mine = own.length > 1 ? `${plural(own.length, "text")} of your own` : visible(own[0].title);
    byId("title").textContent = document.title = isOwn() ? mine : title;
    byId("byline").hidden = isOwn();
    return recount();
  }
  async function readOwn(files) {
    const { read, said } = files ? await articlesFrom(files) : { read: [], said: [] };
    const text = byId("own-text").value;
    if (!files && text.length > MOST_OWN) said.push("The text has more than 3 MB; cut it into parts.");
    else if (!files && text.trim()) read.push(articleFrom("", text));
    else if (!files) said.push("There is no text yet: paste it above.");
    if (read.length) return openOwn(read, said);
    if (!byId("own").open) byId("own").showModal();
    byId("own-problem").textContent = said.join(" ");
  }

  /** What is saved in the page: the edit, and the reader's own texts where those are shown. */
  const toSave = () => ({ ...toEdit(), ...(isOwn() && { texts: articles.map(({ title, text }) => ({ title, text })) }) });
  async function begin() {
    const saved = byId("edit").textContent; // in a page that was saved with edits
    if (saved !== "null") storage += `:${saved.length}:${saved.slice(-60)}`;
    await recount(); // of the author's themes, so that it is known what a change gains and loses
    let said = "";
    for (const text of [saved, kept.get(storage) ?? "null"].filter((one) => one !== "null")) {
      try {
        past.add(stateOf(JSON.parse(text)));
      } catch {
        said = "The changes that came with this page cannot be read; these are the author’s themes.";
      }
    }
    const { texts } = JSON.parse(saved) ?? {};
    if (texts) await openOwn(texts.map(({ title: name, text }) => articleFrom(name, text)));
    else if (past.before()) await recount();
    if (said) say("", said);
    await offer();
  }
  connect({
    "edit-terms": openEditor, "undo": () => travel(-1), "redo": () => travel(1), "reset": () => change(authorsState()),
    "save-themes": saveThemes, "save-page": () => save(ownName(), "text/html", pageWith(toSave())), "copy-link": copyLink,
    "save-mentions": () => save("mentions.csv", "text/csv", csvOf(found.flat(), articles, lexicon)),
    "take": () => answer(true), "decline": () => answer(false), "back": () => openOwn(data.articles),
    "everything": () => { everything = !everything; draw(); }, "add-theme": () => addTheme(), "remove-theme": removeTheme,
    "previous": () => go(-1), "next": () => go(1), "show-all": () => light(null), "add-words": addWords, "count-own": () => readOwn(),
  }, {
    nested: (counts) => change({ ...now(), nested: counts ? "count" : "drop" }),
    name: (value) => edit(lit, { theme: tidy(value) }, "name"),
    terms: (value) => edit(lit, { text: value }, "terms"),
    tryWord, draw, offerWords, readOwn, offer, open,
  });
  begin();
}

if (byId("article-data")) explore(JSON.parse(byId("article-data").textContent));
