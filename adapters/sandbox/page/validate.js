// Checks a form's fields as Slack's own client does before it sends them to the app.

const NUMBER = /^-?\d+$/;
const DECIMAL = /^-?\d*\.?\d+$/;

/** Sentences by block id, empty when everything may be sent. */
export function checkView(blocks, values) {
  const errors = {};
  for (const block of blocks.filter((one) => one.type === "input")) {
    const held = values[block.block_id]?.[block.element.action_id];
    const sentence = held && checkField(block, held);
    if (sentence) errors[block.block_id] = sentence;
  }
  return errors;
}

function checkField(block, held) {
  const value = Object.entries(held).find(([key]) => key !== "type")?.[1] ?? null;
  const empty = value === null || value === "" || (Array.isArray(value) && value.length === 0);
  if (empty) return block.optional ? null : "Please fill this in.";
  return typeof value === "string" ? checkText(block.element, value) : null;
}

function checkText(element, value) {
  if (element.min_length && value.length < element.min_length) return `Please write at least ${element.min_length} characters.`;
  if (element.max_length && value.length > element.max_length) return `Please write at most ${element.max_length} characters.`;
  if (element.type === "number_input") return checkNumber(element, value);
  if (element.type === "email_text_input" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return "Please give an email address.";
  if (element.type === "url_text_input" && !/^https?:\/\/\S+$/i.test(value)) return "Please give an address that starts with http:// or https://.";
  return null;
}

function checkNumber(element, value) {
  if (!(element.is_decimal_allowed ? DECIMAL : NUMBER).test(value.trim())) {
    return element.is_decimal_allowed ? "Please give a number, such as 8 or 8.5." : "Please give a whole number, such as 8.";
  }
  if (element.min_value !== undefined && Number(value) < Number(element.min_value)) return `Please give ${element.min_value} or more.`;
  if (element.max_value !== undefined && Number(value) > Number(element.max_value)) return `Please give ${element.max_value} or less.`;
  return null;
}
