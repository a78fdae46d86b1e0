// Starts the Teams page: keeps what is shown in step with the sandbox and with the address bar.

import { drawClock, wireNextDay } from "../clock.js";
import { drawConnection } from "../column.js";
import { el, icon } from "../dom.js";
import { wireDrawer } from "../drawer.js";
import { News } from "../news.js";
import { atRest } from "../pressing.js";
import { quietly } from "../toast.js";
import * as api from "./api.js";
import { onColours } from "./cards.js";
import { Composer } from "./composer.js";
import { Dialog } from "./dialog.js";
import { drawHeader } from "./header.js";
import { Posts } from "./posts.js";
import { drawRail } from "./rail.js";
import { bot, chat, conversation, firstChannel, handleOf, now, personOf, placeOf, slugOf, store, zone } from "./store.js";

const byId = (id) => document.getElementById(id);
const dialog = new Dialog(byId("modal"));
const posts = new Posts(byId("messages"), byId("scroller"), { dialog: (open) => dialog.show(open), refresh: () => quietly(refreshMessages()) });
const composer = new Composer(byId("composer-form"), composerPlace, () => quietly(refreshMessages()));

function composerPlace() {
  const open = conversation(store.place);
  const label = open?.kind === "channel" ? `Start a post in ${open.name}` : `Message ${open?.name ?? ""}`;
  return { conversation: open?.id ?? null, label };
}

async function refreshState() {
  const me = store.me;
  const state = await api.state(me);
  if (me !== store.me) return;
  store.state = state;
  draw();
}

function draw() {
  drawRail(go, become);
  drawConnection(news.connected, store.state);
  drawHeader();
  drawClock(now(), zone(), store.state.clock.virtual);
  composer.move();
}

async function refreshMessages() {
  const { me, place } = store;
  if (!conversation(place)) return;
  const { messages } = await api.messages(me, place, !document.hidden);
  await atRest();
  if (me !== store.me || place !== store.place) return;
  store.messages = messages;
  posts.show(messages);
}

/** Open a conversation; the address bar follows, so that a reload comes back here. */
function go(place) {
  location.hash = `#/${handleOf(store.me)}/${encodeURIComponent(slugOf(conversation(place)))}`;
}

function become(person) {
  location.hash = `#/${handleOf(person)}/${encodeURIComponent(slugOf(conversation(store.place)))}`;
}

let steps = 0;

/** Show what the address bar says; `data-at` on the body tells when it is shown. */
async function follow() {
  const step = (steps += 1);
  delete document.body.dataset.at;
  const [, handle, slug] = location.hash.split("/").map(decodeURIComponent);
  const another = !store.state || (handle && handle !== handleOf(store.me));
  if (another) await enter(handle);
  else if (slug && !placeOf(slug)) store.state = await api.state(store.me); // made a moment ago
  if (step !== steps) return;
  const open = placeOf(slug) ?? firstChannel() ?? chat();
  store.place = open?.id ?? null;
  store.messages = [];
  posts.clear(store.place);
  draw();
  await refreshMessages();
  await refreshState();
  if (step !== steps) return;
  document.body.dataset.at = `${handleOf(store.me)}/${slugOf(open)}`;
  if (!byId("modal").open && !another) byId("composer").focus({ preventScroll: true });
}

async function enter(handle) {
  store.state ??= await api.state(null);
  const person = personOf(handle) ?? store.state.people.find((one) => !one.bot);
  store.me = person.id;
  store.state = await api.state(store.me);
  await dialog.refresh();
  news.listen();
}

const news = new News({
  stream: (heard, connection) => api.stream(store.me, heard, connection),
  isHere: (conversation) => conversation === store.place,
  fetch: fetchChanged,
  everything: refreshEverything,
  connection: (good) => drawConnection(good, store.state),
});

function fetchChanged(kinds) {
  const messages = ["message", "deleted"].some((kind) => kinds.has(kind));
  const work = [];
  if (kinds.has("views")) work.push(dialog.refresh());
  if (messages && kinds.has("here")) work.push(refreshMessages());
  if (messages || kinds.has("state") || kinds.has("clock")) work.push(Promise.all(work).then(refreshState));
  return Promise.all(work);
}

async function refreshEverything() {
  if (!store.place) return; // nothing is shown yet
  await Promise.all([refreshMessages(), dialog.refresh()]);
  await refreshState();
}

byId("composer-form").querySelector(".send").append(icon("send"));
byId("mention").append(el("span", { "aria-hidden": "true" }, "@"));
byId("mention").addEventListener("click", () => {
  composer.input.setRangeText(`@${bot().name} `, 0, 0, "end");
  composer.input.focus();
  composer.typed();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("composer").focus();
});
onColours(() => {
  posts.recolour();
  dialog.recolour();
});
document.addEventListener("visibilitychange", () => document.hidden || !store.state || quietly(refreshEverything()));
window.addEventListener("hashchange", () => quietly(follow()));
wireDrawer();
wireNextDay(() => api.nextDay(store.me), () => quietly(refreshEverything()));
quietly(follow());
