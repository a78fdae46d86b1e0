// The left side: who one is, the chat with the app, the team and its channels.

import { askLine } from "../confirm.js";
import { el, icon } from "../dom.js";
import { toast } from "../toast.js";
import * as api from "./api.js";
import { face, teamFace } from "./faces.js";
import { bot, channels, chat, conversation, firstChannel, nameOf, person, store } from "./store.js";

const byId = (id) => document.getElementById(id);

/** Draw it all. `go` opens a conversation; `become` changes the acting person. */
export function drawRail(go, become) {
  drawActing(become);
  const focused = document.activeElement?.closest?.("#places [data-place]")?.dataset.place;
  byId("places").replaceChildren(chats(go), team(go));
  if (focused) byId("places").querySelector(`[data-place="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  drawBar(go);
}

function drawActing(become) {
  const select = byId("acting-as");
  const people = store.state.people.filter((one) => !one.bot && !one.deleted);
  if (select.dataset.people !== JSON.stringify(people)) {
    select.dataset.people = JSON.stringify(people);
    select.replaceChildren(...people.map((one) => el("option", { value: one.id }, one.title ? `${one.name}, ${one.title}` : one.name)));
  }
  select.value = store.me;
  select.onchange = () => become(select.value);
  byId("acting-face").replaceChildren(face(store.me));
  byId("acting-name").textContent = nameOf(store.me);
  byId("acting-title").textContent = person(store.me)?.title ?? "";
}

function drawBar(go) {
  const open = conversation(store.place);
  const item = (words, name, there, unread, place) => {
    const count = unread ? el("span", { class: "unread-count", "aria-hidden": "true" }, String(unread)) : null;
    const said = unread ? el("span", { class: "visually-hidden" }, `, ${unread} unread`) : null;
    return el("button", { type: "button", class: "bar-item", "aria-current": there ? "true" : null, disabled: !place, onclick: () => go(place.id) }, icon(name), words, said, count);
  };
  const unread = channels().reduce((sum, one) => sum + one.unread, 0);
  byId("appbar").replaceChildren(
    item("Chat", "reply", open?.kind === "personal", chat()?.unread ?? 0, chat()),
    item("Teams", "people", open?.kind === "channel", unread, open?.kind === "channel" ? open : firstChannel()),
  );
}

function entry(one, mark, name, go) {
  const count = one.unread ? el("span", { class: "unread-count", "aria-hidden": "true" }, String(one.unread)) : null;
  const said = one.unread ? el("span", { class: "visually-hidden" }, `, ${one.unread} unread`) : null;
  const attributes = { type: "button", class: `entry${one.unread ? " unread" : ""}`, "aria-current": store.place === one.id ? "page" : null, data: { place: one.id } };
  return el("button", { ...attributes, onclick: () => go(one.id) }, mark, el("span", { class: "entry-name" }, name), said, count);
}

function chats(go) {
  const one = chat();
  const row = one ? entry(one, face(bot().id, "small"), [bot().name, el("span", { class: "badge" }, "App")], go) : null;
  return el("section", { "aria-labelledby": "chats-title" }, el("div", { class: "places-head" }, el("h2", { id: "chats-title" }, "Chats")), row);
}

function team(go) {
  const list = [...channels()].sort((a, b) => a.name.localeCompare(b.name));
  const add = el("button", { type: "button", class: "icon-button", id: "new-channel", "aria-label": "New channel", title: "New channel", onclick: () => create(go) }, icon("plus"));
  const head = el("p", { class: "team-name" }, teamFace(store.state.team.name), el("span", { class: "entry-name" }, store.state.team.name), add);
  const rows = list.map((one) => entry(one, null, one.name, go));
  return el("section", { "aria-labelledby": "teams-title" }, el("div", { class: "places-head" }, el("h2", { id: "teams-title" }, "Teams and channels")), head, el("div", { class: "team-channels" }, rows));
}

async function create(go) {
  const name = await askLine({ title: "New channel", label: "Name", button: "Create", placeholder: "line-3-downtime" });
  if (!name) return;
  try {
    const { id } = await api.channel({ as: store.me, name });
    store.state = await api.state(store.me);
    go(id);
  } catch (refused) {
    toast(refused.message, "warning");
  }
}

/** Say whether the page hears the sandbox and whether the bot is connected. */
export function drawConnection(heard) {
  const ready = store.state?.readiness?.connected;
  const name = bot()?.name ?? "The app";
  const words = !heard ? "Connecting to the sandbox…" : ready ? `${name} is connected` : `${name} is not connected yet`;
  byId("connection").className = `connection ${heard && ready ? "good" : "waiting"}`;
  byId("connection").replaceChildren(el("span", { class: "dot", "aria-hidden": "true" }), words);
}
