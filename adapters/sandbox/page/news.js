// Hears what changes in the sandbox, and has each kind of it fetched once.

import { toast } from "./toast.js";

/** Let some work end; what refuses it is told to whoever looks. */
export async function quietly(work) {
  await work.catch((refused) => toast(refused.message, "warning"));
}

/** What changes for one person, gathered for a moment. */
export class News {
  /**
   * `page` gives stream(heard, connection), which returns how to stop it; isHere(conversation); fetch(kinds) of what
   * changed; everything() for after a break; and connection(good), which shows whether there is one.
   */
  constructor(page) {
    Object.assign(this, { page, changed: new Set(), settling: null, connected: false, stop: () => {} });
  }

  listen() {
    this.stop();
    let again = false;
    const connection = (good) => {
      this.connected = good;
      this.page.connection(good);
      if (good && again) quietly(this.page.everything());
      again ||= !good;
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
