// Short notices below the page, which makes room for them; read out by screen readers.

import { el, icon } from "./dom.js";

const LASTS_MS = 8000;

/** Show a sentence for a while; `kind` is "info" or "warning". */
export function toast(sentence, kind = "info") {
  const region = document.getElementById("toasts");
  const same = [...region.children].find((note) => note.dataset.sentence === sentence);
  same?.remove();
  const note = el("div", { class: `toast ${kind}`, data: { sentence } }, el("p", {}, sentence));
  note.append(el("button", { type: "button", class: "icon-button", "aria-label": "Dismiss", onclick: () => away(note) }, icon("close")));
  region.append(note);
  if (region.matches(":popover-open")) region.hidePopover(); // shown again, it lies above a dialog opened since
  region.showPopover();
  makeRoom(region);
  setTimeout(() => away(note), LASTS_MS);
}

/** Let some work end; what refuses it is told to whoever looks. */
export async function quietly(work) {
  await work.catch((refused) => toast(refused.message, "warning"));
}

function away(note) {
  note.remove();
  makeRoom(document.getElementById("toasts"));
}

/** Let the page end above the notices: over it, they would cover the very button that they speak of. */
function makeRoom(region) {
  document.body.style.paddingBottom = region.childElementCount ? `${region.offsetHeight + 16}px` : "";
}
