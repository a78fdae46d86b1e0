// Turns Slack's mrkdwn into nodes: emphasis, code, quotes, links, mentions, dates, emoji.

import { el, link } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { conversation, nameOf, now, store, zone } from "./store.js";
import { dateTemplate } from "./time.js";

const ENTITIES = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
/** Slack's three escapes undone, once. */
export const unescape = (text) => text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity]);

/** A text object (or nothing) as nodes. */
export function textObject(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plain(text);
}

/** A plain_text object as nodes: emoji names and line breaks, nothing else. */
export function plain(text) {
  const raw = unescape(text.text ?? "");
  return signs(text.emoji === false ? raw : withEmoji(raw));
}

/** The words of a plain_text object, for places that take no nodes (options, placeholders). */
export const words = (text) => (text ? withEmoji(unescape(text.text ?? "")) : "");

/** Message text in Slack's markup, as block-level nodes. */
export function mrkdwn(source) {
  return String(source ?? "").split(/```\n?/).flatMap((part, index, parts) => {
    const closed = index < parts.length - 1;
    if (index % 2 === 1 && closed) return [el("pre", {}, preformatted(part))];
    return lines(index % 2 === 1 ? "```" + part : part);
  });
}

function preformatted(part) {
  return unescape(part.replace(/\n$/, "").replace(/<([^<>|\n]+)(?:\|([^<>\n]*))?>/g, (_, target, label) => label ?? target));
}

function lines(part) {
  const nodes = [];
  let quote = null;
  part.split("\n").forEach((line, index) => {
    const quoted = /^(?:>|&gt;) ?/.exec(line);
    if (quoted) {
      if (!quote) nodes.push((quote = el("blockquote")));
      else quote.append(el("br"));
      quote.append(...inline(line.slice(quoted[0].length)));
      return;
    }
    if (index > 0 && !quote) nodes.push(el("br"));
    quote = null;
    nodes.push(...inline(line));
  });
  return nodes;
}

const EMPHASIS = { "*": "strong", _: "em", "~": "s" };
const WORD = /[\p{L}\p{N}]/u;

function inline(text) {
  const nodes = [];
  let buffer = "";
  const flush = () => {
    if (buffer) nodes.push(...signs(unescape(buffer)));
    buffer = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = entityAt(text, at) ?? codeAt(text, at) ?? emphasisAt(text, at) ?? emojiAt(text, at);
    if (found) {
      flush();
      nodes.push(found.node);
      at = found.end;
    } else buffer += text[at++];
  }
  flush();
  return nodes;
}

function entityAt(text, at) {
  if (text[at] !== "<") return null;
  const end = text.indexOf(">", at);
  const inner = end > at ? text.slice(at + 1, end) : "";
  return inner && !inner.includes("<") ? { node: entity(inner), end: end + 1 } : null;
}

function codeAt(text, at) {
  const end = text[at] === "`" ? text.indexOf("`", at + 1) : -1;
  return end > at + 1 ? { node: el("code", {}, preformatted(text.slice(at + 1, end))), end: end + 1 } : null;
}

function emphasisAt(text, at) {
  const mark = text[at];
  if (!(mark in EMPHASIS) || (at > 0 && WORD.test(text[at - 1])) || /\s|^$/.test(text[at + 1] ?? "")) return null;
  for (let end = text.indexOf(mark, at + 2); end > 0; end = text.indexOf(mark, end + 1)) {
    if (/\s/.test(text[end - 1]) || WORD.test(text[end + 1] ?? "")) continue;
    return { node: el(EMPHASIS[mark], {}, inline(text.slice(at + 1, end))), end: end + 1 };
  }
  return null;
}

function emojiAt(text, at) {
  const found = text[at] === ":" ? /^:([a-z0-9_+-]+(?:::skin-tone-\d)?):/.exec(text.slice(at, at + 60)) : null;
  const picture = found && emoji(found[1]);
  return picture ? { node: emojiNode(found[1], picture), end: at + found[0].length } : null;
}

export const emojiNode = (name, picture) => el("span", { class: "emoji", title: `:${name}:` }, picture);

function entity(inner) {
  const bar = inner.indexOf("|");
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? null : unescape(inner.slice(bar + 1));
  if (target[0] === "@") return userMention(target.slice(1));
  if (target[0] === "#") return channelMention(target.slice(1), label);
  if (target[0] === "!") return special(target.slice(1), label);
  return link(unescape(target), label ? withEmoji(label) : unescape(target).replace(/^mailto:/, ""));
}

/** A mention that notifies one person. */
export function userMention(id) {
  return el("span", { class: id === store.me ? "mention me" : "mention", data: { user: id } }, `@${nameOf(id)}`);
}

/** A channel's name, which opens it. */
export function channelMention(id, label) {
  const name = conversation(id)?.name ?? label ?? id;
  return el("a", { class: "mention channel", href: `#/${store.me}/${id}`, data: { channel: id } }, `#${name}`);
}

/** A mention that notifies everybody, set apart from its mere words. */
export const broadcast = (range) => el("span", { class: "mention notifying", title: "Notifies everybody here" }, `@${range}`);

function special(command, label) {
  if (["channel", "here", "everyone"].includes(command)) return broadcast(command);
  const [kind, seconds, template, address] = command.split("^");
  if (kind !== "date") return el("span", { class: "mention" }, label ?? `@${command}`);
  const words = dateTemplate(seconds, unescape(template ?? ""), zone(), now()) ?? label ?? "";
  return address ? link(unescape(address), words) : el("time", { title: label ?? "" }, words);
}

const SIGNS = { "✔": "ready", "▲": "flagged", "✖": "red", "○": "open", "⏸": "hold", "–": "none" };

/** Text as nodes, with the typographic state signs set to one width so that rows line up. */
export function signs(text) {
  return text.split(/(^–(?= )|[✔▲✖○⏸](?!\uFE0F))/u).filter(Boolean).map((part) =>
    SIGNS[part] ? el("span", { class: `sign ${SIGNS[part]}` }, part) : part,
  );
}
