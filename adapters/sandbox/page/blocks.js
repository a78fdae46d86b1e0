// Draws Block Kit's blocks; what is not listed in drawable.json, or has no drawing here, is marked as undrawable.

import { Place } from "./control.js";
import { el, undrawable } from "./dom.js";
import { ELEMENTS, image } from "./elements.js";
import { textObject } from "./mrkdwn.js";
import { INLINE, OUTER, richText } from "./richtext.js";

const TEXTS = new Set(["mrkdwn", "plain_text"]);
const drawable = await fetch("/static/drawable.json").then((response) => response.json());

/** The lists of block, element and rich text types that this page draws. */
export const supportedTypes = () => drawable;

function drawElement(element, place) {
  const known = drawable.elements.includes(element?.type) && Object.hasOwn(ELEMENTS, element.type);
  return known ? ELEMENTS[element.type](element, place) : undrawable(element?.type);
}

const text = (object) => el("div", { class: `text ${object.type}` }, textObject(object));

function section(block, surface, blockId) {
  const body = el("div", { class: "section-body" });
  if (block.text) body.append(text(block.text));
  if (block.fields) body.append(el("div", { class: "fields" }, block.fields.map(text)));
  const accessory = block.accessory ? drawElement(block.accessory, new Place(surface, blockId, { acts: true, label: labelFrom(block, block.accessory) })) : null;
  const side = accessory ? el("div", { class: `accessory of-${block.accessory.type}` }, accessory) : null;
  return el("div", { class: side ? "section with-accessory" : "section" }, body, side);
}

/** What a screen reader calls a control beside a text: buttons name themselves, other controls need the row's first line. */
function labelFrom(block, element) {
  if (element.type === "button" || !block.text) return null;
  return block.text.text.split("\n")[0].replace(/[*_~`]/g, "").slice(0, 120);
}

function actions(block, surface, blockId) {
  return el("div", { class: "actions", role: "group" }, block.elements.map((element) => drawElement(element, new Place(surface, blockId, { acts: true }))));
}

function context(block) {
  return el("div", { class: "context" }, block.elements.map((element) => {
    if (TEXTS.has(element.type)) return text(element);
    return element.type === "image" ? image(element) : undrawable(element.type);
  }));
}

let inputs = 0;

function input(block, surface, blockId) {
  const id = `input-${(inputs += 1)}`;
  const optional = block.optional ? el("span", { class: "optional" }, " (optional)") : null;
  const hint = block.hint ? el("p", { class: "hint", id: `${id}-hint` }, textObject(block.hint)) : null;
  const place = new Place(surface, blockId, { acts: Boolean(block.dispatch_action), labelledBy: `${id}-label`, describedBy: hint?.id });
  const control = drawElement(block.element, place);
  const label = el("label", { id: `${id}-label`, class: "input-label" }, textObject(block.label), optional);
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(control.tagName)) {
    control.id = id;
    label.setAttribute("for", id);
  }
  return el("div", { class: "input", data: { optional: block.optional ? "true" : "false" } }, label, control, hint);
}

function imageBlock(block) {
  const caption = block.title ? el("figcaption", {}, textObject(block.title)) : null;
  return el("figure", { class: "image" }, caption, image(block));
}

const BLOCKS = {
  section,
  actions,
  context,
  input,
  image: imageBlock,
  rich_text: richText,
  header: (block) => el("h3", { class: "header" }, textObject(block.text)),
  divider: () => el("hr"),
};

function assertListed(listed, drawn, what) {
  const missing = listed.filter((type) => !Object.hasOwn(drawn, type));
  if (missing.length) throw new Error(`drawable.json lists ${what} without a drawing: ${missing.join(", ")}`);
}

assertListed(drawable.blocks, BLOCKS, "blocks");
assertListed(drawable.elements, ELEMENTS, "elements");
assertListed(drawable.rich_text, { ...INLINE, ...OUTER }, "rich text parts");

/** All blocks of a message or view as nodes. */
export function drawBlocks(blocks, surface) {
  surface.begin();
  return blocks.map((block, index) => {
    const blockId = block.block_id ?? String(index);
    const known = drawable.blocks.includes(block.type) && Object.hasOwn(BLOCKS, block.type);
    const node = known ? BLOCKS[block.type](block, surface, blockId) : undrawable(block.type);
    node.classList.add("block");
    node.dataset.block = block.type;
    node.dataset.blockId = blockId;
    return node;
  });
}
