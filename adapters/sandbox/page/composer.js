// The field one writes in on the Slack page: hints commands and names.

import * as api from "./api.js";
import { app, store } from "./store.js";
import { mentioned, namesLike, WritingField } from "./writing.js";

export class Composer extends WritingField {
  author() {
    return store.me;
  }

  suggestions(upTo) {
    const name = mentioned(upTo);
    if (/^\/\S*$/.test(upTo)) return commandsLike(upTo);
    return name === null ? [] : namesLike(everybody(), name);
  }

  /** A command that stands there in full is sent. */
  takesOnEnter(option) {
    return this.input.value.trim() !== option.insert;
  }

  post(conversation, text, thread) {
    return api.say({ as: store.me, conversation, text, ...(thread ? { thread_ts: thread } : {}) });
  }
}

/** What every Slack has, whatever the app. */
const OF_SLACK = { command: "/invite", usage_hint: "@somebody", description: "Bring a person, or the app, into this channel" };

function commandsLike(start) {
  return [...(app()?.commands ?? []), OF_SLACK]
    .filter((one) => one.command.startsWith(start))
    .map((one) => ({ name: one.command, usage: one.usage_hint, detail: one.description, insert: one.command }));
}

const everybody = () => {
  const bot = app();
  const others = store.state.people.filter((one) => one.id !== bot?.user);
  return bot ? [{ id: bot.user, name: bot.name, title: "App" }, ...others] : others;
};
