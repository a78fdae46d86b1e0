// A field with choices that are filtered as one types, as Teams has it: the browser's own list swallows the next click.

import { el } from "../dom.js";

/** Give a text field its choices by their titles. */
export function combobox(field, titles) {
  const list = el("ul", { class: "choices-list", role: "listbox", id: `${field.id}-choices`, popover: "manual", "aria-label": "Choices" });
  const state = { shown: [], active: -1 };
  field.removeAttribute("list");
  for (const [name, value] of Object.entries({ role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) field.setAttribute(name, value);
  field.after(list);

  const close = () => {
    if (list.matches(":popover-open")) list.hidePopover();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    state.active = -1;
  };
  const take = (title) => {
    field.value = title;
    field.dispatchEvent(new Event("input"));
    close();
  };
  const row = (title, at) => {
    const choose = (event) => {
      event.preventDefault(); // the field keeps the focus
      take(title);
    };
    return el("li", { role: "option", id: `${list.id}-${at}`, onmousedown: choose }, title);
  };
  const activate = (at) => {
    state.active = at;
    [...list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  };
  const open = (typed) => {
    const wanted = typed.trim().toLocaleLowerCase();
    state.shown = titles.filter((title) => title.toLocaleLowerCase().includes(wanted));
    if (!state.shown.length) return close();
    list.replaceChildren(...state.shown.map(row));
    if (!list.matches(":popover-open")) list.showPopover();
    field.setAttribute("aria-expanded", "true");
    place(list, field);
    activate(wanted ? 0 : titles.indexOf(field.value));
  };

  field.addEventListener("input", (event) => event.isTrusted && open(field.value));
  field.addEventListener("click", () => open(""));
  field.addEventListener("blur", () => {
    close();
    const meant = titles.find((title) => title.toLocaleLowerCase() === field.value.trim().toLocaleLowerCase());
    if (meant && meant !== field.value) take(meant);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isOpen = list.matches(":popover-open");
    if (step && !isOpen) open("");
    else if (step) activate((state.active + step + state.shown.length) % state.shown.length);
    else if (event.key === "Enter" && isOpen && state.active >= 0) take(state.shown[state.active]);
    else if (event.key === "Escape" && isOpen) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function place(list, field) {
  const at = field.getBoundingClientRect();
  const below = at.bottom + 4 + list.offsetHeight <= window.innerHeight - 8;
  list.style.width = `${at.width}px`;
  list.style.left = `${at.left}px`;
  list.style.top = `${below ? at.bottom + 4 : Math.max(8, at.top - list.offsetHeight - 4)}px`;
}
