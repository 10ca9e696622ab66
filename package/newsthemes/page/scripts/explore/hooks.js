// What a module calls of others that import it, which fill it in: no two modules import each other.

/** What is drawn: by draw.js, and of several articles by several.js and columns.js, which a page of one does not have. */
export const view = { draw: null, more: [], barsOf: null, setKind: () => {} };

/** What a page (page/) and Jupyter (jupyter/) do each in their way; where nothing stands here, Jupyter does nothing. */
export const host = {
  countsEdits: false, // Python, which has all articles, is there
  keepEdit: null,
  openDialog: null,
  leaveOffer: null,
  showAddress: null,
  keepAddress: () => {},
  enterOwn: () => {},
  drawCoders: () => {},
  findsOf: () => "", // beside the bar of a coded theme
};
