// The field one writes in: sends on Enter, keeps a draft per conversation, offers names and the app's commands.

import { el, icon } from "../dom.js";
import { toast } from "../toast.js";
import * as api from "./api.js";
import { bot, conversation, store } from "./store.js";

export class Composer {
  /** A field with its form, for a place of its own. */
  static make(id, place, sent) {
    const hints = el("ul", { class: "hints", id: `${id}-hints`, role: "listbox", "aria-label": "Suggestions", hidden: true });
    const input = el("textarea", { id, rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-controls": hints.id, "aria-expanded": "false" });
    return new Composer(el("form", { class: "composer" }, hints, input, el("button", { class: "send", "aria-label": "Send" }, icon("send"))), place, sent);
  }

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
    const { conversation: open, thread, label } = this.place();
    const key = JSON.stringify([store.me, open, thread]);
    if (key !== this.key) {
      if (this.key) this.drafts.set(this.key, this.input.value);
      this.input.value = this.drafts.get(key) ?? (this.key ? "" : this.input.value);
      this.key = key;
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
    const upTo = this.input.value.slice(0, this.input.selectionStart);
    const name = /(?:^|\s)@([\p{L}]*)$/u.exec(upTo);
    this.offer(name ? namesLike(name[1]) : this.commands(upTo));
  }

  /** The app's commands: anywhere in its chat, after its name in a channel. */
  commands(upTo) {
    const personal = conversation(this.place().conversation)?.kind === "personal";
    const mention = `@${bot().name} `;
    if (!personal && !upTo.startsWith(mention)) return [];
    const typed = (personal ? upTo : upTo.slice(mention.length)).toLocaleLowerCase();
    if (personal && !typed) return [];
    return (bot().commands ?? [])
      .filter((one) => one.title.toLocaleLowerCase().startsWith(typed) && one.title.toLocaleLowerCase() !== typed)
      .map((one) => ({ name: one.title, detail: one.description, insert: one.title, from: personal ? 0 : mention.length }));
  }

  offer(options) {
    this.options = options;
    this.active = 0;
    this.hints.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.hints.replaceChildren(...options.map((option, at) => this.row(option, at)));
    this.highlight();
  }

  row(option, at) {
    const words = el("span", { class: "hint-words" }, el("span", { class: "hint-name" }, option.name), el("span", { class: "hint-detail" }, option.detail ?? ""));
    const choose = (event) => {
      event.preventDefault();
      this.take(option);
    };
    return el("li", { role: "option", id: `${this.input.id}-hint-${at}`, onmousedown: choose }, words);
  }

  highlight() {
    [...this.hints.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === this.active)));
    this.input.setAttribute("aria-activedescendant", this.options.length ? `${this.input.id}-hint-${this.active}` : "");
    this.hints.children[this.active]?.scrollIntoView({ block: "nearest" });
  }

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
    const names = option.from === undefined;
    if (step) this.active = (this.active + step + this.options.length) % this.options.length;
    else if (event.key === "Escape") this.offer([]);
    // Enter sends what stands there: a command is taken over by Tab, a name by either.
    else if (event.key === "Tab" || (event.key === "Enter" && names && !this.input.value.endsWith(option.insert))) this.take(option);
    else return false;
    this.highlight();
    return true;
  }

  async send() {
    const text = this.input.value.trim();
    const { conversation: open, thread } = this.place();
    if (!text || !open) return;
    this.input.value = "";
    this.fit();
    this.offer([]);
    try {
      await api.say({ as: store.me, conversation: open, text, ...(thread ? { thread } : {}) });
      this.sent();
    } catch (refused) {
      if (!this.input.value) this.input.value = text;
      this.fit();
      toast(refused.message, "warning");
    }
  }
}

function namesLike(start) {
  const wanted = start.toLocaleLowerCase();
  return [...store.state.people]
    .sort((a, b) => Number(b.bot) - Number(a.bot))
    .filter((one) => one.name.toLocaleLowerCase().startsWith(wanted))
    .map((one) => ({ name: one.name, detail: one.bot ? "App" : one.title, insert: `@${one.name}` }));
}
