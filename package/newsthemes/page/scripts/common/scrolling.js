// A box that scrolls takes a tab stop, and only while it does.

export function reachScrolling() {
  for (const box of document.querySelectorAll(".scroll, #panel, #side, #gains-list")) {
    const scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

/** A link to what is folded unfolds it. */
function unfoldTarget() {
  const fold = document.querySelector(":target")?.closest("details");
  if (fold) {
    fold.open = true;
    fold.scrollIntoView();
  }
}

addEventListener("load", reachScrolling);
addEventListener("load", unfoldTarget);
addEventListener("hashchange", unfoldTarget);
addEventListener("resize", reachScrolling);
document.addEventListener("toggle", reachScrolling, true);
addEventListener("beforeprint", () => document.querySelectorAll("main details:not(.menu)").forEach((one) => {
  if (!one.open) Object.assign(one, { open: true }).dataset.closed = "";
}));
addEventListener("afterprint", () => document.querySelectorAll("[data-closed]").forEach((one) => {
  one.open = false;
  delete one.dataset.closed;
}));
