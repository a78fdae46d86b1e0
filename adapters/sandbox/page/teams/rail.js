// The left side: who one is, the chat with the app, the team and its channels.

import * as column from "../column.js";
import { el, icon } from "../dom.js";
import * as api from "./api.js";
import { face, teamFace } from "./faces.js";
import { bot, channels, chat, conversation, firstChannel, nameOf, person, store } from "./store.js";

const byId = (id) => document.getElementById(id);

/** Draw it all. `go` opens a conversation; `become` changes the acting person. */
export function drawRail(go, become) {
  const people = store.state.people.filter((one) => !one.bot && !one.deleted);
  column.drawActing(people, person(store.me) ?? { id: store.me, name: nameOf(store.me) }, face(store.me), become);
  column.drawPlaces(chats(go), team(go));
  drawBar(go);
}

function drawBar(go) {
  const open = conversation(store.place);
  const item = (words, name, there, unread, place) =>
    el("button", { type: "button", class: "bar-item", "aria-current": there ? "true" : null, disabled: !place, onclick: () => go(place.id) }, icon(name), words, column.unreadMarks(unread));
  const unread = channels().reduce((sum, one) => sum + one.unread, 0);
  byId("appbar").replaceChildren(
    item("Chat", "reply", open?.kind === "personal", chat()?.unread ?? 0, chat()),
    item("Teams", "people", open?.kind === "channel", unread, open?.kind === "channel" ? open : firstChannel()),
  );
}

function entry(one, mark, name, go) {
  return column.entry({ place: one.id, here: store.place === one.id, unread: one.unread }, mark, name, go);
}

function chats(go) {
  const one = chat();
  const row = one ? entry(one, face(bot().id, "small"), [bot().name, el("span", { class: "badge" }, "App")], go) : null;
  return column.section("chats-title", "Chats", null, row);
}

function team(go) {
  const list = [...channels()].sort((a, b) => a.name.localeCompare(b.name));
  const add = column.newChannelButton(async (name) => {
    const { id } = await api.channel({ as: store.me, name });
    store.state = await api.state(store.me);
    go(id);
  });
  const head = el("p", { class: "team-name" }, teamFace(store.state.team.name), el("span", { class: "entry-name" }, store.state.team.name), add);
  const rows = list.map((one) => entry(one, null, one.name, go));
  return column.section("teams-title", "Teams and channels", null, head, el("div", { class: "team-channels" }, rows));
}
