// The sandbox's clock, and the button that moves it to the next day.

import { el, icon } from "./dom.js";
import { clockTime, shortDay } from "./time.js";
import { quietly } from "./toast.js";

const byId = (id) => document.getElementById(id);

/** Show the time as the acting person's wall clock has it. */
export function drawClock(moment, zone, virtual) {
  const place = zone.split("/").at(-1).replaceAll("_", " ");
  byId("clock-words").replaceChildren(el("b", {}, shortDay(moment, zone)), ` ${clockTime(moment, zone)} `, el("span", { class: "zone" }, place));
  byId("clock-words").title = virtual ? "The sandbox's own clock, in the time zone of the acting person" : "Now, in the time zone of the acting person";
  byId("next-day").hidden = !virtual;
}

/** Let the button `send` the request; `moved` runs afterwards. */
export function wireNextDay(send, moved = () => {}) {
  const button = byId("next-day");
  const words = (said) => button.replaceChildren(icon("next"), said);
  words("Next day");
  button.addEventListener("click", async () => {
    button.disabled = true;
    words("Moving on…");
    await quietly(send());
    button.disabled = false;
    words("Next day");
    await moved();
  });
}
