// Round pictures with initials stand for people; the app has its gate on a rounded square.

import { gate, initials, tint } from "../avatar.js";
import { el } from "../dom.js";
import { isApp, nameOf, person } from "./store.js";

/** The picture of a person or of the app; their name stands beside it. */
export function face(id, size = "") {
  if (isApp(id)) return el("span", { class: `face app ${size}`, "aria-hidden": "true" }, gate());
  const one = person(id);
  return tint(el("span", { class: `face ${size}`, "aria-hidden": "true" }, one?.initials ?? initials(nameOf(id))), one?.color);
}

/** The square with a team's first letters. */
export const teamFace = (name) => el("span", { class: "face team", "aria-hidden": "true" }, initials(name));
