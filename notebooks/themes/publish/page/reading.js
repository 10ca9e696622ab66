// Elements, and an article with its mentions. Data only ever becomes text: nothing here, or in page.js, sets HTML.

const byId = (id) => document.getElementById(id);

/** An element with its properties and attributes; children are elements and texts. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== ""));
  return element;
}

const button = (label, properties) => make("button", { type: "button", ...properties }, label);

function download(name, type, content) {
  const link = make("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Signs that would turn the text after them round are written out, as clean.py does. */
function visible(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `[U+${sign.charCodeAt().toString(16).toUpperCase()}]`);
}

const plural = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
const within = (place, [start, end]) => start <= place && place < end;

/** The sentence that a mention starts in, as a span. */
const sentenceOf = (article, mention) => article.sentences.find((span) => within(mention.start, span));

/** The paragraphs of an article. `characters` are its code points; `describe` gives a mention's number, colour and title. */
function drawArticle(article, characters, mentions, current, describe) {
  const sentence = current && sentenceOf(article, current);
  return article.paragraphs.map(([start, end]) => {
    const here = mentions.filter((mention) => mention.start < end && mention.end > start);
    const draw = (from, to) => drawPieces(characters, from, to, here, current, describe);
    if (!sentence || !within(sentence[0], [start, end])) return make("p", {}, ...draw(start, end));
    const passage = make("span", { className: "passage" }, ...draw(...sentence));
    return make("p", {}, ...draw(start, sentence[0]), passage, ...draw(sentence[1], end));
  });
}

/** The text between two places, cut wherever a mention starts or ends, as in reader.py. */
function drawPieces(characters, start, end, mentions, current, describe) {
  const cuts = mentions.flatMap((mention) => [mention.start, mention.end]).filter((cut) => start < cut && cut < end);
  const places = [...new Set([start, ...cuts, end])].sort((one, other) => one - other);
  return places.slice(1).map((to, index) => {
    const from = places[index];
    const text = visible(characters.slice(from, to).join(""));
    const around = mentions.filter((mention) => mention.start <= from && to <= mention.end);
    if (!around.length || !text) return text;
    const ending = around.filter((mention) => mention.end === to);
    const ends = ending.map((mention) => make("sup", {}, `[${describe(mention).number}]`));
    const title = around.map((mention) => describe(mention).title).join(", ");
    const className = around.includes(current) ? "current" : "";
    return make("mark", { style: `--colour: ${describe(around[0]).colour}`, title, className }, text, ...ends);
  });
}
