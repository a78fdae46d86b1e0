// What the left columns of both chats share: who one is, where one can go, and whether the sandbox is heard.

import { askLine } from "./confirm.js";
import { el, icon } from "./dom.js";

const byId = (id) => document.getElementById(id);

/** Let one act as each of these people; `picture` stands beside the name of the one who acts. */
export function drawActing(people, me, picture, become) {
  const select = byId("acting-as");
  if (select.dataset.people !== JSON.stringify(people)) {
    select.dataset.people = JSON.stringify(people);
    select.replaceChildren(...people.map((one) => el("option", { value: one.id }, one.title ? `${one.name}, ${one.title}` : one.name)));
  }
  select.value = me.id;
  select.onchange = () => become(select.value);
  byId("acting-picture").replaceChildren(picture);
  byId("acting-name").textContent = me.name;
  byId("acting-title").textContent = me.title ?? "";
}

/** Draw where one can go, keeping the focus on the same place. */
export function drawPlaces(...sections) {
  const focused = document.activeElement?.closest?.("#places [data-place]")?.dataset.place;
  byId("places").replaceChildren(...sections);
  if (focused) byId("places").querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

/** One place; it is `here` when it is the one that is open. */
export function entry({ place, here, unread = 0 }, mark, name, go) {
  const attributes = { type: "button", class: `entry${unread ? " unread" : ""}`, "aria-current": here ? "page" : null, data: { place } };
  return el("button", { ...attributes, onclick: () => go(place) }, mark, el("span", { class: "entry-name" }, name), unreadMarks(unread));
}

/** How much is unread, for those who hear it and for those who see it. */
export function unreadMarks(unread) {
  if (!unread) return [];
  return [el("span", { class: "visually-hidden" }, `, ${unread} unread`), el("span", { class: "unread-count", "aria-hidden": "true" }, String(unread))];
}

/** A group of places below its title. */
export function section(id, title, add, ...rows) {
  return el("section", { "aria-labelledby": id }, el("div", { class: "places-head" }, el("h2", { id }, title), add), rows);
}

/** A button that asks for a name; `make` makes a channel of it. */
export function newChannelButton(make) {
  const ask = () => askLine({ title: "New channel", label: "Name", button: "Create", placeholder: "line-3-downtime" }, make);
  return el("button", { type: "button", class: "icon-button", id: "new-channel", "aria-label": "New channel", title: "New channel", onclick: ask }, icon("plus"));
}

/** Say whether the page hears the sandbox and whether the bot is connected. */
export function drawConnection(heard, state) {
  const ready = state?.readiness?.connected;
  const name = state?.bot?.name ?? "The app";
  const words = !heard ? "Connecting to the sandbox…" : ready ? `${name} is connected` : `${name} is not connected yet`;
  const node = byId("connection");
  node.className = `connection ${heard && ready ? "good" : "waiting"}`;
  node.replaceChildren(el("span", { class: "dot", "aria-hidden": "true" }), words);
}
