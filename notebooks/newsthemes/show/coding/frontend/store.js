// Answers that outlive the page, each written at once to both stores of a browser: localStorage, of which other tabs hear, and
// IndexedDB, since a browser that is killed forgets what came to localStorage in its last minute. An answer is [code, time].

const KEPT = "newsthemes-codes";

function fromLocal(key) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? {};
  } catch {
    return {}; // refused, or damaged
  }
}
function toLocal(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** What a request or a transaction of the database ends with: its result, or null where it fails. */
function ended(asked, event) {
  return new Promise((done) => {
    asked[event] = () => done(asked.result ?? true);
    asked.onerror = asked.onabort = () => done(null);
  });
}

/** The database, or null where the browser refuses one. */
async function openDatabase() {
  try {
    const asked = indexedDB.open(KEPT, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("answers");
    return await Promise.race([ended(asked, "onsuccess"), new Promise((done) => setTimeout(done, 3000, null))]);
  } catch {
    return null;
  }
}

/** Puts into some answers those of others that are newer. */
function takeNewer(answers, others) {
  for (const [cell, answer] of Object.entries(others)) {
    if (!(answers[cell]?.[1] > answer[1])) answers[cell] = answer;
  }
  return answers;
}

/** The store of one coder's answers to one sheet; `works` is false where this browser keeps nothing. */
async function openStore(key) {
  const database = await openDatabase();
  const inDatabase = (mode) => database.transaction("answers", mode, { durability: "strict" });
  return {
    key,
    works: toLocal(KEPT, fromLocal(KEPT)) || Boolean(database),
    async read() {
      if (!database) return fromLocal(key);
      const asked = inDatabase("readonly").objectStore("answers").getAll(IDBKeyRange.bound([key], [key, []]));
      return takeNewer(fromLocal(key), Object.fromEntries((await ended(asked, "onsuccess")) ?? []));
    },
    /** Adds these answers to what is kept now, perhaps by another tab; false where neither store took them. */
    async write(changes) {
      const local = toLocal(key, takeNewer(fromLocal(key), changes));
      if (!database) return local;
      const transaction = inDatabase("readwrite");
      for (const change of Object.entries(changes)) transaction.objectStore("answers").put(change, [key, change[0]]);
      return Boolean(await ended(transaction, "oncomplete")) || local;
    },
  };
}
