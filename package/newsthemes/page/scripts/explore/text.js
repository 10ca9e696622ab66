// The article that is shown, with its marks.

import { byId, make, visible } from "../common/elements.js";
import { fillParagraph, spanAt, within } from "../common/passages.js";
import { count, focus, isLit, page } from "./state.js";
import { inOrder } from "../rule/mentions.js";

/** The marks of the article, in order: its mentions, and the words that are tried. */
function marksShown(current) {
  const found = (count.found[focus.shown] ?? []).map((mention) => {
    const row = count.rows[mention.theme];
    const { id, number, colour, theme } = row;
    const title = visible(`${theme}: ${count.lexicon[mention.theme].terms[mention.entry].term}`);
    return { ...mention, id, number, colour, title, pale: !isLit(row), current: mention === current };
  });
  const tried = (focus.tried?.found[focus.shown] ?? []).map((one) => {
    return { ...one, colour: "#000000", title: "tried", tried: true, current: one === current };
  });
  return [...found, ...tried].sort(inOrder);
}

const drawn = { article: null, paragraphs: [] };

/** Only paragraphs that look different from before are filled. */
export function drawReading(every) {
  document.body.classList.toggle("numbered", focus.lit !== null);
  const article = page.articles[focus.shown];
  const current = focus.step === null ? null : every[focus.step];
  const isHere = article.sentences && current?.article === focus.shown;
  const sentence = isHere ? article.sentences[spanAt(article.sentences, current.start)] : focus.missed;
  if (drawn.article !== article) {
    drawn.article = article;
    drawn.paragraphs = article.paragraphs.map(() => ({ element: make("p"), signature: null }));
    byId("texts").replaceChildren(...drawn.paragraphs.map(({ element }) => element));
  }
  const marks = marksShown(current);
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
