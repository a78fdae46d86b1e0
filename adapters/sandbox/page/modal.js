// Shows the acting person's open modals: the top view of the stack, its fields, errors, submit and close.

import * as api from "./api.js";
import { drawBlocks } from "./blocks.js";
import { el, icon, replaceKeepingFocus } from "./dom.js";
import { textObject, words } from "./mrkdwn.js";
import { store } from "./store.js";
import { Surface } from "./surface.js";
import { toast } from "./toast.js";
import { checkView } from "./validate.js";

export class Modals {
  constructor(dialog) {
    this.dialog = dialog;
    this.surfaces = new Map();
    this.view = null;
    this.drawing = null;
    this.closing = null;
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    // A browser may close a dialog on a second Escape without asking: the view is closed then as well. It tells of it
    // later: by then the dialog may be open again, with the view below.
    dialog.addEventListener("close", () => !dialog.open && this.close());
  }

  /** Fetch the stack and show its top view. */
  async refresh() {
    const me = store.me;
    const { stack } = await api.views(me);
    if (me === store.me) this.show(stack);
  }

  show(stack) {
    const ids = new Set(stack.map((view) => view.id));
    for (const id of this.surfaces.keys()) if (!ids.has(id)) this.surfaces.delete(id);
    const top = stack.at(-1) ?? null;
    // What was typed is kept by the surface: when the server notes it, the form is not drawn anew, its errors stay.
    const drawing = JSON.stringify([{ ...top, state: null }, stack.length]);
    if (drawing === this.drawing) return;
    const another = top?.id !== this.view?.id;
    Object.assign(this, { view: top, drawing });
    if (!top) return this.dialog.open && this.dialog.close();
    this.draw(another, stack.length > 1);
  }

  draw(another, nested) {
    const view = this.view;
    const surface = this.surfaceOf(view);
    const body = el("div", { class: "modal-body blocks", tabindex: "-1" }, drawBlocks(view.blocks ?? [], surface));
    const form = el("form", { novalidate: true }, this.head(view, nested), body, this.foot(view));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(surface, form);
    });
    const scrolled = this.dialog.querySelector(".modal-body")?.scrollTop ?? 0;
    this.dialog.dataset.viewId = view.id;
    this.dialog.dataset.callbackId = view.callback_id ?? "";
    replaceKeepingFocus(this.dialog, [form]);
    if (!this.dialog.open) this.dialog.showModal();
    if (!another) body.scrollTop = scrolled;
    else if (!form.querySelector("[autofocus]")) this.focusFirst(form);
  }

  focusFirst(form) {
    const first = form.querySelector(".modal-body :is(input, textarea, select, button, a[href])");
    (first ?? form.querySelector("footer button")).focus({ preventScroll: true });
  }

  surfaceOf(view) {
    if (!this.surfaces.has(view.id)) {
      this.surfaces.set(view.id, new Surface({ type: "view", view_id: view.id }, () => this.refresh()));
    }
    return this.surfaces.get(view.id);
  }

  head(view, nested) {
    const close = el("button", { type: "button", class: "icon-button modal-close", "aria-label": nested ? "Back" : "Close", onclick: () => this.close() }, icon("close"));
    return el("header", {}, el("h2", { id: "modal-title" }, textObject(view.title)), close);
  }

  foot(view) {
    const inputs = (view.blocks ?? []).some((block) => block.type === "input");
    const close = el("button", { type: "button", class: "button modal-cancel", onclick: () => this.close() }, words(view.close) || (view.submit || inputs ? "Cancel" : "Close"));
    const submit = view.submit || inputs ? el("button", { type: "submit", class: "button primary modal-submit" }, words(view.submit) || "Submit") : null;
    return el("footer", {}, close, submit);
  }

  /** A browser may tell of one Escape twice, as a cancel and as a close: a view is closed once. */
  async close() {
    const closing = this.view?.id;
    if (!closing || closing === this.closing) return;
    this.closing = closing;
    await this.call(() => api.close({ as: store.me, view_id: closing }));
    this.closing = null;
  }

  async submit(surface, form) {
    const values = surface.values();
    const found = checkView(this.view.blocks ?? [], values);
    this.showErrors(form, found);
    if (Object.keys(found).length) return;
    const button = form.querySelector(".modal-submit");
    button.setAttribute("aria-busy", "true");
    const answer = await this.call(() => api.submit({ as: store.me, view_id: this.view.id, values }));
    button.removeAttribute("aria-busy");
    if (answer?.warning) toast(answer.warning, "warning");
    if (answer?.errors) this.showErrors(this.dialog, answer.errors);
  }

  async call(send) {
    try {
      const answer = await send();
      if (!answer.errors) await this.refresh();
      return answer;
    } catch (refused) {
      toast(refused.message, "warning");
      await this.refresh().catch(() => null);
      return null;
    }
  }

  showErrors(form, errors) {
    form.querySelectorAll(".field-error").forEach((old) => old.remove());
    form.querySelectorAll("[aria-invalid]").forEach((old) => old.removeAttribute("aria-invalid"));
    const blocks = [...form.querySelectorAll(".block")];
    let first = null;
    for (const block of blocks.filter((node) => Object.hasOwn(errors, node.dataset.blockId))) {
      const control = block.querySelector("[data-action-id]");
      const id = `error-${block.dataset.blockId}`;
      block.append(el("p", { class: "field-error", id, role: "alert" }, errors[block.dataset.blockId]));
      control?.setAttribute("aria-invalid", "true");
      control?.setAttribute("aria-errormessage", id);
      first ??= control;
    }
    first?.scrollIntoView({ block: "center" });
    (first?.matches("input, textarea, select") ? first : first?.querySelector("input, button"))?.focus({ preventScroll: true });
  }
}
