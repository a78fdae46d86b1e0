// Speaks to the sandbox server's page interface.

/** A refusal by the server; its message is a sentence for people. */
export class Refused extends Error {
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Send a request; give its JSON, or throw what refused it. */
export async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("unreachable", "The sandbox does not answer. Is it still running?", 0);
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  throw new Refused(body.error ?? "failed", body.message ?? `The sandbox answered with ${response.status}.`, response.status);
}

/** Ask the page's interface below an address, and tell it something. */
export const asking = (root) => (path, query) => call(`${root}/${path}?${new URLSearchParams(query)}`);
export const telling = (root) => (path, body) =>
  call(`${root}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

const get = asking("/page");
const post = telling("/page");

export const state = (as) => get("state", as ? { as } : {});
export const messages = (as, conversation, thread) =>
  get("messages", thread ? { as, conversation, thread } : { as, conversation });
/** The Home view; only `opened` tells the app that somebody looks at it. */
export const home = (as, opened) => get("home", { as, opened: opened ? "1" : "0" });
export const views = (as) => get("views", { as });
export const say = (body) => post("say", body);
export const act = (body) => post("act", body);
export const submit = (body) => post("submit", body);
export const close = (body) => post("close", body);
export const invite = (body) => post("invite", body);
export const channel = (body) => post("channel", body);
export const archive = (body) => post("archive", body);
export const remove = (body) => post("delete", body);
export const nextDay = () => post("next-day", {});

/** Hear what changes for one person; returns a function that stops listening. */
export const stream = (as, heard, connection) => listen("/page/stream", as, heard, connection);

const AGAIN_MS = 3000;

/** The same from an address. */
export function listen(path, as, heard, connection) {
  let source = null;
  let again = null;
  const open = () => {
    source = new EventSource(`${path}?${new URLSearchParams({ as })}`);
    source.onmessage = (event) => heard(JSON.parse(event.data));
    source.onopen = () => connection(true);
    source.onerror = () => {
      connection(false);
      // A browser tries again by itself, but not after an answer that was no stream.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}
