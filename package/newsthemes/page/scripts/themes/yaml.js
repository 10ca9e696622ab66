// Themes -> themes.yaml.

import { lineOf, quoted } from "../rule/lines.js";

const plainName = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} _’'&/.,()-]*$/u;
const yamlName = (name) => (plainName.test(name) ? name : quoted(name));

export function yamlOf(all) {
  const groups = [...new Set(all.map(({ group }) => group))];
  const blocks = groups.map((group) => {
    const indent = group ? "  " : "";
    const themes = all.filter((theme) => theme.group === group).map(({ theme, terms }) => {
      const entries = terms.map((term) => `${indent}  - ${lineOf(term)}\n`);
      return `${indent}${yamlName(theme)}:${terms.length ? "" : " []"}\n${entries.join("")}`;
    });
    return (group ? `${yamlName(group)}:\n` : "") + themes.join("");
  });
  return `# Themes as changed in a page; the comments of the author's file are not among them.\n\n${blocks.join("\n")}`;
}
