// Speaks to the sandbox server's page interface for Teams.

import { call } from "../api.js";

const get = (path, query) => call(`/page/teams/${path}?${new URLSearchParams(query)}`);
const post = (path, body) =>
  call(`/page/teams/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const state = (as) => get("state", as ? { as } : {});
/** A conversation's messages; only looking at it (`opened`) marks it read and refreshes its cards. */
export const messages = (as, conversation, opened) => get("messages", { as, conversation, ...(opened ? {} : { opened: "0" }) });
export const views = (as) => get("views", { as });
export const say = (body) => post("say", body);
export const act = (body) => post("act", body);
export const submit = (body) => post("submit", body);
export const close = (body) => post("close", body);
export const refresh = (body) => post("refresh", body);
/** Asks the app for the person's own page, which it writes into their chat. */
export const home = (as) => post("home", { as });
export const invite = (body) => post("invite", body);
export const remove = (body) => post("remove", body);
export const channel = (body) => post("channel", body);
export const nextDay = (as) => post("next-day", { as });

/** Hear what changes for one person; returns a function that stops listening. */
export function stream(as, heard, connection) {
  const source = new EventSource(`/page/teams/stream?${new URLSearchParams({ as })}`);
  source.onmessage = (event) => heard(JSON.parse(event.data));
  source.onopen = () => connection(true);
  source.onerror = () => connection(false);
  return () => source.close();
}
