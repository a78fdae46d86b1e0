// The dialog that the app opened for the acting person: a card whose submissions go back to the app.

import { el, icon } from "../dom.js";
import { toast } from "../toast.js";
import * as api from "./api.js";
import { Card } from "./cards.js";
import { face } from "./faces.js";
import { bot, store } from "./store.js";

const WIDTHS = { small: 320, medium: 600, large: 900 };

export class Dialog {
  constructor(dialog) {
    Object.assign(this, { dialog, open: null, card: null, drawing: null });
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    // A browser may close a dialog on a second Escape without asking: it is closed then as well.
    dialog.addEventListener("close", () => this.open && this.close());
  }

  /** Fetch the open dialog and show it. */
  async refresh() {
    const me = store.me;
    const { dialog } = await api.views(me);
    if (me === store.me) this.show(dialog);
  }

  show(open) {
    const drawing = JSON.stringify(open);
    if (drawing === this.drawing) return;
    const another = open?.id !== this.open?.id;
    Object.assign(this, { open, drawing });
    if (!open) return void (this.dialog.open && this.dialog.close());
    if (another) this.frame();
    this.title.textContent = open.title ?? bot().name;
    this.dialog.style.width = `${WIDTHS[open.width] ?? (Number.parseInt(open.width, 10) || WIDTHS.medium)}px`;
    this.card.show(open.card);
    if (!this.dialog.open) this.dialog.showModal();
    this.focus(another);
  }

  frame() {
    const id = this.open.id;
    this.card = new Card((action, inputs) => this.submit(id, action, inputs));
    this.title = el("h2", { id: "modal-title" });
    const close = el("button", { type: "button", class: "icon-button modal-close", "aria-label": "Close", onclick: () => this.close() }, icon("close"));
    this.body = el("div", { class: "modal-body", tabindex: "-1" }, this.card.root);
    this.dialog.dataset.dialog = id;
    this.dialog.replaceChildren(el("header", {}, face(bot().id, "small"), this.title, close), this.body);
  }

  /** To the first field of a new dialog; to what is wrong when the app gave it back. */
  focus(another) {
    const wrong = [...this.body.querySelectorAll(".ac-textBlock, .ac-richTextBlock")].find((node) => node.textContent.startsWith("✖"));
    if (!another && wrong) {
      wrong.tabIndex = -1;
      wrong.scrollIntoView({ block: "center", behavior: "instant" });
      return wrong.focus({ preventScroll: true });
    }
    if (!another && this.body.contains(document.activeElement)) return;
    this.body.scrollTop = 0;
    (this.body.querySelector("input, textarea, select") ?? this.body.querySelector("button, a[href]") ?? this.body).focus({ preventScroll: true });
  }

  async submit(id, action, inputs) {
    const answer = await this.call(() => api.submit({ as: store.me, dialog: id, action, inputs }));
    if (!answer) return;
    if (answer.warning) toast(answer.warning, "warning");
    if (answer.message) toast(answer.message);
    if (Object.keys(answer.errors ?? {}).length) this.card.showErrors(answer.errors);
    else this.show(answer.closed ? null : answer.dialog);
  }

  async close() {
    const id = this.open?.id;
    this.show(null);
    if (id) await this.call(() => api.close({ as: store.me, dialog: id }));
  }

  async call(send) {
    try {
      return await send();
    } catch (refused) {
      toast(refused.message, "warning");
      await this.refresh().catch(() => null);
      return null;
    }
  }

  recolour() {
    if (this.open) this.card.show(this.open.card);
  }
}
