// Draws Adaptive Cards with Microsoft's own renderer, as Teams sets it, and hands on what is pressed in them.

import { el, safeUrl } from "../dom.js";
import { arrowKeys, openPopover } from "../popover.js";
import { toast } from "../toast.js";
import { CHARTS } from "./charts.js";
import { combobox } from "./combobox.js";
import { hostConfig } from "./host.js";
import { markup } from "./markdown.js";

const AC = window.AdaptiveCards ?? null;
const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Whether Microsoft's renderer is there. */
export const canDraw = AC !== null;

/** Run `again` when the colours change, since the renderer writes them into each card. */
export const onColours = (again) => dark.addEventListener("change", again);

if (AC) {
  AC.AdaptiveCard.onProcessMarkdown = (text, result) => Object.assign(result, { outputHtml: markup(text), didProcess: true });
  AC.AdaptiveCard.onDisplayOverflowActionMenu = (actions, target) => {
    openMenu(actions, target);
    return true;
  };
  for (const [type, draw] of Object.entries(CHARTS)) AC.GlobalRegistry.elements.register(type, chartElement(type, draw));
}

function chartElement(type, draw) {
  return class extends AC.CardElement {
    getJsonTypeName() {
      return type;
    }

    parse(source, context) {
      super.parse(source, context);
      this.source = source;
    }

    internalRender() {
      return draw(this.source);
    }
  };
}

function openMenu(actions, target) {
  let shut = null;
  const row = (action) => {
    const run = () => {
      shut();
      action.execute();
    };
    return el("button", { type: "button", class: `menu-item ${action.style ?? ""}`, role: "menuitem", onclick: run }, action.title);
  };
  const menu = el("div", { class: "menu" }, actions.map(row));
  arrowKeys(menu, ".menu-item");
  shut = openPopover(target, [menu], { label: "More actions", role: "menu" });
}

/** One card on the page: drawn anew when it changes, keeping what was typed, what was open and the focus. */
export class Card {
  /** `perform(action, inputs, node)` gets an action as the card has it, with the values of its inputs. */
  constructor(perform) {
    Object.assign(this, { perform, root: el("div", { class: "card" }), card: null, drawn: new Map(), open: new Set() });
  }

  /** Draw this card, or a note about why it cannot be drawn. */
  show(source) {
    const kept = this.typed();
    const focus = this.focused();
    const node = AC ? this.render(source, kept) : missing(source);
    this.root.replaceChildren(...(node ? [node] : []));
    if (AC) this.reopen();
    focus?.();
    return this.root;
  }

  render(source, kept) {
    const card = new AC.AdaptiveCard();
    const context = new AC.SerializationContext();
    const sources = new Map();
    context.onParseAction = (action, json) => sources.set(action, json);
    card.hostConfig = new AC.HostConfig(hostConfig(dark.matches));
    card.parse(withValues(source, kept), context);
    card.onExecuteAction = (action) => this.execute(action, sources.get(action));
    card.onInlineCardExpanded = (action, isOpen) => this.expanded(action, isOpen);
    this.card = card;
    const node = card.render();
    card.getAllInputs().forEach(filtered);
    this.drawn = new Map(card.getAllInputs().map((input) => [input.id, String(input.value ?? "")]));
    return node;
  }

  /** What was changed in the card's inputs, by their ids. */
  typed() {
    const inputs = this.card?.getAllInputs() ?? [];
    const changed = inputs.filter((input) => String(input.value ?? "") !== this.drawn.get(input.id));
    return Object.fromEntries(changed.map((input) => [input.id, String(input.value ?? "")]));
  }

  expanded(action, isOpen) {
    this.open[isOpen ? "add" : "delete"](action.title);
    if (isOpen) action.card.renderedElement?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  /** Say at the inputs what is wrong with them. */
  showErrors(errors) {
    let first = null;
    for (const input of this.card?.getAllInputs() ?? []) {
      if (!Object.hasOwn(errors, input.id)) continue;
      input.errorMessage = errors[input.id];
      input.resetValidationFailureCue();
      input.showValidationErrorMessage();
      first ??= input;
    }
    first?.focus();
  }

  reopen() {
    const wanted = new Set(this.open);
    this.open.clear();
    // The renderer lists some actions twice; one that opens by a press would close by the second.
    for (const action of new Set(this.card.getAllActions())) {
      if (action.getJsonTypeName() === "Action.ShowCard" && wanted.has(action.title)) action.execute();
    }
  }

  /** Forget which questions are open: the next card begins closed. */
  fold() {
    this.open.clear();
  }

  focused() {
    const active = document.activeElement;
    if (!active || !this.root.contains(active)) return null;
    const name = (node) => `${node.tagName} ${node.getAttribute("aria-label") ?? node.textContent}`;
    const same = (node) => name(node) === name(active);
    const at = [...this.root.querySelectorAll("button, input, select, textarea, a")].filter(same).indexOf(active);
    return () => {
      const found = [...this.root.querySelectorAll("button, input, select, textarea, a")].filter(same);
      (found[at] ?? found[0])?.focus({ preventScroll: true });
    };
  }

  async execute(action, source) {
    const type = action.getJsonTypeName();
    if (type === "Action.OpenUrl") return openAddress(action.url);
    if (!source || !/^Action\.(Execute|Submit)$/.test(type)) return;
    const inputs = Object.values(action.getReferencedInputs() ?? {}).filter((input) => input.isSet());
    const values = Object.fromEntries(inputs.map((input) => [input.id, String(input.value)]));
    const node = action.renderedElement;
    node?.setAttribute("aria-busy", "true");
    this.root.dataset.busy = "";
    await this.perform(source, values, node);
    delete this.root.dataset.busy;
    node?.removeAttribute("aria-busy");
  }
}

function openAddress(raw) {
  const url = safeUrl(raw);
  if (url) window.open(url, "_blank", "noopener");
  else toast("This address cannot be opened: it is no web address.", "warning");
}

/**
 * A field that is filtered as one types: Microsoft's renderer names its frame instead of it, writes a choice's key
 * into it, and leaves the list to the browser.
 */
function filtered(input) {
  const frame = input.renderedElement;
  const field = frame?.querySelector("input.ac-choiceSetInput-filtered");
  if (!field) return;
  const labelled = field.closest("[aria-labelledby]");
  if (labelled && labelled !== field) {
    field.setAttribute("aria-labelledby", labelled.getAttribute("aria-labelledby"));
    labelled.removeAttribute("aria-labelledby");
  }
  const chosen = input.choices.find((choice) => choice.value === input.defaultValue);
  if (chosen) field.value = chosen.title;
  field.id ||= `field-${(count += 1)}`;
  combobox(field, input.choices.map((choice) => choice.title));
}

let count = 0;

/** The card with these values in its inputs. */
function withValues(source, values) {
  if (!Object.keys(values).length) return source;
  return JSON.parse(JSON.stringify(source), (_, one) =>
    one && typeof one === "object" && Object.hasOwn(values, one.id) && /^Input\./.test(one.type) ? { ...one, value: values[one.id] } : one,
  );
}

function missing(source) {
  const words = el("p", {}, source.fallbackText ?? "A card.");
  return el("div", { class: "card-missing" }, words, el("p", { class: "card-note" }, "This card needs Microsoft's adaptivecards package to be drawn; see the note at the top."));
}
