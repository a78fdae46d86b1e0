// The line above a conversation: its name and topic, members, pinned messages.

import * as api from "./api.js";
import { avatar } from "./avatar.js";
import { el, icon } from "./dom.js";
import { mrkdwn } from "./mrkdwn.js";
import { openPopover } from "./popover.js";
import { app, conversation, isApp, nameOf, person, store, titleOf, zone } from "./store.js";
import { momentOf, shortDay } from "./time.js";
import { quietly } from "./toast.js";

const byId = (id) => document.getElementById(id);

/** Draw the header of the open place. `jump` scrolls to a message. */
export function drawHeader(jump) {
  const open = conversation(store.place);
  byId("header-words").replaceChildren(...headerWords(open));
  byId("header-tools").replaceChildren(...(open ? tools(open, jump) : []));
  byId("banner").replaceChildren(...(open?.kind === "channel" ? notices(open) : []));
  document.title = `${open ? titleOf(open) : "Home"} · Tollgate sandbox`;
}

function headerWords(open) {
  if (!open) return [el("h1", {}, avatar(app()?.user, "small"), app()?.name ?? "Home"), el("p", { class: "topic" }, "Home")];
  if (open.kind === "channel") return [el("h1", {}, icon("hash"), el("span", { class: "name" }, open.name)), el("p", { class: "topic" }, open.topic || "No topic yet")];
  const badge = isApp(open.with) ? el("span", { class: "badge" }, "App") : null;
  const subject = isApp(open.with) ? "Direct messages with the app" : (person(open.with)?.title ?? "");
  return [el("h1", {}, avatar(open.with, "small"), el("span", { class: "name" }, titleOf(open)), badge), el("p", { class: "topic" }, subject)];
}

function tools(open, jump) {
  const pins = store.messages.filter((message) => message.pinned);
  const pinned = pins.length ? tool("pin", `${pins.length} pinned`, "Pinned messages", (event) => showPins(event.currentTarget, pins, jump), "show-pins") : null;
  const members = open.kind === "channel" ? membersButton(open) : null;
  return [pinned, members].filter(Boolean);
}

function tool(name, words, label, onclick, id) {
  return el("button", { type: "button", class: "button quiet", id, "aria-haspopup": "dialog", "aria-label": `${label}: ${words}`, onclick }, icon(name), el("span", { class: "tool-words" }, words));
}

function membersButton(open) {
  const faces = open.members.slice(0, 3).map((id) => avatar(id, "small"));
  const label = `Members: ${open.members.length}`;
  const show = (event) => showMembers(event.currentTarget, open);
  return el("button", { type: "button", class: "button quiet faces", id: "show-members", "aria-haspopup": "dialog", "aria-label": label, title: label, onclick: show }, faces, String(open.members.length));
}

function showPins(opener, pins, jump) {
  let shut = null;
  const row = (message) => {
    const go = () => {
      shut();
      jump(message.ts);
    };
    const lead = el("span", { class: "pin-lead" }, `${message.name ?? nameOf(message.user)} · ${shortDay(momentOf(message.ts), zone())}`);
    const first = el("span", { class: "pin-text" }, mrkdwn(message.text.split("\n")[0]));
    return el("button", { type: "button", class: "menu-item pin-row", data: { pin: message.ts }, onclick: go }, lead, first);
  };
  shut = openPopover(opener, [el("p", { class: "popover-lead" }, "Pinned messages"), el("div", { class: "menu" }, pins.map(row))], { label: "Pinned messages" });
}

function showMembers(opener, open) {
  let shut = null;
  const invite = async (user) => {
    shut();
    await quietly(api.invite({ as: store.me, conversation: open.id, user }));
  };
  const row = (id, button) => {
    const title = isApp(id) ? "App" : (person(id)?.title ?? "");
    return el("div", { class: "member" }, avatar(id), el("span", { class: "choice-words" }, el("span", {}, nameOf(id)), el("span", { class: "choice-detail" }, title)), button);
  };
  const everyone = [...new Set([app()?.user, ...store.state.people.map((one) => one.id)])].filter((id) => id && !open.members.includes(id));
  const add = (id) => row(id, el("button", { type: "button", class: "button compact", data: { invite: id }, onclick: () => invite(id) }, "Add"));
  const outside = everyone.length ? [el("p", { class: "popover-lead" }, "Not in this channel"), everyone.map(add)] : [];
  const inside = [el("p", { class: "popover-lead" }, `In #${open.name}`), open.members.map((id) => row(id, null))];
  const archive = async () => {
    shut();
    await quietly(api.archive({ as: store.me, conversation: open.id, archived: true }));
  };
  const close = open.archived ? null : el("button", { type: "button", class: "menu-item", id: "archive-channel", onclick: archive }, "Archive this channel");
  shut = openPopover(opener, el("div", { class: "members" }, inside, open.archived ? null : outside, close), { label: "Members" });
}

/** What hinders talking here. */
function notices(open) {
  if (open.archived) return [closing(open)];
  return open.app_in ? [] : [invitation(open)];
}

function closing(open) {
  const reopen = () => quietly(api.archive({ as: store.me, conversation: open.id, archived: false }));
  const button = el("button", { type: "button", class: "button compact", id: "unarchive", onclick: reopen }, "Unarchive");
  return el("div", { class: "banner" }, el("p", {}, `#${open.name} is archived. It can be read, and nobody can write here.`), button);
}

function invitation(open) {
  const bot = app();
  const invite = () => quietly(api.invite({ as: store.me, conversation: open.id, user: bot.user }));
  const button = el("button", { type: "button", class: "button compact", id: "invite-app", onclick: invite }, `Invite ${bot.name}`);
  return el("div", { class: "banner" }, el("p", {}, `${bot.name} is not in this channel, so it cannot post here.`), button);
}
