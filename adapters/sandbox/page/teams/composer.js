// The field one writes in on the Teams page: offers names and the app's commands.

import { el, icon } from "../dom.js";
import { mentioned, namesLike, WritingField } from "../writing.js";
import * as api from "./api.js";
import { bot, conversation, store } from "./store.js";

export class Composer extends WritingField {
  /** A field with its form, for a place of its own. */
  static make(id, place, sent) {
    const hints = el("ul", { class: "hints", id: `${id}-hints`, role: "listbox", "aria-label": "Suggestions", hidden: true });
    const input = el("textarea", { id, rows: 1, role: "combobox", "aria-autocomplete": "list", "aria-controls": hints.id, "aria-expanded": "false" });
    return new Composer(el("form", { class: "composer" }, hints, input, el("button", { class: "send", "aria-label": "Send" }, icon("send"))), place, sent);
  }

  author() {
    return store.me;
  }

  suggestions(upTo) {
    const name = mentioned(upTo);
    return name === null ? this.commands(upTo) : namesLike(everybody(), name);
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

  /** Enter sends what stands there: a command is taken over by Tab, a name by either. */
  takesOnEnter(option) {
    return option.from === undefined && !this.input.value.endsWith(option.insert);
  }

  post(conversation, text, thread) {
    return api.say({ as: store.me, conversation, text, ...(thread ? { thread } : {}) });
  }
}

const everybody = () =>
  [...store.state.people].sort((a, b) => Number(b.bot) - Number(a.bot)).map((one) => (one.bot ? { ...one, title: "App" } : one));
