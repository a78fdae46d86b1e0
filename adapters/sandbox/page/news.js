// Hears what changes in the sandbox, and has each kind of it fetched once.

import { quietly } from "./toast.js";

/** Say across the page that nothing is heard any more: what stands there may be old, and presses go nowhere. */
function tellWhetherHeard(good) {
  const line = document.getElementById("offline");
  line.hidden = good;
  line.textContent = good ? "" : "The sandbox does not answer. What you see may be old; the page goes on as soon as it is back.";
}

/** What changes for one person, gathered for a moment. */
export class News {
  /**
   * `page` gives stream(heard, connection), which returns how to stop it; isHere(conversation); fetch(kinds) of what
   * changed; everything() for what was said while nobody heard it; and connection(good), which shows whether there is one.
   */
  constructor(page) {
    Object.assign(this, { page, changed: new Set(), settling: null, connected: false, stop: () => {} });
  }

  listen() {
    this.stop();
    const connection = (good) => {
      this.connected = good;
      this.page.connection(good);
      tellWhetherHeard(good);
      // Also the first time: an answer to what the page has asked meanwhile may be older than its ear.
      if (good) quietly(this.page.everything());
    };
    this.stop = this.page.stream((event) => this.hear(event), connection);
  }

  hear(event) {
    this.changed.add(event.type);
    if (this.page.isHere(event.conversation)) this.changed.add("here");
    this.settling ??= setTimeout(() => this.settle(), 40);
  }

  settle() {
    const kinds = new Set(this.changed);
    this.changed.clear();
    this.settling = null;
    return quietly(this.page.fetch(kinds));
  }
}
