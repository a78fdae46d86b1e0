// Initials in a coloured square stand for people; the app has its gate.

import { el } from "./dom.js";
import { app, isApp, nameOf, person } from "./store.js";

export const initials = (name) => name.split(/\s+/).map((word) => word[0] ?? "").slice(0, 2).join("").toUpperCase();

/** Give a picture the colour of somebody. */
export function tint(node, color) {
  if (/^#?[0-9a-f]{6}$/i.test(color ?? "")) node.style.setProperty("--tint", `#${color.replace("#", "")}`);
  return node;
}

/** The picture of a person or of the app; their name stands beside it, so it is hidden from screen readers. */
export function avatar(id, size = "") {
  if (isApp(id) || id === app()?.user) return el("span", { class: `avatar app ${size}`, "aria-hidden": "true" }, gate());
  const one = person(id);
  return tint(el("span", { class: `avatar ${size}`, "aria-hidden": "true" }, one?.initials ?? initials(nameOf(id))), one?.color);
}

/** The product's mark: a post and a raised barrier. */
export function gate() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", "M5 20V9.5M2.5 20h5M5 11.5 20 5.5M5 15.5h3");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "gate-mark");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}
