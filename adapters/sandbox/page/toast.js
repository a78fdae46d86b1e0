// Short notices in the corner, read out by screen readers.

import { el, icon } from "./dom.js";

const LASTS_MS = 8000;

/** Show a sentence for a while; `kind` is "info" or "warning". */
export function toast(sentence, kind = "info") {
  const region = document.getElementById("toasts");
  const same = [...region.children].find((note) => note.dataset.sentence === sentence);
  same?.remove();
  const note = el("div", { class: `toast ${kind}`, data: { sentence } }, el("p", {}, sentence));
  note.append(el("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => note.remove() }, icon("close")));
  region.append(note);
  if (region.matches(":popover-open")) region.hidePopover(); // shown again, it lies above a dialog opened since
  region.showPopover();
  setTimeout(() => note.remove(), LASTS_MS);
}
