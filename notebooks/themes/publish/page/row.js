// The row of a theme: its switch, its bar, and its name and terms to edit. The elements hang on the theme.

function makeRow(theme, id, colour, does) {
  theme.toggle = button("", { className: "theme-toggle", onclick: does.toggle });
  theme.count = button("", { className: "theme-count", onclick: does.step });
  theme.edit = button("Terms", { className: "theme-edit", onclick: does.open });
  const name = { className: "theme-name", value: theme.theme, spellcheck: false, "aria-describedby": `${id}-problem` };
  theme.name = make("input", { ...name, oninput: does.rename });
  theme.problem = make("p", { className: "problem", id: `${id}-problem` });
  const lines = { className: "theme-lines", value: theme.text, spellcheck: false, "aria-describedby": `${id}-notes` };
  theme.lines = make("textarea", { ...lines, oninput: does.edit });
  theme.notes = make("ol", { className: "term-notes", id: `${id}-notes` });
  theme.editor = make("div", { className: "editor", role: "group" },
    make("label", {}, "Name", theme.name), theme.problem, make("label", {}, "Terms, one a line", theme.lines), theme.notes,
    button("Remove this theme", { className: "theme-remove", onclick: does.remove }));
  return make("li", { className: "theme", style: `--colour: ${colour}` }, theme.toggle, theme.count, theme.edit, theme.editor);
}

/** What a count changes in a row; the fields keep what is being typed. */
function fillRow(theme, { number, label, count, most, problem, problems }) {
  theme.toggle.replaceChildren(make("span", { className: "number" }, String(number)), " ", make("bdi", {}, label));
  const bar = make("span", { className: "bar", style: `--share: ${count / most}` });
  theme.count.replaceChildren(bar, make("b", {}, String(count)));
  theme.count.setAttribute("aria-label", `${plural(count, "mention")} of ${label}, step through`);
  theme.count.disabled = !count;
  theme.edit.setAttribute("aria-expanded", Boolean(theme.open));
  theme.edit.setAttribute("aria-label", `Terms of ${label}`);
  theme.editor.setAttribute("aria-label", `Terms of ${label}`);
  theme.editor.hidden = !theme.open;
  theme.name.setAttribute("aria-invalid", Boolean(problem));
  theme.lines.setAttribute("aria-invalid", problems.size > 0);
  theme.lines.rows = Math.max(3, theme.text.split("\n").length + 1);
  theme.problem.textContent = problem;
}

/** What is said of one line of a theme's terms. */
function noteOf({ text }, line, className, ...said) {
  const spelled = visible(text.split("\n")[line - 1].trim());
  return make("li", { value: line, className }, make("code", {}, spelled), " ", ...said);
}
