// On a narrow screen the left column is a drawer: a button opens it over the conversation.

import { el, icon } from "./dom.js";

/** Below this width the column stands beside nothing; style.css goes by the same. */
const NARROW = matchMedia("(max-width: 560px)");

/** Let the button in the header open and close the column. */
export function wireDrawer() {
  const layout = document.getElementById("layout");
  const column = document.getElementById("sidebar");
  const opener = document.getElementById("open-places");
  const beside = [...layout.children].filter((child) => child !== column);
  opener.append(icon("list"), el("span", { class: "opener-dot", "aria-hidden": "true" }));

  const show = (open) => {
    layout.classList.toggle("places-open", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const one of beside) one.inert = open;
  };
  const shut = () => {
    if (!layout.classList.contains("places-open")) return;
    show(false);
    opener.focus({ preventScroll: true });
  };
  opener.addEventListener("click", () => {
    show(true);
    (column.querySelector("[data-place][aria-current]") ?? column.querySelector("button, select"))?.focus({ preventScroll: true });
  });
  layout.addEventListener("click", (event) => {
    if (event.target === layout || event.target.closest("[data-place]")) shut();
  });
  layout.addEventListener("keydown", (event) => event.key === "Escape" && shut());
  NARROW.addEventListener("change", () => show(false));
}
