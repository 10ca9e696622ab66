// Elements of a page, and words with numbers and names. Data only ever becomes text: nothing in the page's scripts sets HTML.

export const byId = (id) => document.getElementById(id);
export const on = (id, act, kind = "click") => byId(id).addEventListener(kind, act);
export const hide = (id, isHidden) => (byId(id).hidden = isHidden);
/** The page stays where it is. */
export const focusOn = (element) => element?.focus({ preventScroll: true });

/** Fill an element with a text; what is live is read out when it changes. */
export function write(id, text) {
  if (byId(id).textContent !== text) byId(id).textContent = text;
}

/** An element with its properties and attributes; children are elements and texts. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== ""));
  return element;
}

export const button = (label, properties) => make("button", properties, label);

export function makeSvg(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Signs that would turn the text after them round are written out, as characters.py does. */
export function visible(text) {
  return text.replace(/[\u202a-\u202e\u2066-\u2069]/g, (sign) => `[U+${sign.charCodeAt().toString(16).toUpperCase()}]`);
}

export const figures = (number) => number.toLocaleString("en");
export const plural = (number, noun) => `${figures(number)} ${noun}${number === 1 ? "" : "s"}`;
export const firstOf = (names, most = 6) => names.slice(0, most).concat(names.length > most ? `${names.length - most} more` : []).join(", ");
export const quotedNames = (names, most = 4) => firstOf(names.map((name) => `“${visible(name)}”`), most);
