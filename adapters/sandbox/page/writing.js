// A field to write in: sends on Enter, keeps a draft for each place, and offers suggestions while one types.

import { el } from "./dom.js";
import { toast } from "./toast.js";

/** What the fields of both chats have in common; each says who writes, what is offered, and how it is sent. */
export class WritingField {
  /** `place` gives {conversation, thread, label}; `sent` runs after a message went out. */
  constructor(form, place, sent) {
    this.form = form;
    this.input = form.querySelector("textarea");
    this.hints = form.querySelector(".hints");
    Object.assign(this, { place, sent, drafts: new Map(), key: null, options: [], active: 0 });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.offer([]), 150));
  }

  /** Move to the current place, leaving the draft of the last one behind. */
  move() {
    const { conversation, thread, label } = this.place();
    const key = JSON.stringify([this.author(), conversation, thread]);
    if (key !== this.key) {
      const typedEarly = this.key ? "" : this.input.value; // before the page knew where it is
      if (this.key) this.drafts.set(this.key, this.input.value);
      this.key = key;
      this.input.value = this.drafts.get(key) ?? typedEarly;
      this.fit();
      this.offer([]);
    }
    this.input.placeholder = label;
    this.input.setAttribute("aria-label", label);
  }

  fit() {
    this.input.style.height = "auto";
    if (this.input.value && this.input.scrollHeight) this.input.style.height = `${Math.min(this.input.scrollHeight, 200)}px`;
    this.form.classList.toggle("empty", this.input.value.trim() === "");
  }

  typed() {
    this.fit();
    this.offer(this.suggestions(this.input.value.slice(0, this.input.selectionStart)));
  }

  offer(options) {
    this.options = options;
    this.active = 0;
    this.hints.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.hints.replaceChildren(...options.map((option, index) => this.row(option, index)));
    this.highlight();
  }

  row(option, index) {
    const usage = option.usage ? el("span", { class: "hint-usage" }, ` ${option.usage}`) : null;
    const name = el("span", { class: "hint-name" }, option.name, usage);
    const words = el("span", { class: "hint-words" }, name, el("span", { class: "hint-detail" }, option.detail ?? ""));
    const choose = (event) => {
      event.preventDefault();
      this.take(option);
    };
    return el("li", { role: "option", id: `${this.input.id}-hint-${index}`, onmousedown: choose }, words);
  }

  highlight() {
    [...this.hints.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.active)));
    this.input.setAttribute("aria-activedescendant", this.options.length ? `${this.input.id}-hint-${this.active}` : "");
    this.hints.children[this.active]?.scrollIntoView({ block: "nearest" });
  }

  /** Put a suggestion in place of what was typed of it: the word before the caret, or all from `from`. */
  take(option) {
    const caret = this.input.selectionStart;
    const start = option.from ?? this.input.value.slice(0, caret).search(/\S*$/);
    this.input.setRangeText(`${option.insert} `, start, caret, "end");
    this.typed();
  }

  pressed(event) {
    if (event.isComposing) return;
    if (this.options.length && this.steer(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  steer(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const option = this.options[this.active];
    if (step) this.active = (this.active + step + this.options.length) % this.options.length;
    else if (event.key === "Escape") this.offer([]);
    else if (event.key === "Tab" || (event.key === "Enter" && this.takesOnEnter(option))) this.take(option);
    else return false;
    this.highlight();
    return true;
  }

  async send() {
    const text = this.input.value.trim();
    const { conversation, thread } = this.place();
    if (!text || !conversation) return;
    this.input.value = "";
    this.fit();
    this.offer([]);
    try {
      const answer = await this.post(conversation, text, thread);
      if (answer.warning) toast(answer.warning, "warning");
      this.sent();
    } catch (refused) {
      if (!this.input.value) this.input.value = text;
      this.fit();
      toast(refused.message, "warning");
    }
  }
}

/** Return the beginning of a name that is mentioned before the caret; null where none is. */
export const mentioned = (upTo) => /(?:^|\s)@([\p{L}]*)$/u.exec(upTo)?.[1] ?? null;

/** Return what is offered for the beginning of a name, of people with the words below theirs. */
export function namesLike(people, start) {
  const wanted = start.toLocaleLowerCase();
  return people
    .filter((one) => one.name.toLocaleLowerCase().startsWith(wanted))
    .map((one) => ({ name: one.name, detail: one.title, insert: `@${one.name}` }));
}
