// The button that shows all code at once: all that a page without an article needs of scripts.

const showCode = document.getElementById("show-code");

function switchCode() {
  const all = showCode.getAttribute("aria-pressed") === "false";
  showCode.setAttribute("aria-pressed", all);
  for (const code of document.querySelectorAll("details.code")) code.open = all;
}

if (showCode) Object.assign(showCode, { hidden: false, onclick: switchCode });
