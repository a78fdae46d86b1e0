// Draws rich_text blocks: sections, lists, quotes, preformatted text.

import { el, link, undrawable } from "./dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelMention, emojiNode, signs, userMention } from "./mrkdwn.js";
import { now, zone } from "./store.js";
import { dateTemplate } from "./time.js";

const STYLES = [["code", "code"], ["strike", "s"], ["italic", "em"], ["bold", "strong"]];

function styled(node, style = {}) {
  return STYLES.reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);
}

const broken = (text) => text.split("\n").flatMap((line, index) => [index ? el("br") : null, ...signs(line)]);

/** Inline parts of rich text by type. */
export const INLINE = {
  text: (part) => styled(broken(part.text), part.style),
  link: (part) => styled(link(part.url, part.text ?? part.url), part.style),
  user: (part) => styled(userMention(part.user_id), part.style),
  channel: (part) => styled(channelMention(part.channel_id, null), part.style),
  emoji: (part) => emojiNode(part.name, emoji(part.name) ?? `:${part.name}:`),
  broadcast: (part) => broadcast(part.range),
  date: (part) => {
    const words = dateTemplate(part.timestamp, part.format ?? "{date}", zone(), now()) ?? part.fallback ?? "";
    return styled(part.url ? link(part.url, words) : el("time", {}, words), part.style);
  },
};

const inline = (parts) => (parts ?? []).map((part) => (Object.hasOwn(INLINE, part.type) ? INLINE[part.type](part) : undrawable(part.type)));

/** Block-level parts of rich text by type. */
export const OUTER = {
  rich_text_section: (part) => el("div", { class: "rt-section" }, inline(part.elements)),
  rich_text_quote: (part) => el("blockquote", {}, inline(part.elements)),
  rich_text_preformatted: (part) => el("pre", {}, inline(part.elements)),
  rich_text_list: (part) =>
    el(
      part.style === "ordered" ? "ol" : "ul",
      { class: `rt-list indent-${Math.min(part.indent ?? 0, 8)}`, start: part.offset ? part.offset + 1 : null },
      part.elements.map((section) => el("li", {}, inline(section.elements))),
    ),
};

/** A whole rich_text block. */
export function richText(block) {
  const parts = block.elements.map((part) => (Object.hasOwn(OUTER, part.type) ? OUTER[part.type](part) : undrawable(part.type)));
  return el("div", { class: "rich-text" }, parts);
}
