// Questions to Python, which has all articles, saves, suggests and checks.

import { say } from "../explore/say.js";

export const model = frameElement.model;
const PATIENCE = 10_000; // milliseconds, after which it is said that Python does not answer
const waiting = new Map(); // the numbers of questions -> what is done with the answer
let asked = Math.floor(Math.random() * 1e9);
export const looking = new Map(); // what Python looks for -> whether it is to look again, since something changed meanwhile

export function ask(kind, more = {}) {
  const number = ++asked;
  const late = () => waiting.has(number) && !looking.has(kind) && say("", "Python does not answer: it is busy, or this cell must be run again.");
  const answered = new Promise((resolve) => waiting.set(number, resolve));
  setTimeout(late, PATIENCE);
  try {
    model.send({ kind, number, ...more });
  } catch {
    late(); // the kernel is gone
  }
  return answered;
}

model.on("msg:custom", ({ number, ...answer }) => {
  if (answer.error && waiting.has(number)) say("", answer.error);
  waiting.get(number)?.(answer);
  waiting.delete(number);
});
