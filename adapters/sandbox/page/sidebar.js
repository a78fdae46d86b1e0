// The left column: who one is, and where one can go.

import * as api from "./api.js";
import { avatar, gate } from "./avatar.js";
import * as column from "./column.js";
import { el, icon } from "./dom.js";
import { app, isApp, nameOf, person, store, titleOf } from "./store.js";

const byId = (id) => document.getElementById(id);

/** Draw the whole column from what is known. `go` opens a place; `become` changes the acting person. */
export function drawSidebar(go, become) {
  byId("workspace-name").textContent = store.state.team.name;
  byId("workspace-mark").replaceChildren(gate());
  const people = store.state.people.filter((one) => !one.bot && !one.deleted && one.id !== app()?.user);
  column.drawActing(people, person(store.me) ?? { id: store.me, name: nameOf(store.me) }, avatar(store.me), become);
  column.drawPlaces(homeEntry(go), channels(go), directs(go));
}

function entry(place, mark, name, go, unread = 0) {
  return column.entry({ place, here: store.place === place, unread }, mark, name, go);
}

function homeEntry(go) {
  return el("section", {}, entry("home", icon("home"), "Home", go));
}

function channels(go) {
  const list = store.state.conversations.filter((one) => one.kind === "channel").sort((a, b) => Number(a.archived ?? false) - Number(b.archived ?? false) || a.name.localeCompare(b.name));
  const make = async (name) => go((await api.channel({ as: store.me, name })).id);
  const name = (one) => (one.archived ? [one.name, el("span", { class: "badge" }, "Archived")] : one.name);
  const rows = list.map((one) => entry(one.id, icon("hash"), name(one), go, one.unread));
  return column.section("channels-title", "Channels", column.newChannelButton(make), rows);
}

function directs(go) {
  const list = store.state.conversations.filter((one) => one.kind === "dm");
  list.sort((a, b) => Number(isApp(b.with)) - Number(isApp(a.with)) || titleOf(a).localeCompare(titleOf(b)));
  const rows = list.map((one) => {
    const name = one.with === store.me ? `${titleOf(one)} (you)` : titleOf(one);
    const words = isApp(one.with) ? [name, el("span", { class: "badge" }, "App")] : name;
    return entry(one.id, avatar(one.with, "small"), words, go, one.unread);
  });
  return column.section("directs-title", "Direct messages", null, rows);
}
