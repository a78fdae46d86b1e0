// Opens a small floating panel beside its opener; light dismissal and Escape come from the browser.

import { el } from "./dom.js";

/** Show `content` beside `anchor`; `closed` is called once it is gone. Returns a function that closes it. */
export function openPopover(anchor, content, { label, role = "dialog", closed = null, align = "end" } = {}) {
  const panel = el("div", { class: "popover", popover: "auto", role, "aria-label": label }, content);
  panel.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    panel.remove();
    closed?.();
  });
  (anchor.closest("dialog") ?? document.body).append(panel);
  anchor.setAttribute("aria-expanded", "true");
  panel.showPopover();
  placeBeside(panel, anchor, align);
  const first = panel.querySelector("[autofocus]") ?? panel.querySelector("button, input, a[href]");
  first?.focus({ preventScroll: true });
  return () => {
    if (panel.isConnected) panel.hidePopover();
    if (anchor.isConnected) anchor.focus({ preventScroll: true });
  };
}

function placeBeside(panel, anchor, align) {
  const at = anchor.getBoundingClientRect();
  const size = panel.getBoundingClientRect();
  const below = at.bottom + 4 + size.height <= window.innerHeight - 8;
  const left = align === "end" ? at.right - size.width : at.left;
  panel.style.top = `${Math.max(8, below ? at.bottom + 4 : at.top - size.height - 4)}px`;
  panel.style.left = `${Math.min(Math.max(8, left), window.innerWidth - size.width - 8)}px`;
}

/** Let the arrow keys walk through the buttons of a menu. */
export function arrowKeys(panel, selector) {
  panel.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const items = [...panel.querySelectorAll(selector)];
    const next = items.indexOf(document.activeElement) + step;
    items[(next + items.length) % items.length]?.focus();
    event.preventDefault();
  });
}
