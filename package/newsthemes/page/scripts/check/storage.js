// Answers, each [code, time], written at once to both stores of a browser: localStorage, of which other tabs hear, and IndexedDB, since
// a browser that is killed forgets what came to localStorage in its last minute. What is damaged is left out, and counted.

import { sheet } from "./sheet.js";
import { kept } from "../common/files.js";

export const KEPT = "newsthemes-codes";

/** What localStorage holds, null for nothing; its text where it is damaged. */
export function fromLocal(key) {
  const text = kept.get(key);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
export const toLocal = (key, value) => kept.set(key, JSON.stringify(value));

/** The result of a request or a transaction, or null where it fails. */
export function ended(asked, event) {
  return new Promise((done) => {
    asked[event] = () => done(asked.result ?? true);
    asked.onerror = asked.onabort = () => done(null);
  });
}

/** The database, or null where the browser refuses one. */
export async function openDatabase() {
  try {
    const asked = indexedDB.open(KEPT, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("answers");
    const database = await Promise.race([ended(asked, "onsuccess"), new Promise((done) => setTimeout(done, 3000, null))]);
    return database?.objectStoreNames.contains("answers") ? database : null;
  } catch {
    return null;
  }
}

function fits(entry) {
  if (!Array.isArray(entry) || !Array.isArray(entry[1])) return false;
  const [cell, [code, time]] = entry;
  const [, row, theme] = (typeof cell === "string" && /^(\d+),(\d+)$/.exec(cell)) || [];
  const isOfSheet = sheet.rows[row] !== undefined && sheet.themes[theme] !== undefined;
  return isOfSheet && ["", "0", "1", "?"].includes(code) && Number.isSafeInteger(time);
}
/** The entries of localStorage; a text or a number there is one, which does not fit. */
function localEntries(key) {
  const inside = fromLocal(key);
  return typeof inside === "object" ? Object.entries(inside ?? {}) : [inside];
}
export const localAnswers = (key) => Object.fromEntries(localEntries(key).filter(fits));

/** Puts into some answers those of others that are newer. */
export function takeNewer(answers, others) {
  for (const [cell, answer] of Object.entries(others)) {
    if (!(answers[cell]?.[1] > answer[1])) answers[cell] = answer;
  }
  return answers;
}

/** Forgets what both stores have under keys that begin so. */
export async function forget(start) {
  kept.keys(start).forEach((key) => kept.set(key, null));
  const transaction = (await openDatabase())?.transaction("answers", "readwrite", { durability: "strict" });
  transaction?.objectStore("answers").delete(IDBKeyRange.bound([start], [`${start}\uffff`]));
  await (transaction && ended(transaction, "oncomplete"));
}

export async function openStore(key) {
  const database = await openDatabase();
  const inDatabase = (mode) => database.transaction("answers", mode, { durability: "strict" });
  return {
    key,
    works: toLocal(KEPT, "") || Boolean(database),
    /** The answers that are kept, and how many entries of both stores are damaged and leave no answer. */
    async read() {
      const inner = database && inDatabase("readonly").objectStore("answers").getAll(IDBKeyRange.bound([key], [key, []]));
      const others = (inner && (await ended(inner, "onsuccess"))) ?? [];
      const answers = takeNewer(localAnswers(key), Object.fromEntries(others.filter(fits)));
      const damaged = [...localEntries(key), ...others].filter((entry) => !fits(entry)).map((entry) => entry?.[0]);
      const isAnswered = (cell) => typeof cell === "string" && Object.hasOwn(answers, cell);
      return { answers, leftOut: damaged.filter((cell) => !isAnswered(cell)).length };
    },
    /** Adds these answers to what is kept now, perhaps by another tab; false where neither store took them. */
    async write(changes) {
      const local = toLocal(key, takeNewer(localAnswers(key), changes));
      if (!database) return local;
      const transaction = inDatabase("readwrite");
      for (const change of Object.entries(changes)) transaction.objectStore("answers").put(change, [key, change[0]]);
      return Boolean(await ended(transaction, "oncomplete")) || local;
    },
  };
}
