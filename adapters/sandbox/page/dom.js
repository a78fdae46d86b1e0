// Builds document nodes from our own tags and other people's text; text is never parsed as markup.

/** One element: attributes, `on…` listeners, `data` entries and children (strings become text). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) assign(node, name, value);
  node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function assign(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "data") {
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined && entry !== null) node.dataset[key] = entry;
    }
  } else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

const OPENABLE = new Set(["http:", "https:", "mailto:"]);

/** The address if a browser may open it, else null (`javascript:`, `data:`, rubbish). */
export function safeUrl(raw) {
  try {
    const url = new URL(raw);
    return OPENABLE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link for an allowed address; anything else stays plain text. */
export function link(raw, label, attributes = {}) {
  const href = safeUrl(raw);
  if (!href) return el("span", { class: "unlinked" }, label);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer", ...attributes }, label);
}

/** A marked box in place of something this page cannot draw. */
export function undrawable(type) {
  const name = String(type ?? "without a type");
  return el("div", { class: "undrawable", role: "note", data: { type: name } }, `Cannot be drawn here: ${name}`);
}

const PATHS = {
  hash: "M6 2 4.5 14M11.5 2 10 14M2.5 5.5h11.5M2 10.5h11.5",
  list: "M2.5 4h11M2.5 8h11M2.5 12h7",
  home: "M2 7.5 8 2.5l6 5M3.5 6.5v7h3.5v-4h2v4h3.5v-7",
  plus: "M8 3v10M3 8h10",
  close: "M4 4l8 8M12 4l-8 8",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  pin: "M6 2h4l-.5 4.5 2.5 2.5H4l2.5-2.5zM8 9v5",
  people: "M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM1.5 13.5c0-2.5 2-4 4.5-4s4.5 1.5 4.5 4M11 3a2.3 2.3 0 0 1 0 4.3M12.3 9.800c1.400.6 2.200 1.900 2.200 3.700",
  next: "M3 3.5v9L9 8zM12.5 3.5v9",
  reply: "M2.5 3h11v7.5H7l-3 3v-3H2.5z",
  trash: "M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.5 9h6l.5-9",
  text: "M3 4h10M3 8h10M3 12h6",
  refresh: "M13 8a5 5 0 1 1-1.600-3.700M13.200 2v3.200H10",
  send: "M2.5 13.5 14 8 2.5 2.5 4 8zM4 8h4.5",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
};

/** A small line drawing; it carries no meaning of its own. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  for (const [key, value] of Object.entries({ class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  return svg;
}

/** Put new children into a node, keeping the focus and the caret on the same control. */
export function replaceKeepingFocus(root, children) {
  const place = focusPlace(root);
  root.replaceChildren(...children);
  if (place) restoreFocus(root, place);
}

function focusPlace(root) {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return null;
  const control = active.closest("[data-action-id]");
  if (!control) return null;
  const caret = "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  const value = active.dataset.value ?? null;
  return { block: control.dataset.blockId, action: control.dataset.actionId, value, tag: active.tagName, caret };
}

function restoreFocus(root, place) {
  const same = [...root.querySelectorAll("[data-action-id]")].filter(
    (node) => node.dataset.blockId === place.block && node.dataset.actionId === place.action,
  );
  const inside = same.flatMap((node) => [node, ...node.querySelectorAll(place.tag)]);
  const found = inside.find((node) => node.tagName === place.tag && (node.dataset.value ?? null) === place.value);
  if (!found) return;
  found.focus({ preventScroll: true });
  if (place.caret?.[0] !== null && place.caret && "setSelectionRange" in found && /text|search|url|tel|textarea/.test(found.type)) {
    found.setSelectionRange(...place.caret);
  }
}
