// The page of `run.py code`: its sample, the definitions of themes, and codes that come from a file. coding.js asks.

import { DIGITS, codeAt, drawStart, keep, keysOf, openCodes, tell, typedName } from "./coding.js";
import { everyTheme, sheet } from "./sheet.js";
import { byId, figures, on } from "../common/elements.js";

const { round, ...given } = JSON.parse(byId("data").textContent);
Object.assign(sheet, given, { suffix: round > 1 ? ` round ${round}` : "", orderOf: () => given.order });

const asTyped = (cell) => String(cell).trim().replace(/\s+/g, " ").normalize("NFC").replace(/^'(?=[=+\-@])/, "");

/** The cells of a CSV file, with the sign between them that its first row has. */
function rowsIn(text) {
  const [, sign] = text.match(/^"?article"?([,;\t])"?sentence"?\1"?text"?/) ?? [];
  if (!sign) throw Error("its first row must begin with article, sentence, text");
  const rows = [[]];
  const cell = RegExp(`(?:"((?:[^"]|"")*)"|([^${sign}\\r\\n]*))(${sign}|\\r?\\n|$)`, "gy");
  for (const [, quoted, bare, end] of text.matchAll(cell)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? bare.trim());
    if (end !== sign) rows.push([]);
  }
  return rows;
}

/** What a saved sheet says: [cell, code] where it fits this one, and the number of cells that do not. */
function codesIn(text) {
  const keyOf = (cells) => cells.slice(0, 3).map(asTyped).join("\n");
  const places = new Map(sheet.rows.map((_, row) => [keyOf(keysOf(row)), row]));
  const labels = sheet.themes.map(({ label }) => asTyped(label));
  const [head, ...lines] = rowsIn(text.replace(/^\ufeff/, ""));
  const columns = head.slice(3).map((label) => labels.indexOf(asTyped(label)));
  const plain = (code) => code.replace(/^([01])\.0$/, "$1"); // pandas writes 1.0
  const codes = lines.flatMap((cells) => cells.slice(3).map((code, column) => [places.get(keyOf(cells)), columns[column] ?? -1, plain(code)]));
  const filled = codes.filter(([, , code]) => code !== "");
  const fitting = filled.filter(([row, theme, code]) => row !== undefined && theme >= 0 && /^[01?]$/.test(code));
  return { fitting: fitting.map(([row, theme, code]) => [`${row},${theme}`, code]), unfit: filled.length - fitting.length };
}

/** Takes the codes of a file that was saved elsewhere; what differs from those here only when asked. */
async function load({ target }) {
  const [file] = target.files;
  if (!file) return;
  const named = file.name.replace(/\.csv$/i, "").replace(/ ?\(\d+\)$/, "").replace(/ round \d+$/, "").normalize("NFC");
  byId("coder").value ||= named;
  const name = typedName();
  try {
    if (!name || (name !== named && !confirm(`The file is named ${file.name}. Take it as the codes of ${name}?`))) return;
    const { fitting, unfit } = codesIn(await file.text());
    await openCodes(name);
    const differs = ([cell, code]) => codeAt(cell) && codeAt(cell) !== code;
    const differing = fitting.filter(differs).length;
    const all = differing && confirm(`Answers that are others here: ${differing}. Take those of the file?`);
    const taken = fitting.filter((one) => all || !differs(one));
    await keep(taken);
    tell(`Loaded: ${file.name}. Answers: ${figures(taken.length)}. Cells of another sheet: ${figures(unfit)}. Empty cells are asked again.`);
  } catch (error) {
    tell(`Not loaded: ${file.name}: ${error.message}.`);
  } finally {
    target.value = "";
  }
}
on("file", load, "change");
drawStart(sheet.themes.length > DIGITS.length ? [0] : everyTheme());
