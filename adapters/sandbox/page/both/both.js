// Slack and Teams beside each other: two panes, each the page of one side as somebody of its own.

import * as api from "../api.js";
import { wireNextDay } from "../clock.js";
import { el } from "../dom.js";
import * as teams from "../teams/api.js";
import { lastHash } from "../views.js";

const SIDES = ["slack", "teams"];
const frames = Object.fromEntries(SIDES.map((side) => [side, document.getElementById(side)]));
const places = {}; // the address of each pane, after its "#"

/** Begin where the address bar says, else where one was, and as somebody else on Teams than on Slack. */
async function begin() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const side of SIDES) places[side] = asked.get(side) ?? lastHash(side).slice(1);
  if (!asked.get("slack") || !asked.get("teams")) await choose();
  frames.slack.src = `/?pane=1#${places.slack}`;
  frames.teams.src = `/?view=teams&pane=1#${places.teams}`;
  for (const side of SIDES) frames[side].addEventListener("load", () => watch(side));
}

async function choose() {
  const [left, right] = await Promise.all([api.state(null), teams.state(null)]);
  const shared = await sharedChannel(left, right);
  places.slack ||= shared ? `/${left.me}/${shared.id}` : "";
  const [, leftId] = places.slack.split("/");
  const leftName = left.people.find((one) => one.id === (leftId || left.me))?.name;
  const others = right.people.filter((one) => !one.bot && one.name !== leftName);
  const [, handle, place] = places.teams.split("/");
  const known = others.find((one) => one.handle === handle);
  const other = known ?? others.find((one) => /sponsor/i.test(one.title)) ?? others[0];
  places.teams = `/${other?.handle ?? ""}/${place || shared?.name || ""}`;
}

/** The channel of a project that lives on both sides; without one, the first channel that both have. */
async function sharedChannel(left, right) {
  const pairs = left.conversations
    .filter((one) => one.kind === "channel" && one.app_in)
    .map((one) => [one, right.conversations.find((other) => other.kind === "channel" && other.name === one.name)])
    .filter(([, other]) => other);
  for (const [one, other] of pairs) {
    const { messages } = await teams.messages(right.me, other.id, false);
    if (messages.some((message) => message.bot)) return one;
  }
  return pairs[0]?.[0];
}

/** Follow a pane: its place goes into the address bar, its clock into the bar above. */
function watch(side) {
  const pane = frames[side].contentWindow;
  const follow = () => {
    places[side] = pane.location.hash.slice(1);
    sessionStorage.setItem(`tollgate-at-${side}`, pane.location.hash);
    history.replaceState(null, "", `#${new URLSearchParams(places)}`);
  };
  pane.addEventListener("hashchange", follow);
  follow();
  if (side === "slack") mirror(pane.document);
}

function mirror(pane) {
  const clock = pane.getElementById("clock-words");
  const copy = () => {
    document.getElementById("clock-words").replaceChildren(...[...clock.childNodes].map((node) => document.importNode(node, true)));
    document.getElementById("next-day").hidden = pane.getElementById("next-day").hidden;
  };
  new MutationObserver(copy).observe(clock, { childList: true, subtree: true, characterData: true });
  copy();
}

wireNextDay(api.nextDay);
begin().catch((refused) => {
  document.querySelector(".panes").before(el("div", { class: "banner" }, el("p", {}, refused.message)));
});
