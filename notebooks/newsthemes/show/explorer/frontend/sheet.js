// The sheet that `read_codes` reads, out and in: CSV, its cells 1, 0, ? (unsure) or empty.

const asTyped = (cell) => String(cell).trim().replace(/\s+/g, " ").normalize("NFC").replace(/^'(?=[=+\-@])/, "");

function sheetOf({ rows, themes }, codeOf) {
  const head = ["article", "sentence", "text", ...themes.map(({ theme }) => theme)];
  const filled = rows.map((cells, row) => [...cells.slice(0, 3), ...themes.map((_, theme) => codeOf(row, theme))]);
  return `\ufeff${[head, ...filled].map((cells) => cells.map(csvField).join(",")).join("\n")}\n`;
}

/** The cells of a CSV file, with the sign between them that its first row has. */
function cellsOf(text) {
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

/** What a saved sheet says: [row, theme, code] of the cells that fit this one, and the number of those that do not. */
function codesIn(text, { rows, themes }) {
  const keyOf = (cells) => cells.slice(0, 3).map(asTyped).join("\n");
  const places = new Map(rows.map((cells, row) => [keyOf(cells), row]));
  const labels = themes.map(({ theme }) => asTyped(theme));
  const [head, ...lines] = cellsOf(text.replace(/^\ufeff/, ""));
  const columns = head.slice(3).map((label) => labels.indexOf(asTyped(label)));
  const codes = lines.flatMap((cells) => cells.slice(3).map((code, column) => [places.get(keyOf(cells)), columns[column] ?? -1, code]));
  const filled = codes.filter(([, , code]) => code !== "");
  const found = filled.filter(([row, theme, code]) => row !== undefined && theme >= 0 && /^[01?]$/.test(code));
  return { found, unfit: filled.length - found.length };
}
