// What a browser keeps for a page, and what a page hands over as a file.

/** A text by its key; `set` says false where the browser refuses it or is full. */
export const kept = {
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
      return true;
    } catch {
      return false;
    }
  },
  /** The keys that begin so. */
  keys(start) {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(start));
    } catch {
      return [];
    }
  },
};

export function download(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

// what a spreadsheet would compute gets a ', by the rule of files/csv_files.py
const safe = (value) => String(value).replace(/^(?![+-]?[0-9.,]+(?:e[+-]?[0-9]+)?$)(?=[=+\-@\t\r])/i, "'");
export const csvField = (value) => (/[",\r\n]/.test(value) ? `"${safe(value).replaceAll('"', '""')}"` : safe(value));
