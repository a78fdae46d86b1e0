// The line above a conversation: its name, its members, the app in it.

import { el, icon } from "../dom.js";
import { openPopover } from "../popover.js";
import { quietly } from "../toast.js";
import * as api from "./api.js";
import { canDraw } from "./cards.js";
import { face, teamFace } from "./faces.js";
import { bot, conversation, isApp, nameOf, person, store } from "./store.js";

const byId = (id) => document.getElementById(id);

/** Draw the header of the open conversation and what stands below it. */
export function drawHeader() {
  const open = conversation(store.place);
  if (!open) return;
  byId("header-words").replaceChildren(...words(open));
  byId("header-tools").replaceChildren(open.kind === "channel" ? membersButton(open) : homeButton());
  byId("banner").replaceChildren(...[uninstalled(), invitation(open)].filter(Boolean));
  document.title = `${open.name} · Tollgate sandbox, Teams`;
}

function words(open) {
  if (open.kind === "channel") {
    const topic = open.topic ? `${store.state.team.name} · ${open.topic}` : store.state.team.name;
    return [teamFace(store.state.team.name), el("div", {}, el("h1", {}, el("span", { class: "name" }, open.name)), el("p", { class: "topic" }, topic))];
  }
  return [face(open.with), el("div", {}, el("h1", {}, el("span", { class: "name" }, nameOf(open.with)), el("span", { class: "badge" }, "App")), el("p", { class: "topic" }, "Your chat with the app"))];
}

function membersButton(open) {
  const faces = open.members.slice(0, 3).map((id) => face(id, "small"));
  const label = `Members: ${open.members.length}`;
  const show = (event) => showMembers(event.currentTarget, open);
  return el("button", { type: "button", class: "button quiet faces", id: "show-members", "aria-haspopup": "dialog", "aria-label": label, title: label, onclick: show }, faces, String(open.members.length));
}

function homeButton() {
  return el("button", { type: "button", class: "button quiet", id: "ask-home", onclick: () => quietly(api.home(store.me)) }, icon("home"), "My page");
}

function showMembers(opener, open) {
  let shut = null;
  const change = (send) => async () => {
    shut();
    await quietly(send());
  };
  const row = (id, button) => {
    const title = isApp(id) ? "App" : (person(id)?.title ?? "");
    return el("div", { class: "member" }, face(id), el("span", { class: "choice-words" }, el("span", {}, nameOf(id)), el("span", { class: "choice-detail" }, title)), button);
  };
  const who = (user) => ({ as: store.me, conversation: open.id, user });
  const add = (id) => row(id, el("button", { type: "button", class: "button compact", data: { invite: id }, onclick: change(() => api.invite(who(id))) }, "Add"));
  const drop = (id) => row(id, el("button", { type: "button", class: "button compact quiet", data: { remove: id }, onclick: change(() => api.remove(who(id))) }, "Remove"));
  const inside = [...new Set([...(open.app_in ? [bot().id] : []), ...open.members])];
  const outside = store.state.people.map((one) => one.id).filter((id) => !inside.includes(id));
  const others = outside.length ? [el("p", { class: "popover-lead" }, "Not in this channel"), outside.map(add)] : [];
  const here = [el("p", { class: "popover-lead" }, `In ${open.name}`), inside.map((id) => (id === store.me ? row(id, null) : drop(id)))];
  shut = openPopover(opener, el("div", { class: "members" }, here, others), { label: "Members" });
}

function invitation(open) {
  if (open.app_in) return null;
  const add = () => quietly(api.invite({ as: store.me, conversation: open.id, user: bot().id }));
  const place = open.kind === "channel" ? "in this channel" : "installed for you";
  return el("div", { class: "banner" }, el("p", {}, `${bot().name} is not ${place}, so it cannot post here.`), el("button", { type: "button", class: "button compact", id: "invite-app", onclick: add }, `Add ${bot().name}`));
}

function uninstalled() {
  if (canDraw) return null;
  const how = ["Cards are shown as text: the package ", el("b", {}, "adaptivecards"), ", Microsoft's own renderer, is not installed. Install Node.js with npm and run ", el("code", {}, "make demo"), " again; everything else works."];
  return el("div", { class: "banner", role: "note", id: "no-renderer" }, el("p", {}, how));
}
