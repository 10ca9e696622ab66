// What the explorer draws into the page's controls, from rows: {id, group, theme, label, number, colour, count, …}.

const GREY = "#7f7f7f"; // of a group that is new
const sentencesNaming = (mentions, articles) => {
  return new Set(mentions.map(({ article, start }) => `${article} ${spanAt(articles[article].sentences, start)}`)).size;
};

/** The themes as rows, in their order: each with its one name, its mentions, and how many they are; `total` is the number that is
 * shown: of more articles, where `totals` has it by the theme's id. */
function rowsOf(themes, found, colourOf, totals) {
  const names = namesOf(themes);
  const rows = themes.map(({ id, group }, place) => {
    const [theme, label] = [names[place], visible(names[place] || "(no name)")];
    return { id, group, theme, label, number: place + 1, colour: colourOf(theme, group) ?? GREY, mentions: [] };
  });
  for (const mention of found) rows[mention.theme].mentions.push(mention);
  for (const row of rows) {
    row.count = row.mentions.length;
    row.total = totals?.get(row.id) ?? row.count;
  }
  return rows;
}

/** The marks of an article, in order: its mentions, and the words that are tried. */
function marksOf(found, tried, { rows, lexicon, isLit, current }) {
  const own = found.map((mention) => {
    const { id, number, colour, theme } = rows[mention.theme];
    const title = visible(`${theme}: ${lexicon[mention.theme].terms[mention.entry].term}`);
    const pale = !isLit(rows[mention.theme]);
    return { ...mention, id, number, colour, title, pale, current: mention === current };
  });
  const more = tried.map((one) => ({ ...one, colour: "#000000", title: "tried", tried: true, current: one === current }));
  return [...own, ...more].sort(inOrder);
}

const byTotal = (one, other) => other.total - one.total;
const LARGEST = 20; // of more themes, those that are shown before "Show all"; of a pasted text all with a mention are
const lasting = new Map(); // rows and headings stay while their themes do: what is typed in them, and the focus, stay too

/** What was made for a key, or else is made now. */
function lastingly(key, create) {
  if (!lasting.has(key)) lasting.set(key, create());
  return lasting.get(key);
}

/** What a group is called: the themes of a file that has groups may stand in none. */
const groupLabel = (group) => visible(group) || "Without a group";

/** The themes as bars within their groups, each with its strip; sorted, but while one is edited: no row moves under the cursor.
 * `seen`: {lit, group, editing, everything, isOwn}; `pick` and `pickGroup` are called with what is clicked. */
function drawThemes(rows, groups, seen, { pick, pickGroup, tick, strikeOut }) {
  const most = Math.max(1, ...rows.map(({ total }) => total));
  const standing = [...byId("themes").querySelectorAll("h2, .theme")];
  const order = standing.map((item) => Number(item.querySelector("[data-row]")?.dataset.row));
  const placed = ({ id }) => (seen.editing && order.includes(id) ? order.indexOf(id) : Infinity);
  const ranked = [...rows].sort((one, other) => placed(one) - placed(other) || byTotal(one, other));
  const mentioned = rows.filter(({ total }) => total).sort(byTotal);
  const large = rows.length > LARGEST && mentioned.length ? mentioned.slice(0, seen.isOwn ? rows.length : LARGEST) : rows;
  const shown = new Set(seen.everything ? rows : large);
  const itemOf = (row) => {
    const item = lastingly(row.id, () => {
      const choices = seen.isSuggested(row) ? makeChoices(row.id, tick, strikeOut) : "";
      return make("li", { className: "theme" }, makeRow(row.id, pick), choices, make("p", { className: "quiet" }));
    });
    const choices = item.querySelector(".choices");
    if (choices) fillChoices(choices, row, seen.ticked.has(row.id));
    item.hidden = !shown.has(row) && row.id !== seen.lit;
    fillRow(item, row, most, row.id === seen.lit);
    return item;
  };
  const sections = groups.map((group) => {
    const heading = lastingly(JSON.stringify(group), () => make("h2", {}, button(groupLabel(group), { onclick: () => pickGroup(group) })));
    heading.firstElementChild.setAttribute("aria-pressed", seen.lit === null && seen.group === group);
    const own = ranked.filter((row) => row.group === group);
    const mentions = plural(own.reduce((sum, { total }) => sum + total, 0), "mention");
    heading.firstElementChild.setAttribute("aria-label", `${groupLabel(group)}: ${mentions}`);
    const items = own.map(itemOf);
    heading.hidden = items.every((item) => item.hidden);
    return { heading, items };
  });
  const filled = sections.filter(({ items }) => items.length);
  const headed = groups.length > 1 || groups[0];
  const wanted = filled.flatMap(({ heading, items }) => (headed ? [heading, ...items] : items));
  if (wanted.length !== standing.length || wanted.some((item, place) => item !== standing[place])) {
    const focused = document.activeElement;
    byId("themes").replaceChildren(...filled.map(({ heading, items }) => {
      return make("section", { className: "group" }, headed ? heading : "", make("ul", {}, ...items));
    }));
    if (byId("themes").contains(focused)) focusOn(focused);
  }
  hide("everything", large.length === rows.length);
  write("everything", seen.everything ? "Show fewer themes" : `Show all ${rows.length} themes`);
}

function makeRow(id, pick) {
  const strip = makeSvg("svg", { class: "strip", viewBox: "0 0 1000 9", preserveAspectRatio: "none", "aria-hidden": "true" });
  strip.append(makeSvg("path", {}));
  const label = make("span", { className: "label" }, make("span", { className: "number" }, make("span", { className: "unseen" })), " ", make("bdi"));
  const control = button(label, { className: "row", onclick: () => pick(id) });
  control.dataset.row = id;
  const sentences = make("span", { className: "count" });
  control.append(" ", make("span", { className: "bar" }), " ", make("b"), " ", sentences, " ", strip);
  return control;
}

/** Beside a suggested theme: a box that ticks it, and a cross that strikes it out. */
function makeChoices(id, tick, strikeOut) {
  const box = make("input", { type: "checkbox", onchange: ({ target }) => tick(id, target.checked) });
  return make("span", { className: "choices" }, box, button("×", { onclick: () => strikeOut(id) }));
}
function fillChoices(choices, { label }, isTicked) {
  const [box, cross] = choices.children;
  box.checked = isTicked;
  box.setAttribute("aria-label", `Tick ${label}`);
  cross.setAttribute("aria-label", `Strike out ${label}`);
}

function fillRow(item, row, most, isLit) {
  const change = row.sizes ? row.sizes.gained - row.sizes.lost : 0;
  const shows = [row.colour, row.number, row.label, row.total, row.sentences, change, row.strip, row.said, most, isLit].join("\0");
  if (item.shows === shows) return;
  item.shows = shows;
  const control = item.firstElementChild;
  const part = (name) => control.querySelector(name);
  item.style.setProperty("--colour", row.colour);
  item.style.order = row.number; // in print
  control.setAttribute("aria-pressed", isLit);
  const sentences = row.sentences === null ? "" : `, ${plural(row.sentences, "sentence")}`;
  control.setAttribute("aria-label", `${row.label}: ${plural(row.total, "mention")}${sentences}`); // the number beside a name is for the eye
  item.querySelector(":scope > .quiet").textContent = row.said;
  part(".number").dataset.number = part(".unseen").textContent = row.number; // as a picture, and as a text without styles
  part("bdi").textContent = row.label;
  part(".bar").style.setProperty("--share", row.total / most);
  part("b").textContent = figures(row.total);
  part(".count").dataset.count = row.sentences === null ? "" : figures(row.sentences);
  if (change) part("b").dataset.change = `${change > 0 ? "+" : "−"}${Math.abs(change)}`;
  else delete part("b").dataset.change;
  part("path").setAttribute("d", row.strip);
}

/** The fields of the theme that is edited, and what is said of each of its lines, of which some are its `mentions`. `why` says why
 * not all of a term's places are counted, `ofForms` what there is of its forms. */
function drawEditor(edited, mentions, problem, why, ofForms) {
  const fill = (field, value) => {
    const typing = document.activeElement === field && field.dataset.of === String(edited.id);
    if (field.value !== value && !(typing && tidy(field.value) === tidy(value))) field.value = value;
    field.dataset.of = edited.id;
  };
  fill(byId("theme-name"), edited.theme);
  fill(byId("theme-terms"), edited.text);
  const { numbers, problems, terms } = readTheme(edited);
  byId("theme-name").setAttribute("aria-invalid", Boolean(problem));
  write("name-problem", problem);
  byId("theme-terms").rows = Math.min(8, Math.max(4, edited.text.split("\n").length + 1));
  byId("theme-terms").setAttribute("aria-invalid", problems.size > 0);
  const lines = linesOf(edited.text);
  const note = (line, className, ...said) => {
    return make("li", { value: line, className }, make("code", {}, visible(lines[line - 1])), " ", ...said);
  };
  const keys = terms.map(({ term, exact, excluded }) => JSON.stringify([exact ? term : term.toLowerCase(), exact, excluded]));
  const good = numbers.map((line, entry) => {
    const { term, excluded } = terms[entry];
    const forms = make("div", {}, ofForms(terms[entry]));
    if (keys.indexOf(keys[entry]) < entry) return note(line, "zero", "is there already");
    if (excluded) return note(line, "zero", "is left out", forms);
    const number = mentions.filter((mention) => keys[mention.entry] === keys[entry]).length;
    const counted = mentions.filter((mention) => mention.entry === entry).length;
    const more = counted && why(entry, counted); // else its twin has all
    if (number) return note(line, "", make("b", {}, String(number)), more ? ` and ${visible(more)}` : "", forms);
    const hint = /[,;]/.test(term) ? ". Several terms? Write each on a line of its own." : "";
    return note(line, "zero", make("b", {}, "0"), ` ${visible(why(entry))}${hint}`, forms);
  });
  const wrong = [...problems].map(([line, message]) => note(line, "problem", `not counted: ${visible(message)}`));
  byId("theme-notes").replaceChildren(...[...good, ...wrong].sort((one, other) => one.value - other.value));
}

/** Which words these mentions are, and how often each, whatever their case; the most frequent first. */
function wordsFound(mentions, articles) {
  const spelled = new Map();
  for (const { article, start, end } of mentions) {
    const match = cutOut(articles[article], start, end).replace(/\s+/g, " ");
    const key = match.toLowerCase();
    const [number, other] = spelled.get(key) ?? [0, match];
    spelled.set(key, [number + 1, other > match ? other : match]);
  }
  const sorted = [...spelled.values()].sort(([one], [other]) => other - one);
  return firstOf(sorted.map(([number, match]) => `\u2068${visible(match)}\u2069\xa0${number}`)); // each in its own direction
}

/** A theme's strip as a path, 1000 wide and 9 high: a mark a place. */
const marksAt = (places, length) => places.map((place) => `M${Math.round((1000 * place) / length)} 0v9`).join("");

const drawn = { article: null, paragraphs: [] };

/** The article with its marks; only paragraphs that look different from before are filled. */
function drawText(article, marks, sentence) {
  if (drawn.article !== article) {
    drawn.article = article;
    drawn.paragraphs = article.paragraphs.map(() => ({ element: make("p"), signature: null }));
    byId("texts").replaceChildren(...drawn.paragraphs.map(({ element }) => element));
  }
  let next = 0;
  article.paragraphs.forEach((span, number) => {
    const here = [];
    for (; next < marks.length && marks[next].start < span[1]; next++) here.push(marks[next]);
    const own = sentence && within(sentence[0], span) ? sentence : null;
    const paragraph = drawn.paragraphs[number];
    const signature = JSON.stringify([here, own]);
    if (signature !== paragraph.signature) fillParagraph(paragraph.element, article, span, here, own);
    paragraph.signature = signature;
  });
}

/** The words that are selected in the article, without the numbers of the themes; empty where none are. */
function selectedWords() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0);
  if (!range || !byId("texts").contains(range.commonAncestorContainer)) return "";
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll("sup")) number.remove();
  return tidy(copy.textContent).slice(0, 200);
}

function themeOptions(rows) {
  const options = rows.map(({ id, label }) => make("option", { value: id }, label));
  return [...options, make("option", { value: "new" }, "a new theme")];
}

/** The words to add, and to which theme: below the article, or beside the field where they are tried. */
function drawAdder(selected, tried, rows) {
  const words = selected || tried;
  hide("adder", !words);
  const place = byId(words && !selected ? "trying" : "reading");
  if (byId("adder").parentElement !== place) place.append(byId("adder"));
  const labels = rows.map(({ id, label }) => `${id} ${label}`).join("\n");
  const { dataset } = byId("words");
  if (!words || (dataset.words === words && dataset.labels === labels)) return;
  Object.assign(dataset, { words, labels });
  write("words", `“${visible(words.length > 40 ? `${words.slice(0, 39)}…` : words)}”`);
  byId("add-to").replaceChildren(make("option", { value: "" }, "choose a theme"), ...themeOptions(rows));
  byId("add-words").disabled = true; // until a theme is chosen
}

/** What an edit gains and loses, as [theme's full name, article, start, end]; from the keys of its passages, and of the author's. */
function changesBetween(keys, before) {
  const only = (some, others) => [...some].filter((key) => !others.has(key)).map((key) => JSON.parse(key));
  return { gained: only(keys, before), lost: only(before, keys) };
}

/** The same without what moved: a passage of a theme that is gone, or has another name, and one that a theme gained at its place. */
function withoutMoved({ gained, lost }, names) {
  const placeOfOne = (passage) => String(passage.slice(1));
  const came = new Map(gained.map((one) => [placeOfOne(one), []]));
  for (const one of gained) came.get(placeOfOne(one)).push(one);
  const moved = new Set();
  for (const one of lost.filter(([theme]) => !names.includes(theme))) {
    const other = came.get(placeOfOne(one))?.shift(); // a further one is gained, or lost
    if (other) moved.add(one).add(other);
  }
  const stays = (one) => !moved.has(one);
  return { gained: gained.filter(stays), lost: lost.filter(stays) };
}

/** How many mentions each theme gains and loses, by its full name. */
function sizesByTheme(passages) {
  const sizes = new Map();
  for (const kind of ["gained", "lost"]) {
    for (const [theme] of passages[kind]) {
      if (!sizes.has(theme)) sizes.set(theme, { gained: 0, lost: 0 });
      sizes.get(theme)[kind]++;
    }
  }
  return sizes;
}

const MOST_LISTED = 50; // passages

/** Fill a list with the first of these passages, and say how many more there are. */
function listPassages(list, passages, itemOf) {
  const items = passages.slice(0, MOST_LISTED).map(itemOf);
  const more = passages.length - items.length;
  if (more > 0) items.push(make("li", {}, `and ${figures(more)} more`));
  list.replaceChildren(...items);
}

/** A passage in a list: what it is, and its sentence with the words found. */
function passageItem(label, article, [from, to], mention, open) {
  const text = (first, last) => visible(cutOut(article, first, last));
  const words = mention
    ? [` ${text(from, mention.start)}`, make("mark", {}, text(mention.start, mention.end)), mention.end < to ? text(mention.end, to) : ""]
    : [` ${text(from, to)}`];
  return make("li", {}, make(open ? "button" : "span", open ? { onclick: open } : {}, make("b", {}, label), ...words));
}

/** The passages gained and lost, in the order of the text; `names` are those of the themes, by their full names. */
function drawChanges({ gained, lost }, names, articles, open) {
  const every = [...gained.map((place) => ({ place, sign: "+" })), ...lost.map((place) => ({ place, sign: "−" }))];
  every.sort(({ place: [, article, start] }, { place: [, other, place] }) => article - other || start - place);
  listPassages(byId("gains-list"), every, ({ place, sign }) => {
    const [theme, number, start, end] = place;
    const article = articles[number];
    const mention = { start, end };
    const label = `${sign} ${visible(names.get(theme))}`;
    const span = contextSpan(article, mention);
    return passageItem(label, article, span, mention, () => open({ theme, article: number, start, span, isGained: sign === "+" }));
  });
}
