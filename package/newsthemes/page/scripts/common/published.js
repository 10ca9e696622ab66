// A page of a published site, opened from a file: its links lead to the site, since the other pages may not lie beside it.

const { href } = document.querySelector("[rel=canonical]") ?? {};
if (href && location.protocol === "file:") {
  for (const link of document.querySelectorAll("a:not([href^='#'])")) link.href = new URL(link.getAttribute("href"), href);
}
