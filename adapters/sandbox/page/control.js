// What every drawn control shares: its identity for tests, its remembered value, and when it acts.

/** Where a control stands: its surface, its block's id, and whether a change is sent at once. */
export class Place {
  constructor(surface, blockId, { acts, labelledBy = null, describedBy = null, label = null }) {
    Object.assign(this, { surface, blockId, acts, labelledBy, describedBy, label });
  }

  /** Attributes that name a control for people and for automation. */
  attributes(element, fallbackLabel) {
    const label = this.labelledBy ? null : (element.accessibility_label ?? this.label ?? fallbackLabel);
    return {
      "aria-labelledby": this.labelledBy,
      "aria-describedby": this.describedBy,
      "aria-label": label,
      data: { actionId: element.action_id ?? "", blockId: this.blockId, type: element.type },
    };
  }

  /** The payload to start with. */
  start(element, initial) {
    return this.surface.recall(this.blockId, element, { type: element.type, ...initial });
  }

  /** Remember a new value, and send it where the block asks for that; `undo` runs if the person turns away. */
  async change(element, payload, node, undo = null) {
    const before = this.surface.held(this.blockId, element);
    const full = { type: element.type, ...payload };
    this.surface.hold(this.blockId, element, full);
    if (!this.acts || (await this.surface.act(this.blockId, element, full, node))) return;
    this.surface.hold(this.blockId, element, before);
    undo?.(before);
  }

  /** Remember a value without sending it. */
  keep(element, payload) {
    this.surface.hold(this.blockId, element, { type: element.type, ...payload });
  }

  /** Send a click. */
  click(element, payload, node) {
    return this.surface.act(this.blockId, element, { type: element.type, ...payload }, node);
  }
}
