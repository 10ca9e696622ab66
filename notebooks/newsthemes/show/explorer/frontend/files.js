// What a page hands over as a file. The page of an article and the one for coding share it.

function download(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

// what a spreadsheet would compute gets a ', by the rule of text/csv_files.py
const safe = (value) => String(value).replace(/^(?![+-]?[0-9.,]+(?:e[+-]?[0-9]+)?$)(?=[=+\-@\t\r])/i, "'");
const csvField = (value) => (/[",\r\n]/.test(value) ? `"${safe(value).replaceAll('"', '""')}"` : safe(value));
