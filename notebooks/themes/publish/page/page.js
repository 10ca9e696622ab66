// What the page does with an article: turns it into a view that answers. rule.js counts.

const asSent = document.documentElement.cloneNode(true); // for the saved copy: taken before anything changes the page

function explore(data) {
  const colours = new Map(data.groups);
  const texts = data.articles.map(({ text }) => text);
  const characters = texts.map((text) => Array.from(text)); // offsets are code points
  const words = data.articles.reduce((sum, article) => sum + article.words, 0);
  const authors = authorsOf(data.lexicon);
  let themes, nested; // as the reader has them: {group, theme, text, off, open}, and the elements of each
  let counted, lexicon, mentions; // the themes as last counted, without errors; with an error somewhere, this stays
  let step = null; // {theme, place}: whose passage is outlined, and which
  let waiting;

  const passages = (theme) => mentions.filter((mention) => counted[mention.theme] === theme);
  const groups = () => [...new Set([...colours.keys(), ...themes.map(({ group }) => group)])];
  function labelOf({ group, theme }) {
    const several = themes.filter((other) => other.theme === theme).length > 1;
    return visible(several && group ? `${group}: ${theme}` : theme);
  }
  function say(said, shown = "") {
    byId("status").textContent = said;
    byId("message").textContent = shown;
  }

  // ---- what is shown: the author's themes, or those that came with the page or its address

  function load(edit) {
    [themes, nested, step] = [themesOf(edit, authors), edit.nested, null];
    [counted, lexicon, mentions] = [[], [], []];
    drawThemes();
    recount();
  }
  function restore() {
    if (document.activeElement?.id === "back") byId("panel").focus({ preventScroll: true }); // the button goes
    // else a reload would bring the edit back
    if (location.hash.startsWith("#edit=")) history.replaceState(null, "", location.href.split("#")[0]);
    load({ nested: data.nested, themes: [...authors.keys()] });
  }
  function loadShared() {
    const address = location.hash.match(/^#edit=(.*)/s);
    try {
      const edit = JSON.parse(address ? decodeURIComponent(address[1]) : byId("edit").textContent);
      if (edit) load(edit);
      else restore();
    } catch {
      restore();
      say("", "The themes that came with this page cannot be read; these are the author's.");
    }
  }

  // ---- counting

  function recount(changed) {
    const read = themes.map(readTheme);
    const names = themes.map((theme) => nameProblem(theme, themes, groups()));
    const wrong = names.some(Boolean) || read.some(({ problems }) => problems.size);
    if (!wrong) {
      lexicon = themes.map(({ group, theme }, index) => ({ group, theme, terms: read[index].terms }));
      mentions = findMentions(texts, lexicon, nested);
      counted = [...themes];
      if (step && step.place >= passages(step.theme).length) step = null;
    }
    const edit = editOf(themes, nested, authors);
    byId("banner").hidden = edit.nested === data.nested && String(edit.themes) === String([...authors.keys()]);
    byId("nested").checked = nested === "count";
    byId("save-themes").disabled = wrong || !themes.length;
    const total = `${plural(mentions.length, "mention")} in ${plural(words, "word")}`;
    byId("total").textContent = wrong ? `${total}, as counted before the error` : total;
    themes.forEach((theme, index) => drawTheme(theme, index, read[index], names[index], wrong));
    drawTexts();
    const first = changed ? `${labelOf(changed)}: ${passages(changed).length}. ` : "";
    say(wrong ? "not counted: there is an error" : first + total);
  }
  function recountSoon(theme) {
    clearTimeout(waiting);
    waiting = setTimeout(recount, 150, theme);
  }

  // ---- the themes: rows are made when themes come or go, and filled at every count

  function drawThemes() {
    byId("themes").replaceChildren(...groups().map((group) => {
      const rows = themes.filter((theme) => theme.group === group).map(rowOf);
      const label = group ? `Add a theme to ${visible(group)}` : "Add a theme";
      const add = button("Add a theme", { className: "add-theme", "aria-label": label, onclick: () => addTheme(group) });
      return make("section", { className: "group" }, group && make("h3", {}, visible(group)), make("ul", {}, ...rows), add);
    }));
  }
  function rowOf(theme) {
    const rename = (value) => { theme.theme = value.normalize("NFC").trim().replace(/\s+/gu, " "); };
    const typed = (set) => ({ target }) => { set(target.value); recountSoon(theme); };
    return makeRow(theme, `theme-${themes.indexOf(theme)}`, colours.get(theme.group) ?? "#7f7f7f", {
      toggle: () => { theme.off = !theme.off; drawTexts(); },
      step: () => go(theme, 0),
      open: () => { theme.open = !theme.open; recount(); },
      rename: typed(rename),
      edit: typed((value) => { theme.text = value; }),
      remove: () => removeTheme(theme),
    });
  }
  function drawTheme(theme, index, { numbers, problems }, problem, wrong) {
    const most = Math.max(1, ...themes.map((other) => passages(other).length));
    fillRow(theme, { number: index + 1, label: labelOf(theme), count: passages(theme).length, most, problem, problems });
    const found = (line, entry) => {
      if (lexicon[index].terms[entry].excluded) return noteOf(theme, line, "zero", "is left out");
      const number = mentions.filter((mention) => mention.theme === index && mention.entry === entry).length;
      const why = number ? "" : ` ${visible(whyZero(texts, lexicon, nested, index, entry))}`;
      return noteOf(theme, line, number ? "" : "zero", make("b", {}, String(number)), why);
    };
    const errors = [...problems].map(([line, message]) => noteOf(theme, line, "problem", visible(message)));
    theme.notes.replaceChildren(...(theme.open ? (wrong ? errors : numbers.map(found)) : []));
  }
  function addTheme(group) {
    let name = "New theme";
    for (let number = 2; themes.some(({ theme }) => theme === name); number++) name = `New theme ${number}`;
    const added = { group, theme: name, text: "", open: true };
    themes.push(added);
    drawThemes();
    recount(added);
    added.name.select();
  }
  function removeTheme(theme) {
    const at = themes.indexOf(theme);
    themes.splice(at, 1);
    if (step?.theme === theme) step = null;
    drawThemes();
    recount();
    (themes[Math.min(at, themes.length - 1)]?.edit ?? document.querySelector(".add-theme")).focus();
  }

  // ---- the articles, and stepping through the passages of a theme

  function describe({ theme, entry }) {
    const { group, theme: name, terms } = lexicon[theme];
    const title = visible(`${name}: ${terms[entry].term}`);
    return { number: themes.indexOf(counted[theme]) + 1, colour: colours.get(group) ?? "#7f7f7f", title };
  }
  function drawTexts() {
    for (const theme of themes) theme.toggle.setAttribute("aria-pressed", !theme.off);
    const current = step && passages(step.theme)[step.place];
    const switchedOn = mentions.filter(({ theme }) => themes.includes(counted[theme]) && !counted[theme].off);
    byId("texts").replaceChildren(...data.articles.map((article, number) => {
      const title = data.articles.length > 1 ? make("h3", {}, visible(article.title)) : "";
      const found = switchedOn.filter((mention) => mention.article === number);
      const outlined = current?.article === number ? current : null;
      return make("article", {}, title, ...drawArticle(article, characters[number], found, outlined, describe));
    }));
    byId("stepper").hidden = !current;
    if (current) byId("place").textContent = `${labelOf(step.theme)}: ${step.place + 1} of ${passages(step.theme).length}`;
  }
  function go(theme, place) {
    const all = passages(theme);
    step = { theme, place: (place + all.length) % all.length };
    theme.off = false;
    drawTexts();
    document.querySelector("mark.current").scrollIntoView({ block: "center" });
    if (!byId("stepper").contains(document.activeElement)) byId("next").focus({ preventScroll: true });
    const { article, ...mention } = all[step.place];
    const sentence = characters[article].slice(...sentenceOf(data.articles[article], mention)).join("");
    say(`${step.place + 1} of ${all.length}: ${visible(sentence)}`);
  }
  function leave() {
    const { theme } = step;
    step = null;
    drawTexts();
    theme.count.focus();
  }

  // ---- saving and sharing

  function pageWithEdit() {
    const copy = asSent.cloneNode(true);
    const edit = JSON.stringify(editOf(themes, nested, authors));
    copy.querySelector("#edit").textContent = edit.replaceAll("<", "\\u003c");
    return `<!DOCTYPE html>\n${copy.outerHTML}\n`;
  }
  function save(name, type, content) {
    download(name, type, content);
    say("", `${name} is where the browser keeps its downloads.`);
  }
  function savePage() {
    const name = decodeURIComponent(location.pathname).split("/").pop().replace(/(-changed)?(\.html?)?$/, "") || "page";
    save(`${name}-changed.html`, "text/html", pageWithEdit());
  }
  function makeLink() {
    history.replaceState(null, "", `#edit=${encodeURIComponent(JSON.stringify(editOf(themes, nested, authors)))}`);
    const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject();
    copied.then(() => say("", "The link is copied."), () => say("", "The link stands in the browser's address bar."));
  }

  // ---- the view, once

  const recountNested = ({ target }) => { nested = target.checked ? "count" : "drop"; recount(); };
  const escape = ({ key }) => { if (key === "Escape") leave(); };
  byId("article").className = "explorer";
  byId("article").replaceChildren(
    make("div", { id: "panel", role: "group", "aria-label": "Themes", tabIndex: -1 },
      make("p", { id: "total" }), make("div", { id: "themes" }),
      make("label", { className: "switch" }, make("input", { type: "checkbox", id: "nested", onchange: recountNested }),
        "count mentions inside longer ones of other themes, too (nested)"),
      make("div", { className: "actions" },
        button("Save themes.yaml", { id: "save-themes", onclick: () => save("themes.yaml", "text/yaml", yamlOf(lexicon)) }),
        button("Save a copy of this page", { id: "save-page", onclick: savePage }),
        location.protocol.startsWith("http") ? button("Link to these themes", { id: "link", onclick: makeLink }) : ""),
      make("p", { id: "message", role: "status" })),
    make("div", { id: "reading" }, make("div", { id: "texts" }),
      make("div", { id: "stepper", role: "group", "aria-label": "Passages", hidden: true, onkeydown: escape },
        make("span", { id: "place" }), button("Previous", { id: "previous", onclick: () => go(step.theme, step.place - 1) }),
        button("Next", { id: "next", onclick: () => go(step.theme, step.place + 1) }),
        button("Close", { id: "leave", onclick: leave }))));
  byId("open").replaceWith(make("p", { id: "status", role: "status" }));
  document.body.prepend(
    make("div", { id: "banner", role: "region", "aria-label": "Changed themes", hidden: true },
      make("p", {}, make("b", {}, "Not the author's themes."), " They were changed in the article's section; ",
        "figures, tables and sentences elsewhere are the author's."),
      button("Back to the author's themes", { id: "back", onclick: restore })));
  addEventListener("hashchange", () => { if (location.hash.startsWith("#edit=")) loadShared(); });
  loadShared();
}

if (byId("article-data")) explore(JSON.parse(byId("article-data").textContent));
