// The characters and words of the counting rule; tests hold all of rule/ to Python. All offsets are code points, as in Python.

export const SPACE = String.raw`\t\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`; // Unicode's White_Space but \n
export const DASH = String.raw`\-\u2010-\u2015`;
export const QUOTES = ["'‘’‚‛", '"“”„‟'];
export const ACRONYM = /^\p{Lu}{2,5}$/u;
const VARYING = /[\xad\u200b\u2060\ufeff\u0640\u064b-\u0652]+/g;
const LIGATURES = /[\ufb00-\ufb06\ufb13-\ufb17]/g;

/** A text or a term as text/normal_form.py has it: signs that only part, stretch or voice a word are gone. */
export function normalForm(text) {
  const spelled = text.replace(VARYING, "").replace(LIGATURES, (one) => one.normalize("NFKC"));
  return spelled.normalize("NFC");
}

export const codePoints = (text) => Array.from(text, (character) => character.codePointAt());

/** Which comes first by code point; JavaScript itself compares halves of characters. */
export function byCodePoint(one, other) {
  const [a, b] = [codePoints(one), codePoints(other)];
  const place = a.findIndex((code, index) => code !== b[index]);
  return place < 0 ? a.length - b.length : a[place] - (b[place] ?? -1);
}
export const apart = (text) => text.split(RegExp(`[${SPACE}\n\x1c-\x1f]+`, "u")).filter(Boolean); // at white space
export const tidy = (text) => apart(normalForm(text)).join(" ");
export const wordsOf = (term) => term.split(RegExp(`[${SPACE}\n${DASH}]+`, "u")).filter(Boolean);

// Scripts without spaces between words: their letters, marks and digits, and what these alone share.
const SCRIPTS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar"].map((name) => String.raw`\p{sc=${name}}`).join("");
const SHARED = String.raw`\u3006\u302a-\u302d\u3031-\u3035\u303c\u3099\u309a\u30fc\uff70\uff9e\uff9f`;
export const UNSPACED = String.raw`(?=[\p{L}\p{M}\p{N}])[${SCRIPTS}${SHARED}]`;
const FOLLOWING = String.raw`[\p{M}ะาำๅະາຳ]`; // no match begins before it, or ends
const LEADING = String.raw`[เแโใไເແໂໃໄ\u1039\u17d2]`; // nor after it
export const isUnspaced = (term) => RegExp(UNSPACED, "u").test(term);

/** The words of a term; of scripts without spaces each letter, mark and digit is one. */
export const lengthOf = (term) => term.match(RegExp(`${UNSPACED}|(?:(?!${UNSPACED})[^${SPACE}\n${DASH}])+`, "gu")).length;

/**
 * The characters that make words, and those of other scripts than these: each a class of as few ranges as this text allows,
 * since \p{L}\p{M}\p{N} itself makes an expression twenty times as slow. And what may be before a match, and after it. Of
 * several texts it is that of all: an expression is then made once.
 */
export function wordIn(text) {
  const characters = [...new Set(text)].sort((a, b) => a.codePointAt() - b.codePointAt()).join("");
  const classOf = (sign, more = "") => {
    const runs = (characters.match(RegExp(`(?:${sign})+`, "gu")) || []).map((run) => Array.from(run));
    return `[${more}${runs.map((run) => `${run[0]}-${run[run.length - 1]}`).join("")}]`;
  };
  const any = classOf(String.raw`[\p{L}\p{M}\p{N}]`, "_");
  const outside = { any, spaced: any, before: `(?<!${any})`, after: `(?!${any})` };
  if (!isUnspaced(characters)) return outside;
  const [leading, following] = [LEADING, FOLLOWING].map((sign) => classOf(sign));
  const spaced = classOf(String.raw`(?!${UNSPACED})[\p{L}\p{M}\p{N}]`, "_");
  const unspaced = `(?!${spaced})${classOf(UNSPACED)}`; // from Thai to Chinese there is a Kelvin sign, which is a k by its case
  const parts = `(?:(?<=${unspaced})|(?=${unspaced}))(?<!${leading})(?!${following})`;
  return { any, spaced, before: `(?:${outside.before}|${parts})`, after: `(?:${outside.after}|${parts})` };
}
