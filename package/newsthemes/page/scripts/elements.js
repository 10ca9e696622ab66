// Elements of a page. Data only ever becomes text: nothing in the page's scripts sets HTML.

const byId = (id) => document.getElementById(id);
const on = (id, act, kind = "click") => byId(id).addEventListener(kind, act);
const hide = (id, isHidden) => (byId(id).hidden = isHidden);
/** The page stays where it is. */
const focusOn = (element) => element?.focus({ preventScroll: true });

/** Fill an element with a text; what is live is read out when it changes. */
function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** An element with its properties and attributes; children are elements and texts. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element && !["list", "width"].includes(name)) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== ""));
  return element;
}

const button = (label, properties) => make("button", properties, label);

function makeSvg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Signs that would turn the text after them round are written out, as characters.py does. */
function visible(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `[U+${sign.charCodeAt().toString(16).toUpperCase()}]`);
}

const figures = (number) => number.toLocaleString("en");
const plural = (number, noun) => `${figures(number)} ${noun}${number === 1 ? "" : "s"}`;
const firstOf = (names, most = 6) => names.slice(0, most).concat(names.length > most ? `${names.length - most} more` : []).join(", ");
const quotedNames = (names, most = 4) => firstOf(names.map((name) => `“${visible(name)}”`), most);
const within = (place, [start, end]) => start <= place && place < end;

/** The number of the span that holds a place, or -1; spans are in order. */
function spanAt(spans, place) {
  let [low, high] = [0, spans.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (within(place, spans[middle])) return middle;
    if (place < spans[middle][0]) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}

/** The text between two places in code points. */
function cutOut(article, start, end) {
  if (article.plain ??= !/[\ud800-\udfff]/.test(article.text)) return article.text.slice(start, end);
  article.characters ??= Array.from(article.text);
  return article.characters.slice(start, end).join("");
}

/** The sentence of a mention, or its paragraph in the reader's own text: from where to where. */
function contextSpan(article, { start, end }) {
  const spans = article.sentences ?? article.paragraphs;
  return spans[spanAt(spans, start)] ?? [start, end];
}
const contextOf = (article, mention) => cutOut(article, ...contextSpan(article, mention));

/** Fill a paragraph: its text, cut where a mark or the outlined sentence starts or ends. */
function fillParagraph(element, article, [start, end], marks, sentence) {
  const cuts = marks.flatMap((mark) => [mark.start, mark.end]).concat(sentence ?? []);
  const places = [...new Set([start, ...cuts.filter((cut) => start < cut && cut < end), end])].sort((a, b) => a - b);
  const sorted = [...marks].sort((one, other) => one.start - other.start);
  let [next, around] = [0, []];
  const pieces = places.slice(1).map((to, index) => {
    const from = places[index];
    while (sorted[next]?.start <= from) around.push(sorted[next++]);
    around = around.filter((mark) => mark.end > from);
    let piece = visible(cutOut(article, from, to));
    if (around.length) {
      const numbers = around.filter((mark) => mark.end === to && mark.number).map(({ number }) => make("sup", {}, `[${number}]`));
      const look = around.find((mark) => !mark.pale) ?? around[0];
      const className = [look.pale && "pale", look.tried && "tried", around.some((mark) => mark.current) && "current"].filter(Boolean);
      piece = make("mark", { className: className.join(" "), title: around.map(({ title }) => title).join(", ") }, piece, ...numbers);
      piece.style.setProperty("--colour", look.colour);
      if (className.includes("current")) piece.setAttribute("aria-current", "true");
      piece.dataset.theme = look.id ?? "";
      piece.dataset.start = look.start;
    }
    const inside = sentence && sentence[0] <= from && to <= sentence[1];
    return inside ? make("span", { className: "passage" }, piece) : piece;
  });
  element.replaceChildren(...pieces);
}
