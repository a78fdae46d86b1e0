// The app's Home tab for the acting person.

import * as api from "./api.js";
import { drawBlocks } from "./blocks.js";
import { el, replaceKeepingFocus } from "./dom.js";
import { app, store } from "./store.js";
import { Surface } from "./surface.js";

export class Home {
  constructor(root) {
    Object.assign(this, { root, surface: null, drawing: null, owner: null });
  }

  /** Fetch and draw; `opened` tells the app that somebody opened the tab. */
  async refresh(opened) {
    const me = store.me;
    const { view } = await api.home(me, opened);
    if (me !== store.me || store.place !== "home") return;
    const drawing = JSON.stringify([me, view]);
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    this.draw(view, me);
  }

  draw(view, me) {
    if (!this.surface || this.owner !== me || this.surface.container.view_id !== view?.id) {
      this.surface = new Surface({ type: "view", view_id: view?.id }, () => this.refresh(false));
    }
    this.owner = me;
    this.root.dataset.viewId = view?.id ?? "";
    const empty = el("p", { class: "home-empty" }, `${app()?.name ?? "The app"} has not written a Home for this person yet.`);
    const blocks = view ? el("div", { class: "blocks" }, drawBlocks(view.blocks ?? [], this.surface)) : empty;
    replaceKeepingFocus(this.root, [blocks]);
  }
}
