// Says dates and times in the acting person's time zone.

const FORMATS = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!FORMATS.has(key)) FORMATS.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return FORMATS.get(key);
}

/** A message's `ts` ("seconds.micros") as a moment. */
export const momentOf = (ts) => new Date(Number.parseFloat(ts) * 1000);

export const clockTime = (moment, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(moment);
export const dayKey = (moment, zone) => format(zone, { dateStyle: "short" }).format(moment);
export const longDay = (moment, zone) =>
  format(zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(moment).replace(",", "");
export const shortDay = (moment, zone) =>
  format(zone, { weekday: "short", day: "numeric", month: "short" }).format(moment).replace(",", "");
export const fullMoment = (moment, zone) =>
  `${longDay(moment, zone)}, ${format(zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(moment)}`;

const DATE_TOKENS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** Slack's date template ("{date_short} at {time}") filled in; null for a second count that is no number. */
export function dateTemplate(seconds, template, zone, now) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  return template.replace(/\{(\w+)\}/g, (whole, token) => {
    const relative = token.endsWith("_pretty") ? prettyDay(moment, zone, now) : null;
    const options = DATE_TOKENS[token.replace("_pretty", "")];
    return relative ?? (options ? format(zone, options).format(moment) : whole);
  });
}

function prettyDay(moment, zone, now) {
  const day = 86_400_000;
  const near = { today: 0, yesterday: -day, tomorrow: day };
  const same = (shift) => dayKey(moment, zone) === dayKey(new Date(now.getTime() + shift), zone);
  return Object.keys(near).find((word) => same(near[word])) ?? null;
}
