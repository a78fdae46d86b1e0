// Draws a list of messages and brings it up to date in place.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { drawBlocks } from "./blocks.js";
import { askConfirm } from "./confirm.js";
import { el, icon, replaceKeepingFocus } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn, unescape } from "./mrkdwn.js";
import { openPopover } from "./popover.js";
import { conversation, isApp, nameOf, store, titleOf, zone } from "./store.js";
import { Surface } from "./surface.js";
import { drawFiles } from "./files.js";
import { clockTime, dayKey, fullMoment, longDay, momentOf } from "./time.js";
import { quietly } from "./toast.js";

const GROUP_SECONDS = 300;
const isNote = (message) => /^(channel_|pinned_item)/.test(message.subtype ?? ""); // "… has joined the channel"

/** One list of messages: the channel's, or a thread's. */
export class MessageList {
  /** `openThread` is null inside a thread; `refresh` fetches the list again. */
  constructor(root, scroller, { openThread = null, refresh }) {
    Object.assign(this, { root, scroller, openThread, refresh, shown: new Map(), conversation: null, fresh: undefined });
  }

  /** Forget everything, for another conversation or another person. */
  clear(conversation) {
    this.shown.clear();
    this.fresh = undefined;
    this.conversation = conversation;
    this.root.replaceChildren();
    this.root.dataset.conversation = conversation ?? "";
  }

  /** Show these messages; unchanged ones keep their nodes, and the reading position stays. `readTo`: the last one seen. */
  show(messages, readTo = "") {
    const first = this.shown.size === 0;
    this.fresh ??= firstUnread(messages, readTo);
    const answer = first ? null : messages.findLast((message) => message.ephemeral && !this.shown.has(message.ts));
    const atEnd = this.scroller.scrollTop + this.scroller.clientHeight >= this.scroller.scrollHeight - 48;
    const anchor = this.anchor();
    const nodes = this.openThread ? [this.intro()] : [];
    let before = null;
    for (const message of messages) {
      if (before === null || this.day(before) !== this.day(message)) nodes.push(this.divider(message));
      if (message.ts === this.fresh) nodes.push(this.newness());
      nodes.push(this.node(message, this.follows(before, message)));
      before = message;
    }
    this.forget(messages);
    this.place(nodes);
    if (answer) this.reveal(answer);
    else if (first || atEnd) this.toTheEnd(first);
    else if (anchor?.node.isConnected) this.scroller.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
  }

  /** An answer to a press further up stands at the end: it is brought into view, from its beginning. */
  reveal(answer) {
    const { node } = this.shown.get(answer.ts);
    const fits = node.offsetHeight < this.scroller.clientHeight;
    node.scrollIntoView({ block: fits ? "nearest" : "start", behavior: "instant" });
  }

  /** Show the end; who comes back begins where they left off, if that lies further up. */
  toTheEnd(first) {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    const line = first ? this.root.querySelector(".fresh") : null;
    if (line && line.getBoundingClientRect().top < this.scroller.getBoundingClientRect().top) line.scrollIntoView({ block: "start", behavior: "instant" });
  }

  anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    const node = [...this.root.children].find((child) => child.getBoundingClientRect().bottom > top && child.dataset.ts);
    return node ? { node, top: node.getBoundingClientRect().top } : null;
  }

  place(nodes) {
    const keep = new Set(nodes);
    for (const child of [...this.root.children]) if (!keep.has(child)) child.remove();
    nodes.forEach((node, index) => {
      if (this.root.children[index] !== node) this.root.insertBefore(node, this.root.children[index] ?? null);
    });
  }

  forget(messages) {
    const present = new Set(messages.map((message) => message.ts));
    for (const ts of this.shown.keys()) if (!present.has(ts)) this.shown.delete(ts);
  }

  day(message) {
    return dayKey(momentOf(message.ts), zone());
  }

  /** The line above the first message. */
  intro() {
    const open = conversation(this.conversation);
    const title = open.kind === "channel" ? `#${open.name}` : titleOf(open);
    const words = open.kind === "channel" ? "This is where the channel begins." : `Between you and ${title}, and nobody else.`;
    const old = this.root.querySelector(".intro");
    return old ?? el("li", { class: "intro" }, el("h2", {}, title), el("p", {}, words));
  }

  divider(message) {
    const key = `day ${this.day(message)}`;
    const old = [...this.root.children].find((child) => child.dataset.day === key);
    return old ?? el("li", { class: "day", data: { day: key } }, el("span", {}, longDay(momentOf(message.ts), zone())));
  }

  /** The line above the first message that is new to who looks. */
  newness() {
    return this.root.querySelector(".fresh") ?? el("li", { class: "day fresh" }, el("span", {}, "New"));
  }

  follows(before, message) {
    if (!before || message.ts === this.fresh || isNote(before) || before.user !== message.user || isApp(message.user) || message.pinned) return false;
    return !before.ephemeral && this.day(before) === this.day(message) && message.ts - before.ts < GROUP_SECONDS;
  }

  node(message, follows) {
    const drawing = JSON.stringify([message, follows, zone()]);
    let entry = this.shown.get(message.ts);
    if (entry?.drawing === drawing) return entry.node;
    if (!entry) {
      const container = { type: "message", conversation: this.conversation, ts: message.ts };
      entry = { node: el("li", { data: { ts: message.ts } }), surface: new Surface(container, this.refresh) };
      this.shown.set(message.ts, entry);
    }
    entry.drawing = drawing;
    entry.node.className = this.classes(message, follows);
    entry.node.dataset.user = message.user;
    replaceKeepingFocus(entry.node, this.parts(message, follows, entry.surface));
    return entry.node;
  }

  classes(message, follows) {
    const kinds = { follows, system: isNote(message), ephemeral: message.ephemeral, pinned: message.pinned, app: isApp(message.user) };
    return ["message", ...Object.keys(kinds).filter((kind) => kinds[kind])].join(" ");
  }

  parts(message, follows, surface) {
    const moment = momentOf(message.ts);
    if (isNote(message)) return [el("div", { class: "gutter" }), el("div", { class: "message-main" }, this.body(message, surface))];
    const time = el("time", { datetime: moment.toISOString(), title: fullMoment(moment, zone()) }, clockTime(moment, zone()));
    const side = el("div", { class: "gutter" }, follows ? time : avatar(message.user));
    const head = follows ? null : this.head(message, time);
    return [side, el("div", { class: "message-main" }, this.notes(message), head, this.body(message, surface), drawFiles(message), this.reactions(message), this.replies(message)), this.tools(message)];
  }

  head(message, time) {
    const badge = message.bot || isApp(message.user) ? el("span", { class: "badge" }, "App") : null;
    return el("div", { class: "message-head" }, el("span", { class: "author" }, message.name ?? nameOf(message.user)), badge, time, message.blocks?.length ? edited(message) : null);
  }

  notes(message) {
    const pinned = message.pinned ? el("p", { class: "note pinned-note" }, icon("pin"), "Pinned") : null;
    return [message.ephemeral ? this.whisper(message) : null, pinned];
  }

  /** Says that nobody else sees it, and puts it away as the real one does. */
  whisper(message) {
    const away = el("button", { type: "button", class: "dismiss", onclick: () => this.drop(message) }, "Dismiss");
    return el("p", { class: "note ephemeral-note" }, icon("eye"), "Only visible to you", away);
  }

  body(message, surface) {
    if (message.blocks?.length) return el("div", { class: "blocks" }, drawBlocks(message.blocks, surface));
    return el("div", { class: "text mrkdwn" }, mrkdwn(message.text), message.edited ? [" ", edited(message)] : null);
  }

  reactions(message) {
    if (!message.reactions?.length) return null;
    const one = (reaction) => el("span", { class: "reaction", data: { reaction: reaction.name } }, `${withEmoji(`:${reaction.name}:`)} ${reaction.count}`);
    return el("div", { class: "reactions" }, message.reactions.map(one));
  }

  replies(message) {
    if (!this.openThread || !message.reply_count) return null;
    const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
    return el("button", { type: "button", class: "replies", onclick: () => this.openThread(message.ts) }, icon("reply"), words);
  }

  tools(message) {
    const tool = (name, label, onclick) => el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick }, icon(name));
    const reply = this.openThread && !message.ephemeral ? tool("reply", "Reply in thread", () => this.openThread(message.ts)) : null;
    const plain = message.blocks?.length ? tool("text", "Show as plain text", (event) => plainText(event.currentTarget, message)) : null;
    const trash = message.ephemeral ? null : tool("trash", "Delete message", () => this.remove(message));
    return el("div", { class: "tools", role: "group", "aria-label": "Message" }, reply, plain, trash);
  }

  async remove(message) {
    const text = { text: "Everybody loses it. The app notices when it wants to bring its message up to date." };
    const question = { title: { text: "Delete this message?" }, text, confirm: { text: "Delete" }, deny: { text: "Keep" }, style: "danger" };
    if (await askConfirm(question)) await this.drop(message);
  }

  async drop(message) {
    await quietly(api.remove({ as: store.me, conversation: this.conversation, ts: message.ts }));
  }
}

/** The first message of others after the last that was seen; "" where there is none, or nobody was here before. */
const firstUnread = (messages, readTo) => (readTo && messages.find((one) => one.ts > readTo && one.user !== store.me)?.ts) || "";

const edited = (message) => (message.edited ? el("span", { class: "edited" }, "(edited)") : null);

/** The text of a message as the app asked for it: read as markup, or exact. */
function fallback(message) {
  if (message.mrkdwn !== false) return mrkdwn(message.text);
  return unescape(message.text).split("\n").flatMap((line, at) => (at ? [el("br"), line] : [line]));
}

function plainText(opener, message) {
  const lead = el("p", { class: "popover-lead" }, "What a notification, a screen reader and a search show");
  openPopover(opener, [lead, el("div", { class: "plain-text text", tabindex: "0" }, fallback(message))], { label: "As plain text" });
}
