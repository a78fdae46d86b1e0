// Draws menus of options, people and conversations, for one choice or several.

import { el } from "./dom.js";
import { words } from "./mrkdwn.js";
import { arrowKeys, openPopover } from "./popover.js";
import { store, titleOf } from "./store.js";

/** Where options come from, and which payload field and initial value they use. */
const SOURCES = {
  static: { field: "selected_option", initial: "initial_option", groups: staticGroups },
  users: { field: "selected_user", initial: "initial_user", groups: () => [{ options: people() }] },
  conversations: { field: "selected_conversation", initial: "initial_conversation", groups: (element) => [{ options: places(element.filter?.include) }] },
  channels: { field: "selected_channel", initial: "initial_channel", groups: () => [{ options: places(["public"]) }] },
};

const asEntry = (option) => ({ value: option.value, name: words(option.text), detail: words(option.description), chosen: option });

function staticGroups(element) {
  if (!element.option_groups) return [{ options: element.options.map(asEntry) }];
  return element.option_groups.map((group) => ({ label: words(group.label), options: group.options.map(asEntry) }));
}

function people() {
  return store.state.people.filter((one) => !one.bot && !one.deleted).map((one) => ({ value: one.id, name: one.name, detail: one.title, chosen: one.id }));
}

function places(include) {
  const wanted = (one) => !include || (one.kind === "dm" ? include.includes("im") : include.includes("public") || include.includes("private"));
  return store.state.conversations.filter(wanted).map((one) => ({
    value: one.id,
    name: one.kind === "dm" ? titleOf(one) : `# ${one.name}`,
    chosen: one.id,
  }));
}

const valueOf = (chosen) => (chosen && typeof chosen === "object" ? chosen.value : (chosen ?? ""));

function single(source) {
  return (element, place) => {
    const groups = source.groups(element);
    const here = element.default_to_current_conversation ? (place.surface.container.conversation ?? null) : null;
    const held = place.start(element, { [source.field]: element[source.initial] ?? here });
    const prompt = words(element.placeholder) || "Choose";
    const select = el("select", { class: "field select", ...place.attributes(element, prompt) }, el("option", { value: "" }, prompt));
    select.append(...groups.flatMap((group) => (group.label ? optionGroup(group) : group.options.map(optionNode))));
    const all = groups.flatMap((group) => group.options);
    const show = (payload) => {
      select.value = valueOf(payload[source.field]);
      select.classList.toggle("empty", select.value === "");
    };
    show(held);
    select.addEventListener("change", () => {
      select.classList.toggle("empty", select.value === "");
      const picked = all.find((entry) => entry.value === select.value)?.chosen ?? null;
      place.change(element, { [source.field]: picked }, select, show);
    });
    return select;
  };
}

const optionNode = (entry) => el("option", { value: entry.value, data: { value: entry.value } }, entry.name);
const optionGroup = (group) => el("optgroup", { label: group.label }, group.options.map(optionNode));

function multi(source) {
  const field = `${source.field}s`;
  return (element, place) => {
    const held = place.start(element, { [field]: element[`${source.initial}s`] ?? [] });
    const root = el("div", { class: "multi", role: "group", ...place.attributes(element, words(element.placeholder) || "Choices") });
    const menu = new MultiMenu(root, source.groups(element), words(element.placeholder) || "Choose", element.max_selected_items);
    menu.show(held[field].map(valueOf));
    menu.finished = () => place.change(element, { [field]: menu.chosen() }, root, (before) => menu.show(before[field].map(valueOf)));
    menu.picked = () => place.keep(element, { [field]: menu.chosen() });
    return root;
  };
}

/** Chips of what is chosen, and a panel of boxes to tick. */
class MultiMenu {
  constructor(root, groups, prompt, limit) {
    Object.assign(this, { root, groups, prompt, limit: limit ?? Infinity, values: [] });
    this.entries = groups.flatMap((group) => group.options);
    this.finished = this.picked = () => {};
  }

  chosen() {
    return this.entries.filter((entry) => this.values.includes(entry.value)).map((entry) => entry.chosen);
  }

  show(values) {
    this.values = [...values];
    const chips = this.entries
      .filter((entry) => this.values.includes(entry.value))
      .map((entry) => el("span", { class: "chip", data: { chip: entry.value } }, entry.name));
    const opener = el("button", { type: "button", class: "multi-open", "aria-haspopup": "dialog", "aria-expanded": "false" });
    opener.append(...(chips.length ? chips : [el("span", { class: "placeholder" }, this.prompt)]));
    opener.setAttribute("aria-label", `${this.prompt}: ${this.chosen().length} chosen`);
    opener.addEventListener("click", () => this.open(opener));
    this.root.replaceChildren(opener);
  }

  open(opener) {
    const before = JSON.stringify(this.values);
    const panel = el("div", { class: "menu multi-menu" }, this.groups.map((group) => this.group(group)));
    arrowKeys(panel, "input");
    const closed = () => {
      if (JSON.stringify(this.values) === before) return;
      this.show(this.values);
      this.finished();
    };
    openPopover(opener, panel, { label: this.prompt, align: "start", closed });
  }

  group(group) {
    const label = group.label ? el("p", { class: "menu-label" }, group.label) : null;
    return [label, ...group.options.map((entry) => this.item(entry))];
  }

  item(entry) {
    const box = el("input", { type: "checkbox", data: { value: entry.value }, checked: this.values.includes(entry.value) });
    box.addEventListener("change", () => {
      if (box.checked && this.values.length >= this.limit) box.checked = false;
      else this.values = box.checked ? [...this.values, entry.value] : this.values.filter((value) => value !== entry.value);
      this.picked();
    });
    const detail = entry.detail ? el("span", { class: "choice-detail" }, entry.detail) : null;
    return el("label", { class: "choice menu-item" }, box, el("span", { class: "choice-words" }, el("span", {}, entry.name), detail));
  }
}

/** Every kind of select this page can draw, by type. */
export const SELECTS = Object.fromEntries(
  Object.entries(SOURCES).flatMap(([name, source]) => [
    [`${name}_select`, single(source)],
    [`multi_${name}_select`, multi(source)],
  ]),
);
