// Speaks to the sandbox server's page interface for Teams.

import { asking, listen, telling } from "../api.js";

const get = asking("/page/teams");
const post = telling("/page/teams");

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
export const stream = (as, heard, connection) => listen("/page/teams/stream", as, heard, connection);
