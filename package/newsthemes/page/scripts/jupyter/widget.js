// The explorer's widget for Jupyter: a frame that holds the page which Python made; jupyter/ in it talks to `model`.

function render({ model, el }) {
  const frame = document.createElement("iframe");
  Object.assign(frame, { title: "Explorer of themes", model, srcdoc: model.get("page") });
  frame.style.cssText = "display: block; width: 100%; height: min(44rem, 85vh); border: 1px solid #8884";
  el.append(frame);
}

export default { render };
