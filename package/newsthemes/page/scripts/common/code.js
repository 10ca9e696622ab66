// "show all code", on the page of a notebook. Without scripts each fold opens by itself, and there is no such button.

const all = document.getElementById("all-code");
const folds = [...document.querySelectorAll(".code")];
const areOpen = () => folds.every((fold) => fold.open);

function openAll() {
  const open = !areOpen();
  for (const fold of folds) fold.open = open;
}
function nameAll() {
  all.textContent = areOpen() ? "hide all code" : "show all code";
}
if (folds.length) {
  all.hidden = false;
  all.addEventListener("click", openAll);
  document.addEventListener("toggle", nameAll, true);
}
