// What the Teams page knows: the acting person, the team as last fetched, and what is open.

export const store = {
  me: null, // the acting person's id
  state: null, // the answer of /page/teams/state
  place: null, // a conversation's id
  messages: [], // of the open conversation
};

export const bot = () => store.state?.bot ?? null;
export const person = (id) => store.state?.people.find((one) => one.id === id) ?? null;
export const conversation = (id) => store.state?.conversations.find((one) => one.id === id) ?? null;
export const channels = () => (store.state?.conversations ?? []).filter((one) => one.kind === "channel");
/** Where one who names no place begins: in a channel that the app has written in, rather than in an empty one. */
export const firstChannel = () => {
  const withApp = channels().filter((one) => one.app_in);
  return withApp.find((one) => one.app_wrote) ?? withApp[0] ?? channels()[0] ?? null;
};
/** The chat with the app. */
export const chat = () => (store.state?.conversations ?? []).find((one) => one.kind === "personal") ?? null;
export const isApp = (id) => id === bot()?.id || Boolean(person(id)?.bot);
export const nameOf = (id) => person(id)?.name ?? (isApp(id) ? bot().name : id);
export const zone = () => person(store.me)?.tz || "UTC";
export const now = () => (store.state?.clock?.now ? new Date(store.state.clock.now) : new Date());

/** How the address bar names a conversation: by its channel's name, or "chat". */
export const slugOf = (one) => (one?.kind === "channel" ? one.name : "chat");
export const placeOf = (slug) => (slug === "chat" ? chat() : channels().find((one) => one.name === slug)) ?? null;
/** How the address bar names a person. */
export const handleOf = (id) => person(id)?.handle ?? id;
export const personOf = (handle) => store.state?.people.find((one) => !one.bot && (one.handle === handle || one.id === handle)) ?? null;
