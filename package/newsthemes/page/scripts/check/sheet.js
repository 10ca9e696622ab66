// What is coded. The article's page (coders.js, check.js) and the page of `run.py code` (sample.js) fill it in, each in its way.

export const sheet = {
  key: "", suffix: "", articles: [], rows: [], themes: [],
  orderOf: null, // the rows, as they are asked
  drawFindings: () => {},
  drawFresh: () => {},
  markBehind: () => {},
};
/** The numbers of its themes. */
export const everyTheme = () => [...sheet.themes.keys()];
/** A coder, who may be named as what every object has -> the answers, by their cells. */
export const held = { __proto__: null };
