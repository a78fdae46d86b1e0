// What the page knows: the acting person, the workspace as last fetched, and what is open.

export const store = {
  me: null, // the acting person's id
  state: null, // the answer of /page/state
  place: null, // a conversation's id, or "home"
  thread: null, // the ts of the open thread
  messages: [], // of the open conversation
};

export const person = (id) => store.state?.people.find((one) => one.id === id) ?? null;
export const conversation = (id) => store.state?.conversations.find((one) => one.id === id) ?? null;
export const app = () => store.state?.bot ?? null;
export const isApp = (id) => id === app()?.user || Boolean(person(id)?.bot);

/** The name to show for a user id; an unknown id stays readable. */
export function nameOf(id) {
  const known = person(id);
  if (known) return known.name;
  return id === app()?.user ? app().name : id;
}

/** The name of a conversation as the acting person sees it. */
export function titleOf(one) {
  return one.kind === "dm" ? nameOf(one.with) : one.name;
}

export const zone = () => person(store.me)?.tz || "UTC";
export const now = () => (store.state?.clock?.now ? new Date(store.state.clock.now) : new Date());
