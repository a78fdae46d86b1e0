// The bar above every view: Slack, Teams, or both side by side; it leads back to where one was.

import { gate } from "./avatar.js";
import { el } from "./dom.js";

const VIEWS = [
  { view: "slack", name: "Slack", path: "/" },
  { view: "teams", name: "Teams", path: "/?view=teams" },
  { view: "both", name: "Side by side", path: "/?view=both" },
];
const view = document.body.dataset.view;

/** Where one was last in a view, as the part of its address after "#". */
export const lastHash = (which) => sessionStorage.getItem(`tollgate-at-${which}`) ?? "";

function remember() {
  if (location.hash && view !== "both") sessionStorage.setItem(`tollgate-at-${view}`, location.hash);
}

function tabs() {
  const link = (one) => {
    const here = one.view === view;
    const leave = (event) => event.currentTarget.setAttribute("href", one.path + (here ? location.hash : lastHash(one.view)));
    return el("a", { class: "view", href: one.path, "aria-current": here ? "page" : null, data: { view: one.view }, onclick: leave }, one.name);
  };
  return el("nav", { class: "view-tabs", "aria-label": "View" }, VIEWS.map(link));
}

/** Draw the bar; without a local Teams there is nothing to switch between. */
async function draw() {
  const bar = document.getElementById("views");
  const mark = el("span", { class: "views-mark", "aria-hidden": "true" }, gate());
  const words = el("span", { class: "views-words" }, el("b", {}, "Tollgate"), " sandbox");
  bar.prepend(el("span", { class: "views-name" }, mark, words));
  bar.hidden = false;
  const both = await fetch("/page/teams/state").then((answer) => answer.ok).catch(() => false);
  if (both || view !== "slack") bar.firstElementChild.after(tabs());
}

window.addEventListener("hashchange", remember);
remember();
// A pane of the side by side view stands below that view's own bar.
if (new URLSearchParams(location.search).has("pane")) document.documentElement.classList.add("in-pane");
else draw();
