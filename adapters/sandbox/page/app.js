// Starts the page: keeps what is shown in step with the sandbox and with the address bar.

import * as api from "./api.js";
import { drawClock, wireNextDay } from "./clock.js";
import { drawConnection } from "./column.js";
import { Composer } from "./composer.js";
import { icon } from "./dom.js";
import { wireDrawer } from "./drawer.js";
import { drawHeader } from "./header.js";
import { Home } from "./home.js";
import { MessageList } from "./messages.js";
import { Modals } from "./modal.js";
import { News } from "./news.js";
import { atRest } from "./pressing.js";
import { drawSidebar } from "./sidebar.js";
import { app, conversation, isApp, now, store, titleOf, zone } from "./store.js";
import { quietly } from "./toast.js";

const byId = (id) => document.getElementById(id);
const home = new Home(byId("home"));
const modals = new Modals(byId("modal"));
const list = new MessageList(byId("messages"), byId("scroller"), { openThread: (ts) => openThread(ts), refresh: () => refreshMessages() });
const thread = new MessageList(byId("thread-messages"), byId("thread-scroller"), { refresh: () => refreshThread() });
const composers = [
  new Composer(byId("composer-form"), () => composerPlace(null), () => refreshMessages()),
  new Composer(byId("thread-form"), () => composerPlace(store.thread), () => refreshThread()),
];

function composerPlace(ts) {
  const open = conversation(store.place);
  const name = open ? (open.kind === "channel" ? `#${open.name}` : titleOf(open)) : "";
  return { conversation: open?.id ?? null, thread: ts, label: ts ? "Reply in thread" : `Message ${name}` };
}

async function refreshState() {
  const me = store.me;
  const state = await api.state(me);
  if (me !== store.me) return;
  store.state = state;
  drawSidebar(go, become);
  drawConnection(news.connected, store.state);
  drawHeader(jump);
  drawClock(now(), zone(), store.state.clock.virtual);
  composers.forEach((one) => one.move());
  const closed = conversation(store.place)?.archived ?? false;
  byId("composer-form").hidden = closed || store.place === "home";
  byId("thread-form").hidden = closed;
}

async function refreshMessages() {
  const { me, place } = store;
  if (!conversation(place)) return;
  const { messages, read_to } = await api.messages(me, place);
  await atRest();
  if (me !== store.me || place !== store.place) return;
  store.messages = messages;
  list.show(messages, read_to);
  drawHeader(jump);
}

async function refreshThread() {
  const { me, place, thread: ts } = store;
  if (!ts) return;
  const { messages } = await api.messages(me, place, ts);
  if (me !== store.me || ts !== store.thread) return;
  const root = store.messages.find((message) => message.ts === ts);
  const complete = messages.some((message) => message.ts === ts) || !root ? messages : [root, ...messages];
  thread.show(complete.map((message) => ({ ...message, reply_count: 0 })));
}

function openThread(ts) {
  store.thread = ts;
  const open = conversation(store.place);
  byId("thread").hidden = false;
  byId("layout").classList.add("with-thread");
  byId("thread-place").textContent = open.kind === "channel" ? `#${open.name}` : titleOf(open);
  thread.clear(store.place);
  composers[1].move();
  byId("thread-composer").focus();
  return quietly(refreshThread());
}

function closeThread() {
  const ts = store.thread;
  store.thread = null;
  byId("thread").hidden = true;
  byId("layout").classList.remove("with-thread");
  if (!ts) return;
  const opener = byId("messages").querySelector(`[data-ts="${CSS.escape(ts)}"] .replies`) ?? byId("composer");
  opener.focus({ preventScroll: true });
}

function jump(ts) {
  const node = byId("messages").querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  node?.scrollIntoView({ block: "start", behavior: "instant" });
  node?.classList.add("found");
  setTimeout(() => node?.classList.remove("found"), 1600);
}

/** Open a conversation or Home; the address bar follows, so that a reload comes back here. */
function go(place) {
  location.hash = `#/${store.me}/${place}`;
}

function become(person) {
  location.hash = `#/${person}/${store.place}`;
}

let steps = 0;

/** Show what the address bar says; `data-at` on the body tells when it is shown. */
async function follow() {
  const step = (steps += 1);
  delete document.body.dataset.at;
  const [, person, place] = location.hash.split("/");
  const another = Boolean(person) && person !== store.me;
  if (another || !store.state) await enter(person);
  else if (place !== "home" && !conversation(place)) store.state = await api.state(store.me); // made a moment ago
  if (step !== steps) return;
  store.place = placeFor(place);
  closeThread();
  composers[0].move();
  const atHome = store.place === "home";
  byId("home").hidden = !atHome;
  byId("messages").parentElement.hidden = atHome;
  byId("composer-form").hidden = atHome;
  list.clear(atHome ? null : store.place);
  store.messages = [];
  if (atHome) byId("scroller").scrollTop = 0;
  await (atHome ? home.refresh(true) : refreshMessages());
  await refreshState();
  if (step !== steps) return;
  document.body.dataset.at = `${store.me}/${store.place}`;
  if (!atHome && !byId("modal").open && !another) byId("composer").focus({ preventScroll: true });
}

async function enter(person) {
  store.me = person || null;
  store.state = await api.state(store.me).catch((refused) => {
    if (refused.status !== 404) throw refused;
    store.me = null; // somebody this workspace does not know: start as its first person
    return api.state(null);
  });
  const known = store.state.people.some((one) => one.id === (store.me ?? store.state.me));
  store.me = known ? (store.me ?? store.state.me) : store.state.people.find((one) => !isApp(one.id)).id;
  await modals.refresh();
  news.listen();
}

/** The place asked for if this person may see it; another person's direct message with the app becomes one's own. */
function placeFor(wanted) {
  if (wanted === "home" || conversation(wanted)) return wanted;
  const { conversations } = store.state;
  const channel = conversations.find((one) => one.kind === "channel" && one.app_in) ?? conversations.find((one) => one.kind === "channel");
  const direct = conversations.find((one) => one.kind === "dm" && one.with === app()?.user);
  return ((wanted?.startsWith("D") ? direct : channel) ?? direct ?? channel)?.id ?? "home";
}

const news = new News({
  stream: (heard, connection) => api.stream(store.me, heard, connection),
  isHere: (conversation) => conversation === store.place,
  fetch: fetchChanged,
  everything: refreshEverything,
  connection: (good) => drawConnection(good, store.state),
});

function fetchChanged(kinds) {
  const messages = ["message", "deleted", "reaction"].some((kind) => kinds.has(kind));
  const work = [];
  if (kinds.has("views")) work.push(modals.refresh());
  if (kinds.has("home") && store.place === "home") work.push(home.refresh(false));
  if (messages && kinds.has("here")) work.push(refreshMessages().then(refreshThread));
  if (messages || kinds.has("state") || kinds.has("clock")) work.push(Promise.all(work).then(refreshState));
  return Promise.all(work);
}

async function refreshEverything() {
  if (!store.place) return; // nothing is shown yet
  const shown = store.place === "home" ? home.refresh(false) : refreshMessages().then(refreshThread);
  await Promise.all([shown, modals.refresh()]);
  await refreshState();
}

byId("thread-close").append(icon("close"));
byId("thread-close").addEventListener("click", closeThread);
byId("thread").addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && closeThread());
document.querySelectorAll(".send").forEach((button) => button.append(icon("send")));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("composer").focus();
});
wireDrawer();
wireNextDay(api.nextDay, () => quietly(refreshEverything()));
window.addEventListener("hashchange", () => quietly(follow()));
quietly(follow());
