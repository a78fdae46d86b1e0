// The left column: who one is, and where one can go.

import * as api from "./api.js";
import { avatar, gate } from "./avatar.js";
import { askLine } from "./confirm.js";
import { el, icon } from "./dom.js";
import { app, isApp, nameOf, person, store, titleOf } from "./store.js";
import { toast } from "./toast.js";

const byId = (id) => document.getElementById(id);

/** Draw the whole column from what is known. `go` opens a place; `become` changes the acting person. */
export function drawSidebar(go, become) {
  byId("workspace-name").textContent = store.state.team.name;
  byId("workspace-mark").replaceChildren(gate());
  drawActing(become);
  const focused = document.activeElement?.closest?.("#places [data-place]")?.dataset.place;
  byId("places").replaceChildren(homeEntry(go), channels(go), directs(go));
  if (focused) byId("places").querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}

function drawActing(become) {
  const select = byId("acting-as");
  const people = store.state.people.filter((one) => !one.bot && !one.deleted && one.id !== app()?.user);
  const options = people.map((one) => el("option", { value: one.id }, one.title ? `${one.name}, ${one.title}` : one.name));
  if (select.dataset.people !== JSON.stringify(people)) {
    select.dataset.people = JSON.stringify(people);
    select.replaceChildren(...options);
  }
  select.value = store.me;
  select.onchange = () => become(select.value);
  byId("acting-avatar").replaceChildren(avatar(store.me));
  byId("acting-name").textContent = nameOf(store.me);
  byId("acting-title").textContent = person(store.me)?.title ?? "";
}

function entry(place, mark, name, go, { unread = 0, muted = false } = {}) {
  const count = unread ? el("span", { class: "unread-count", "aria-hidden": "true" }, String(unread)) : null;
  const said = unread ? el("span", { class: "visually-hidden" }, `, ${unread} unread`) : null;
  return el(
    "button",
    {
      type: "button",
      class: `entry${unread ? " unread" : ""}${muted ? " muted" : ""}`,
      "aria-current": store.place === place ? "page" : null,
      data: { place },
      onclick: () => go(place),
    },
    mark,
    el("span", { class: "entry-name" }, name),
    said,
    count,
  );
}

function homeEntry(go) {
  return el("section", {}, entry("home", icon("home"), "Home", go));
}

function channels(go) {
  const list = store.state.conversations.filter((one) => one.kind === "channel").sort((a, b) => a.name.localeCompare(b.name));
  const add = el("button", { type: "button", class: "icon-button", id: "new-channel", "aria-label": "New channel", title: "New channel", onclick: () => createChannel(go) }, icon("plus"));
  const rows = list.map((one) => entry(one.id, icon("hash"), one.name, go, { unread: one.unread }));
  return el("section", { "aria-labelledby": "channels-title" }, el("div", { class: "places-head" }, el("h2", { id: "channels-title" }, "Channels"), add), rows);
}

function directs(go) {
  const list = store.state.conversations.filter((one) => one.kind === "dm");
  list.sort((a, b) => Number(isApp(b.with)) - Number(isApp(a.with)) || titleOf(a).localeCompare(titleOf(b)));
  const rows = list.map((one) => {
    const name = one.with === store.me ? `${titleOf(one)} (you)` : titleOf(one);
    const words = isApp(one.with) ? [name, el("span", { class: "badge" }, "App")] : name;
    return entry(one.id, avatar(one.with, "small"), words, go, { unread: one.unread });
  });
  return el("section", { "aria-labelledby": "directs-title" }, el("div", { class: "places-head" }, el("h2", { id: "directs-title" }, "Direct messages")), rows);
}

async function createChannel(go) {
  const name = await askLine({ title: "New channel", label: "Name", button: "Create", placeholder: "line-3-downtime" });
  if (!name) return;
  try {
    const answer = await api.channel({ as: store.me, name });
    const id = answer.channel?.id ?? answer.conversation?.id ?? answer.id;
    if (id) go(id);
  } catch (refused) {
    toast(refused.message, "warning");
  }
}

/** Say whether the page hears the sandbox and whether the bot is connected. */
export function drawConnection(heard) {
  const ready = store.state?.readiness?.connected;
  const words = !heard ? "Connecting to the sandbox…" : ready ? `${app()?.name ?? "The app"} is connected` : `${app()?.name ?? "The app"} is not connected yet`;
  const node = byId("connection");
  node.className = `connection ${heard && ready ? "good" : "waiting"}`;
  node.replaceChildren(el("span", { class: "dot", "aria-hidden": "true" }), words);
}
