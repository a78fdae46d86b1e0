// The messages of a conversation: a channel's posts with their replies, or the chat with the app.

import { el, icon } from "../dom.js";
import { arrange } from "./arrange.js";
import { Composer } from "./composer.js";
import { MessageNode } from "./message.js";
import { conversation, store } from "./store.js";

const SHOWN_REPLIES = 3;

export class Posts {
  /** `root` is the list, `scroller` what scrolls it; `hooks` are {dialog, refresh}. */
  constructor(root, scroller, hooks) {
    Object.assign(this, { root, scroller, hooks, nodes: new Map(), posts: new Map(), open: new Set(), place: null });
  }

  /** Forget everything, for another conversation or another person. */
  clear(place) {
    this.nodes.clear();
    this.posts.clear();
    this.open.clear();
    this.place = place;
    this.root.replaceChildren();
    this.root.classList.toggle("chat", conversation(place)?.kind === "personal");
  }

  /** Show these messages; unchanged ones keep their nodes, and the reading position stays. */
  show(messages) {
    const first = this.nodes.size === 0;
    const atEnd = this.scroller.scrollTop + this.scroller.clientHeight >= this.scroller.scrollHeight - 48;
    const anchor = this.anchor();
    const focused = document.activeElement;
    const known = new Set(messages.map((message) => message.id));
    for (const id of this.nodes.keys()) if (!known.has(id)) this.nodes.delete(id);
    const fresh = messages.filter((message) => !this.nodes.has(message.id));
    const chat = conversation(this.place)?.kind === "personal";
    const rows = chat ? messages.map((message) => this.row(message)) : threads(messages).map((thread) => this.post(thread));
    arrange(this.root, rows.length ? rows : [this.empty()]);
    if (focused && focused !== document.activeElement && this.root.contains(focused)) focused.focus({ preventScroll: true });
    if (first || atEnd || fresh.some((message) => message.from === store.me)) this.toEnd(fresh);
    else if (anchor?.node.isConnected) this.scroller.scrollTop += anchor.node.getBoundingClientRect().top - anchor.top;
  }

  toEnd(fresh) {
    const last = this.nodes.get(fresh.at(-1)?.id)?.root;
    const inside = last?.closest(".post");
    if (!inside || inside === this.root.lastElementChild) this.scroller.scrollTop = this.scroller.scrollHeight;
    else last.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    const node = [...this.root.querySelectorAll("[data-id]")].find((one) => one.getBoundingClientRect().bottom > top);
    return node ? { node, top: node.getBoundingClientRect().top } : null;
  }

  message(message) {
    if (!this.nodes.has(message.id)) this.nodes.set(message.id, new MessageNode(this.place, this.hooks));
    return this.nodes.get(message.id).show(message);
  }

  row(message) {
    const node = this.message(message);
    return node.parentElement?.localName === "li" ? node.parentElement : el("li", {}, node);
  }

  /** A post with its replies and the field to reply in. */
  post(thread) {
    const id = thread[0].id;
    if (!this.posts.has(id)) this.posts.set(id, new Post(id, this));
    return this.posts.get(id).show(thread);
  }

  empty() {
    const open = conversation(this.place);
    const words = open?.kind === "channel" ? "Nobody has posted here yet." : "Write to the app, or press @ to see what it can do.";
    return el("li", { class: "empty-place" }, el("h2", {}, open?.kind === "channel" ? `Welcome to ${open.name}` : open?.name), el("p", {}, words));
  }

  recolour() {
    for (const node of this.nodes.values()) node.recolour();
  }
}

class Post {
  constructor(id, posts) {
    Object.assign(this, { id, posts, composer: null });
    this.replies = el("ol", { class: "replies", "aria-label": "Replies" });
    this.earlier = el("button", { type: "button", class: "earlier", onclick: () => this.expand() });
    this.reply = el("button", { type: "button", class: "reply-open", onclick: () => this.write() }, icon("reply"), "Reply");
    this.foot = el("div", { class: "post-foot" }, this.reply);
    this.root = el("li", { class: "post", data: { post: id } });
  }

  show(thread) {
    this.thread = thread;
    const [root, ...replies] = thread;
    const all = this.posts.open.has(this.id);
    const hidden = all ? 0 : Math.max(0, replies.length - SHOWN_REPLIES);
    this.earlier.textContent = hidden === 1 ? "Show 1 earlier reply" : `Show ${hidden} earlier replies`;
    arrange(this.replies, replies.slice(hidden).map((message) => this.posts.row(message)));
    arrange(this.root, [this.posts.message(root), ...(hidden ? [this.earlier] : []), ...(replies.length ? [this.replies] : []), this.foot]);
    return this.root;
  }

  expand() {
    this.posts.open.add(this.id);
    this.show(this.thread);
    this.replies.querySelector("button, a, input")?.focus({ preventScroll: true });
  }

  write() {
    if (!this.composer) {
      const place = { conversation: this.posts.place, thread: this.id, label: "Reply" };
      this.composer = Composer.make(`reply-${this.id}`, () => place, () => this.posts.hooks.refresh());
      this.composer.input.addEventListener("keydown", (event) => event.key === "Escape" && !this.composer.input.value && this.stop());
    }
    this.foot.replaceChildren(this.composer.form);
    this.composer.move();
    this.composer.input.focus();
  }

  stop() {
    this.foot.replaceChildren(this.reply);
    this.reply.focus();
  }
}

/** Messages as threads, each a post and its replies; the one with the newest message stands last. */
function threads(messages) {
  const found = new Map();
  for (const message of messages) {
    const id = message.thread ?? message.id;
    if (!found.has(id)) found.set(id, []);
    found.get(id).push(message);
  }
  return [...found.values()].sort((a, b) => Number(a.at(-1).id) - Number(b.at(-1).id));
}
