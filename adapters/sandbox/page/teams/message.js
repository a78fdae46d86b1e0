// One message: who, when, what was said, and its cards with live controls.

import { el, icon } from "../dom.js";
import { clockTime, fullMoment, shortDay, dayKey } from "../time.js";
import { toast } from "../toast.js";
import * as api from "./api.js";
import { arrange } from "./arrange.js";
import { Card } from "./cards.js";
import { face } from "./faces.js";
import { markdown } from "./markdown.js";
import { isApp, nameOf, now, store, zone } from "./store.js";

/** A message on the page; `hooks` are {dialog, refresh}. */
export class MessageNode {
  constructor(conversation, hooks) {
    Object.assign(this, { conversation, hooks, message: null, cards: [], drawing: null });
    this.side = el("div", { class: "gutter" });
    this.main = el("div", { class: "message-main" });
    this.holder = el("div", { class: "cards" });
    this.root = el("article", { class: "message" }, this.side, this.main);
  }

  /** Show this state of it; a card that did not change keeps its nodes. */
  show(message) {
    const drawing = JSON.stringify([message, zone()]);
    if (drawing === this.drawing) return this.root;
    const before = this.message;
    Object.assign(this, { message, drawing });
    const mine = message.from === store.me;
    this.root.className = ["message", mine ? "mine" : "", isApp(message.from) ? "app" : "", message.own_view ? "own" : ""].filter(Boolean).join(" ");
    Object.assign(this.root.dataset, { id: message.id, from: message.from });
    this.root.setAttribute("aria-label", `${message.name ?? nameOf(message.from)}, ${clockTime(new Date(message.time), zone())}`);
    this.side.replaceChildren(face(message.from));
    this.drawCards(before);
    const parts = [this.head(message), message.text ? el("div", { class: "text" }, said(message)) : null, this.holder, this.tools(message)];
    arrange(this.main, parts.filter(Boolean));
    return this.root;
  }

  drawCards(before) {
    const sources = this.message.cards ?? [];
    while (this.cards.length > sources.length) this.cards.pop().root.remove();
    sources.forEach((source, at) => {
      const card = (this.cards[at] ??= new Card((action, inputs) => this.perform(card, action, inputs)));
      if (JSON.stringify(before?.cards?.[at]) !== JSON.stringify(source)) card.show(source);
      if (card.root.parentElement !== this.holder) this.holder.append(card.root);
    });
  }

  /** Draw the cards again, in other colours. */
  recolour() {
    this.message?.cards?.forEach((source, at) => this.cards[at].show(source));
  }

  head(message) {
    const moment = new Date(message.time);
    const today = dayKey(moment, zone()) === dayKey(now(), zone());
    const words = today ? clockTime(moment, zone()) : `${shortDay(moment, zone())}, ${clockTime(moment, zone())}`;
    const time = el("time", { datetime: message.time, title: fullMoment(moment, zone()) }, words);
    const badge = isApp(message.from) ? el("span", { class: "badge" }, "App") : null;
    const edited = message.edited ? el("span", { class: "edited" }, "Edited") : null;
    const own = message.own_view ? el("span", { class: "own-view", title: "The app drew this card for this person; others see it without what is theirs alone." }, icon("eye"), "Your own view") : null;
    return el("div", { class: "message-head" }, el("span", { class: "author" }, message.name ?? nameOf(message.from)), badge, time, edited, own);
  }

  tools(message) {
    const asks = (message.cards ?? []).some((card) => card.refresh?.userIds?.includes(store.me));
    if (!asks) return null;
    const again = el("button", { type: "button", class: "icon-button", "aria-label": "Refresh card", title: "Refresh card", onclick: () => this.refreshCard() }, icon("refresh"));
    return el("div", { class: "tools" }, again);
  }

  get place() {
    return { as: store.me, conversation: this.conversation, message: this.message.id };
  }

  async refreshCard() {
    await this.call(() => api.refresh(this.place));
  }

  async perform(card, action, inputs) {
    const answer = await this.call(() => api.act({ ...this.place, action, ...(Object.keys(inputs).length ? { inputs } : {}) }));
    if (!answer) return;
    if (answer.errors) card.showErrors(answer.errors);
    else if (!answer.message && !answer.warning) card.fold();
    if (answer.dialog) this.hooks.dialog(answer.dialog);
    if (answer.card) this.hooks.refresh();
  }

  async call(send) {
    try {
      const answer = await send();
      if (answer.warning) toast(answer.warning, "warning");
      if (answer.message) toast(answer.message);
      return answer;
    } catch (refused) {
      toast(refused.message, "warning");
      if (refused.status === 409) this.hooks.refresh();
      return null;
    }
  }
}

/** What was written: the app's is markdown, people's is plain; names that were mentioned stand out. */
function said(message) {
  const nodes = isApp(message.from) ? markdown(message.text) : [el("p", {}, message.text)];
  const names = store.state.people.map((one) => one.name).sort((a, b) => b.length - a.length);
  nodes.forEach((node) => mark(node, names));
  return nodes;
}

function mark(node, names) {
  for (const child of [...node.childNodes]) {
    if (child.nodeType === Node.ELEMENT_NODE) mark(child, names);
    else child.replaceWith(...mentions(child.data, names));
  }
}

function mentions(text, names) {
  const parts = [];
  let rest = text;
  for (let at = rest.indexOf("@"); at >= 0; at = rest.indexOf("@")) {
    const name = names.find((one) => rest.startsWith(`@${one}`, at));
    if (name) parts.push(rest.slice(0, at), el("span", { class: name === nameOf(store.me) ? "mention me" : "mention" }, name));
    else parts.push(rest.slice(0, at + 1));
    rest = rest.slice(at + 1 + (name?.length ?? 0));
  }
  return [...parts, rest].filter(Boolean);
}
