// Teams' markdown in cards (bold, italic, links, lists) as nodes; other people's text never becomes markup.

import { el, link } from "../dom.js";

const BULLET = /^\s{0,3}[-*+](?:\s+|$)/;
const NUMBER = /^\s{0,3}(\d{1,9})[.)](?:\s+|$)/;

/** Text as block-level nodes: paragraphs and lists. A single line break is a space, as Teams has it. */
export function markdown(source) {
  return String(source ?? "").replace(/\r\n?/g, "\n").split(/\n\s*\n/).filter((part) => part.trim()).flatMap(blocks);
}

/** The same as a string of markup, for Microsoft's renderer. */
export function markup(source) {
  const writer = new XMLSerializer();
  return markdown(source).map((node) => writer.serializeToString(node)).join("");
}

function blocks(part) {
  const nodes = [];
  let words = [];
  const flush = () => {
    if (words.length) nodes.push(el("p", {}, inline(words.join(" "))));
    words = [];
  };
  for (const line of part.split("\n")) {
    const number = NUMBER.exec(line);
    const mark = number ?? BULLET.exec(line);
    const open = nodes.at(-1);
    const tag = number ? "ol" : "ul";
    if (!mark) words.push(line.trim());
    else {
      flush();
      const list = open?.localName === tag ? open : el(tag, number && number[1] !== "1" ? { start: number[1] } : {});
      if (list !== open) nodes.push(list);
      list.append(el("li", {}, inline(line.slice(mark[0].length))));
    }
  }
  flush();
  return nodes;
}

/** One line's worth of text as nodes. */
export function inline(text) {
  const nodes = [];
  let buffer = "";
  const flush = () => {
    if (buffer) nodes.push(buffer);
    buffer = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = escapeAt(text, at) ?? linkAt(text, at) ?? emphasisAt(text, at, "strong", 2) ?? emphasisAt(text, at, "em", 1);
    if (found?.text) buffer += found.text;
    else if (found) {
      flush();
      nodes.push(found.node);
    } else buffer += text[at];
    at = found?.end ?? at + 1;
  }
  flush();
  return nodes;
}

function escapeAt(text, at) {
  return text[at] === "\\" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "") ? { text: text[at + 1], end: at + 2 } : null;
}

function linkAt(text, at) {
  const found = text[at] === "[" ? /^\[((?:\\.|[^\]\\])+)\]\(\s*<?([^\s()<>]+)>?\s*\)/.exec(text.slice(at)) : null;
  return found && { node: link(found[2], inline(found[1])), end: at + found[0].length };
}

const WORD = /[\p{L}\p{N}]/u;

function emphasisAt(text, at, tag, width) {
  const mark = text[at];
  const fence = mark?.repeat(width);
  if (!"*_".includes(mark) || !text.startsWith(fence, at) || /^(\s|$)/.test(text.slice(at + width))) return null;
  if (mark === "_" && WORD.test(text[at - 1] ?? "")) return null;
  for (let end = text.indexOf(fence, at + width + 1); end > 0; end = text.indexOf(fence, end + 1)) {
    const inside = mark === "_" && WORD.test(text[end + width] ?? "");
    const twice = width === 1 && (text[end + 1] === mark || text[end - 1] === mark);
    if (/[\s\\]/.test(text[end - 1]) || inside || twice) continue;
    return { node: el(tag, {}, inline(text.slice(at + width, end))), end: end + width };
  }
  return null;
}
