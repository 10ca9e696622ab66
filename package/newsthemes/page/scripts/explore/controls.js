// The controls of the explorer: clicks, what is typed, keys.

import { byId, focusOn, on, write } from "../common/elements.js";
import { addSelected, offerWords, selectedWords } from "./adder.js";
import { addTheme, change, removeTheme, rename, resetAll, travel, typeTerms } from "./change.js";
import { draw } from "./draw.js";
import { closeEditor, light, openEditor, openPassage, toThemes } from "./focus.js";
import { answer } from "./offer.js";
import { leaveOwn, readOwn } from "./own.js";
import { focusTools, heightsAtTop } from "./scroll.js";
import { focus, host, now } from "./state.js";
import { go } from "./step.js";
import { renameTicked } from "./suggested.js";
import { tryWord } from "./trying.js";
import { tidy } from "../rule/words.js";

/** The id of a button -> what a click does; those of the page alone, or of Jupyter, are added there. */
export const CLICKS = {
  "edit-terms": () => (focus.editing ? closeEditor() : openEditor()), undo: () => travel(-1), redo: () => travel(1), reset: resetAll,
  take: () => answer(true), decline: () => answer(false), back: leaveOwn,
  everything: () => { focus.everything = !focus.everything; draw(); }, "add-theme": () => addTheme(), "remove-theme": removeTheme,
  previous: () => go(-1), next: () => go(1), "show-all": () => light(null), "to-themes": toThemes, "add-words": addSelected,
  "count-own": readOwn,
};

export function connect() {
  for (const id of ["tools", "below", "stepper"]) byId(id).hidden = false;
  byId("open")?.remove();
  document.body.classList.add("live");
  for (const [id, act] of Object.entries(CLICKS)) on(id, () => act());
  on("close-editor", () => {
    closeEditor();
    focusTools();
  });
  on("nested", ({ target }) => change({ ...now(), nested: target.checked ? "count" : "drop", what: "terms inside longer ones" }), "change");
  on("theme-name", ({ target }) => rename(focus.lit, tidy(target.value)), "input");
  if (byId("naming")) {
    on("use-name", () => renameTicked());
    on("new-name", ({ key }) => key === "Enter" && renameTicked(), "keydown");
  }
  on("theme-terms", ({ target }) => typeTerms(target), "input");
  on("try", tryWord, "input");
  on("gains", draw, "toggle");
  if (byId("articles")) {
    on("search", draw, "input");
    on("order", draw, "change");
    on("list", draw, "toggle");
  }
  on("add-to", ({ target }) => { byId("add-words").disabled = !target.value; }, "change");
  on("paste", () => {
    write("own-problem", "");
    host.openDialog("own");
  });
  on("cancel-own", () => byId("own").close());
  on("texts", ({ target }) => {
    const mark = target.closest("mark");
    if (mark?.dataset.theme && !selectedWords()) openPassage(Number(mark.dataset.theme), focus.shown, Number(mark.dataset.start));
  });
  document.addEventListener("selectionchange", offerWords);
  document.addEventListener("click", ({ target }) => {
    const menu = byId("share");
    if (!menu?.open || target.closest("#share summary")) return;
    if (menu.contains(document.activeElement)) focusOn(menu.firstElementChild);
    menu.open = false;
  });
  document.addEventListener("keydown", pressed);
  const { style } = document.documentElement;
  const atTop = new ResizeObserver(() => {
    const [tools, all] = heightsAtTop();
    style.setProperty("--tools", `${tools}px`);
    style.setProperty("--top", `${all}px`);
  });
  for (const id of ["tools", "trying", "news"]) atTop.observe(byId(id));
  visualViewport.addEventListener("resize", () => { // a phone's keyboard covers what sticks to the bottom
    style.setProperty("--keyboard", `${innerHeight - visualViewport.height}px`);
  });
}

function pressed(event) {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (byId("own").open || byId("check")?.open) return;
  const inField = target.matches("input:not([type=checkbox]), textarea, select");
  const modified = ctrlKey || metaKey;
  if (key === "Escape") {
    const menu = byId("share");
    if (menu?.open) {
      menu.firstElementChild.focus();
      menu.open = false;
    } else {
      if (byId("editor").contains(target)) focusTools();
      light(null);
    }
  } else if (key === "Enter" && target.id === "try") {
    go(shiftKey ? -1 : 1);
  } else if (modified && !inField && /^[zy]$/i.test(key)) {
    event.preventDefault();
    travel(/z/i.test(key) && !shiftKey ? -1 : 1);
  } else if (!inField && !modified && !altKey && byId("explore").contains(target) && /^[jk]$/i.test(key)) {
    go(/j/i.test(key) ? 1 : -1);
  }
}
