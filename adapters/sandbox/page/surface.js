// One message or view with live controls: remembers what was typed, and sends actions to the bot.

import * as api from "./api.js";
import { askConfirm } from "./confirm.js";
import { store } from "./store.js";
import { toast } from "./toast.js";

const keyOf = (blockId, element) => JSON.stringify([blockId, element.action_id]);

export class Surface {
  /** `container` is {type: "message", conversation, ts} or {type: "view", view_id}. */
  constructor(container, refresh) {
    this.container = container;
    this.refresh = refresh;
    this.kept = new Map();
    this.drawn = new Set();
  }

  /** Forget which controls are drawn, before drawing again; what was typed stays. */
  begin() {
    this.drawn.clear();
  }

  /**
   * The payload a control starts with: what the person left in it, else its initial value.
   * A view keeps what was typed as Slack does; a message's control starts anew when the bot changed its initial value.
   */
  recall(blockId, element, initial) {
    const key = keyOf(blockId, element);
    const origin = JSON.stringify(initial);
    const known = this.kept.get(key);
    this.drawn.add(key);
    const same = known?.type === element.type && (this.container.type === "view" || known.origin === origin);
    if (same) return known.payload;
    this.kept.set(key, { type: element.type, origin, payload: initial, blockId, actionId: element.action_id });
    return initial;
  }

  /** What a drawn control holds. */
  held(blockId, element) {
    return this.kept.get(keyOf(blockId, element)).payload;
  }

  /** Remember what a control now holds. */
  hold(blockId, element, payload) {
    this.kept.get(keyOf(blockId, element)).payload = payload;
  }

  /** What all drawn controls hold, in the shape of Slack's `state.values`. */
  values() {
    const values = {};
    for (const [key, entry] of this.kept) {
      if (this.drawn.has(key)) (values[entry.blockId] ??= {})[entry.actionId] = entry.payload;
    }
    return values;
  }

  /** Send an action, after its confirm dialog if it has one; false if the person turned away. */
  async act(blockId, element, payload, node) {
    if (element.confirm && !(await askConfirm(element.confirm))) return false;
    node?.setAttribute("aria-busy", "true");
    const action = { ...payload, action_id: element.action_id, block_id: blockId };
    try {
      const answer = await api.act({ as: store.me, container: this.container, action, state: this.values() });
      if (answer.warning) toast(answer.warning, "warning");
    } catch (refused) {
      toast(refused.message, "warning");
      if (refused.status === 409) this.refresh?.();
    } finally {
      node?.removeAttribute("aria-busy");
    }
    return true;
  }
}
