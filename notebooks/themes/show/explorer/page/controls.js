// The controls of the explorer, connected once: clicks, what is typed, keys, files that are dropped.

/** `clicks`: what a button's click does, by its id; `does`: what the other controls do. */
function connect(clicks, does) {
  const on = (id, act, kind = "click") => byId(id).addEventListener(kind, act);
  for (const id of ["tools", "trying", "below", "stepper", "invitation"]) byId(id).hidden = false;
  byId("open").remove();
  document.body.classList.add("live");
  for (const [id, act] of Object.entries(clicks)) on(id, act);
  on("close-editor", () => {
    clicks["edit-terms"]();
    byId("edit-terms").focus();
  });
  on("nested", ({ target }) => does.nested(target.checked), "change");
  on("theme-name", ({ target }) => does.name(target.value), "input");
  on("theme-terms", ({ target }) => does.terms(target.value), "input");
  on("try", does.tryWord, "input");
  on("search", does.draw, "input");
  on("order", does.draw, "change");
  on("paste", () => {
    byId("own-problem").textContent = "";
    byId("own").showModal();
  });
  on("cancel-own", () => byId("own").close());
  on("own-files", ({ target }) => does.readOwn(target.files), "change");
  on("texts", ({ target }) => {
    const mark = target.closest("mark");
    if (mark?.dataset.theme && !selectedWords()) does.open(Number(mark.dataset.theme), Number(mark.dataset.start));
  });
  document.addEventListener("selectionchange", does.offerWords);
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) does.readOwn(event.dataTransfer.files);
    if (event.dataTransfer.files.length) event.preventDefault();
  });
  document.addEventListener("click", ({ target }) => {
    if (!byId("share").contains(target)) byId("share").open = false;
  });
  document.addEventListener("keydown", (event) => pressed(event, clicks));
  addEventListener("hashchange", does.offer);
}

function pressed(event, clicks) {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (byId("own").open) return;
  const inField = target.matches("input:not([type=checkbox]), textarea, select");
  const modified = ctrlKey || metaKey;
  if (key === "Escape") {
    const [menu, editor] = [byId("share"), byId("editor")];
    if (menu.open) menu.firstElementChild.focus();
    else if (editor.contains(target)) byId("edit-terms").focus();
    if (!menu.open) clicks["show-all"]();
    menu.open = false;
  } else if (key === "Enter" && target.id === "try") {
    clicks[shiftKey ? "previous" : "next"]();
  } else if (modified && !inField && /^[zy]$/i.test(key)) {
    event.preventDefault();
    clicks[/z/i.test(key) && !shiftKey ? "undo" : "redo"]();
  } else if (!inField && !modified && !altKey && /^[jk]$/i.test(key)) {
    clicks[/j/i.test(key) ? "next" : "previous"]();
  }
}
