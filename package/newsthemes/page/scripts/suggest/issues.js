// English texts -> the common issues of news that they speak of: the rule of review/common_issues.py once more.

import { ISSUES } from "../../../lexicon/issues.yaml";
import { parseLine } from "../rule/lines.js";
import { articleOf, countedIn } from "../rule/mentions.js";
import { codePoints } from "../rule/words.js";
import { tally } from "./names.js";

const SHARE = 0.01; // of the mentions of an issue: what brings fewer is left out, of many articles

export const everyIssue = Object.entries(ISSUES).map(([theme, lines]) => ({ theme, terms: lines.split("\n").map(parseLine) }));
export const isNameOfIssue = (name) => everyIssue.some(({ theme }) => theme === name);

/** The issues in articles, each with those of its terms that occur, the most frequent first, and behind them the `not:` phrases. */
export function issuesIn(articles) {
  const timesIn = (terms) => {
    const times = new Map();
    for (const article of articles) for (const { entry } of countedIn(article, terms)) tally(times, entry);
    return times;
  };
  return everyIssue.flatMap(({ theme, terms }) => {
    const times = timesIn(terms);
    const total = [...times.values()].reduce((sum, number) => sum + number, 0);
    if (!total) return [];
    const there = timesIn(terms.map((term) => ({ ...term, excluded: false })));
    const found = [...terms.keys()].filter((entry) => {
      return terms[entry].excluded ? there.has(entry) : times.get(entry) > SHARE * total;
    });
    found.sort((one, other) => terms[one].excluded - terms[other].excluded || times.get(other) - times.get(one));
    return [{ theme, terms: found.map((entry) => terms[entry]) }];
  });
}

/** Whether the issues find nothing, in each of these terms. */
export function areInNoIssue(terms, issues) {
  const article = articleOf(terms.join("\n\n"));
  const found = issues.flatMap((issue) => countedIn(article, issue.terms));
  let next = 0;
  return terms.map((term) => {
    const begin = next;
    const end = begin + codePoints(term).length;
    next = end + 2;
    return !found.some((one) => one.start >= begin && one.end <= end);
  });
}
