// Draws Block Kit's interactive elements: buttons, menus, text fields, dates, choices.

import { el, icon, safeUrl } from "./dom.js";
import { textObject, words } from "./mrkdwn.js";
import { arrowKeys, openPopover } from "./popover.js";
import { SELECTS } from "./selects.js";

function button(element, place) {
  const look = { primary: " primary", danger: " danger" }[element.style] ?? "";
  const href = element.url ? safeUrl(element.url) : null;
  const shared = place.attributes(element, null);
  shared.data.value = element.value ?? "";
  shared["aria-labelledby"] = null;
  const click = (event) => place.click(element, { value: element.value, text: element.text }, event.currentTarget);
  const attributes = { class: `button${look}`, onclick: click, ...shared };
  if (href) return el("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, textObject(element.text));
  return el("button", { ...attributes, type: "button" }, textObject(element.text));
}

function overflow(element, place) {
  const opener = el(
    "button",
    { class: "button overflow", type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...place.attributes(element, "More actions") },
    icon("more"),
  );
  opener.addEventListener("click", () => {
    let shut = null;
    const items = element.options.map((option) => overflowItem(element, option, place, opener, () => shut()));
    const menu = el("div", { class: "menu" }, items);
    arrowKeys(menu, ".menu-item");
    shut = openPopover(opener, menu, { label: "More actions", role: "menu" });
  });
  return opener;
}

function overflowItem(element, option, place, opener, shut) {
  const choose = () => {
    shut();
    place.click(element, { selected_option: option }, opener);
  };
  const href = option.url ? safeUrl(option.url) : null;
  const attributes = { class: "menu-item", role: "menuitem", data: { value: option.value }, onclick: choose };
  if (href) return el("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, textObject(option.text));
  return el("button", { ...attributes, type: "button" }, textObject(option.text));
}

/** A one-line or multi-line field whose payload is `{value}`, null when empty. */
function textField(type, extra = () => ({})) {
  return (element, place) => {
    const held = place.start(element, { value: element.initial_value ?? null });
    const tag = element.multiline ? "textarea" : "input";
    const input = el(tag, {
      class: "field",
      type: element.multiline ? null : type,
      rows: element.multiline ? 4 : null,
      placeholder: words(element.placeholder) || null,
      minlength: element.min_length,
      maxlength: element.max_length,
      autofocus: element.focus_on_load,
      autocomplete: "off",
      ...extra(element),
      ...place.attributes(element, "Text"),
    });
    input.value = held.value ?? "";
    const payload = () => ({ value: input.value === "" ? null : input.value });
    input.addEventListener("input", () => place.keep(element, payload()));
    listenForDispatch(input, element, () => place.acts && place.change(element, payload(), input));
    return input;
  };
}

function listenForDispatch(input, element, send) {
  const when = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (when.includes("on_character_entered")) input.addEventListener("input", send);
  if (!when.includes("on_enter_pressed")) return;
  input.addEventListener("keydown", (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && send());
}

/** A date or time picker; a value typed by keyboard is taken when the person has finished it. */
function picker(type, field, initial, fallbackLabel) {
  return (element, place) => {
    const held = place.start(element, { [field]: element[initial] ?? null });
    const input = el("input", { class: "field picker", type, title: words(element.placeholder) || null, ...place.attributes(element, words(element.placeholder) || fallbackLabel) });
    input.value = held[field] ?? "";
    let typing = false;
    let sent = input.value;
    const payload = () => ({ [field]: input.value || null });
    const commit = () => {
      typing = false;
      if (input.value === sent) return;
      sent = input.value;
      place.change(element, payload(), input, (before) => (input.value = sent = before[field] ?? ""));
    };
    input.addEventListener("keydown", (event) => (event.key === "Enter" ? commit() : (typing = event.key !== "Tab")));
    input.addEventListener("change", () => (typing && place.acts ? null : commit()));
    input.addEventListener("blur", commit);
    return input;
  };
}

/** Checkboxes or radio buttons. */
function choices(kind) {
  const many = kind === "checkbox";
  return (element, place) => {
    const initial = many ? { selected_options: element.initial_options ?? [] } : { selected_option: element.initial_option ?? null };
    const held = place.start(element, initial);
    const chosen = () => new Set((many ? held.selected_options : [held.selected_option]).filter(Boolean).map((option) => option.value));
    const name = `choice-${place.blockId}-${element.action_id}-${Math.random().toString(36).slice(2)}`;
    const group = el("div", { class: "choices", role: many ? "group" : "radiogroup", ...place.attributes(element, "Choices") });
    const inputs = element.options.map((option) => el("input", { type: kind, name, data: { value: option.value }, checked: chosen().has(option.value) }));
    const mark = (before) => {
      const set = new Set([before.selected_option, ...(before.selected_options ?? [])].filter(Boolean).map((option) => option.value));
      inputs.forEach((input) => (input.checked = set.has(input.dataset.value)));
    };
    const changed = () => {
      const picked = element.options.filter((_, index) => inputs[index].checked);
      place.change(element, many ? { selected_options: picked } : { selected_option: picked[0] ?? null }, group, mark);
    };
    group.append(...element.options.map((option, index) => choice(option, inputs[index])));
    group.addEventListener("change", changed);
    return group;
  };
}

function choice(option, input) {
  const detail = option.description ? el("span", { class: "choice-detail" }, textObject(option.description)) : null;
  return el("label", { class: "choice" }, input, el("span", { class: "choice-words" }, el("span", {}, textObject(option.text)), detail));
}

/** A picture from the web, with its description. */
export function image(element) {
  const source = safeUrl(element.image_url);
  if (!source || source.startsWith("mailto:")) return el("span", { class: "image-missing", role: "img", "aria-label": element.alt_text }, element.alt_text);
  return el("img", { src: source, alt: element.alt_text ?? "", loading: "lazy", referrerpolicy: "no-referrer" });
}

/** Every element this page can draw, by type. */
export const ELEMENTS = {
  button,
  overflow,
  image,
  plain_text_input: textField("text"),
  email_text_input: textField("email"),
  url_text_input: textField("url"),
  number_input: textField("text", (element) => ({ inputmode: element.is_decimal_allowed ? "decimal" : "numeric" })),
  datepicker: picker("date", "selected_date", "initial_date", "Date"),
  timepicker: picker("time", "selected_time", "initial_time", "Time"),
  checkboxes: choices("checkbox"),
  radio_buttons: choices("radio"),
  ...SELECTS,
};
