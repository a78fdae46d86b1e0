// The field one writes in: sends on Enter, keeps a draft per conversation, hints commands and names.

import * as api from "./api.js";
import { el } from "./dom.js";
import { app, store } from "./store.js";
import { toast } from "./toast.js";

export class Composer {
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
    const key = JSON.stringify([store.me, conversation, thread]);
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
    const upTo = this.input.value.slice(0, this.input.selectionStart);
    const command = /^\/\S*$/.exec(upTo);
    const name = /(?:^|\s)@([\p{L}]*)$/u.exec(upTo);
    if (command) this.offer(commandsLike(command[0]));
    else this.offer(name ? namesLike(name[1]) : []);
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
    const words = el("span", { class: "hint-words" }, el("span", { class: "hint-name" }, option.name, usage), el("span", { class: "hint-detail" }, option.detail));
    const choose = (event) => {
      event.preventDefault();
      this.take(option);
    };
    return el("li", { role: "option", id: `${this.input.id}-hint-${index}`, onmousedown: choose }, words);
  }

  highlight() {
    [...this.hints.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === this.active)));
    const id = this.options.length ? `${this.input.id}-hint-${this.active}` : "";
    this.input.setAttribute("aria-activedescendant", id);
  }

  take(option) {
    const caret = this.input.selectionStart;
    const start = this.input.value.slice(0, caret).search(/\S*$/);
    this.input.setRangeText(`${option.insert} `, start, caret, "end");
    this.offer([]);
    this.fit();
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
    const typed = this.input.value.trim();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.active = (this.active + step + this.options.length) % this.options.length;
    else if (event.key === "Escape") this.offer([]);
    else if (event.key === "Tab" || (event.key === "Enter" && typed !== this.options[this.active].insert)) this.take(this.options[this.active]);
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
      const answer = await api.say({ as: store.me, conversation, text, ...(thread ? { thread_ts: thread } : {}) });
      if (answer.warning) toast(answer.warning, "warning");
      this.sent(text);
    } catch (refused) {
      if (!this.input.value) this.input.value = text;
      this.fit();
      toast(refused.message, "warning");
    }
  }
}

function commandsLike(start) {
  return (app()?.commands ?? [])
    .filter((one) => one.command.startsWith(start))
    .map((one) => ({ name: one.command, usage: one.usage_hint, detail: one.description, insert: one.command }));
}

const everybody = () => {
  const bot = app();
  const others = store.state.people.filter((one) => one.id !== bot?.user);
  return bot ? [{ id: bot.user, name: bot.name, title: "App" }, ...others] : others;
};

function namesLike(start) {
  const wanted = start.toLocaleLowerCase();
  return everybody()
    .filter((one) => one.name.toLocaleLowerCase().startsWith(wanted))
    .map((one) => ({ name: one.name, detail: one.title, insert: `@${one.name}` }));
}
