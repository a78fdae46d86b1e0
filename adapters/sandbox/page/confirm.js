// Asks before an action that has a confirm object, and for the page's own small questions.

import { el } from "./dom.js";
import { textObject } from "./mrkdwn.js";

function shown(dialog) {
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
  });
}

/** Show a confirm object; true if the person goes on. */
export async function askConfirm(confirm) {
  const danger = confirm.style === "danger";
  const title = el("h2", { id: "confirm-title" }, textObject(confirm.title ?? { type: "plain_text", text: "Are you sure?" }));
  const deny = el("button", { class: "button", value: "", data: { confirm: "deny" } }, textObject(confirm.deny ?? { text: "Cancel" }));
  const go = el(
    "button",
    { class: `button ${danger ? "danger solid" : "primary"}`, value: "yes", autofocus: true, data: { confirm: "confirm" } },
    textObject(confirm.confirm ?? { text: "Yes" }),
  );
  const form = el("form", { method: "dialog" }, title, el("div", { class: "confirm-text" }, textObject(confirm.text)));
  form.append(el("footer", {}, deny, go));
  return (await shown(el("dialog", { class: "small-dialog confirm", "aria-labelledby": "confirm-title" }, form))) === "yes";
}

/** Ask for one line of text and have it taken; what refuses it is told below the line, which stays as it was typed. */
export async function askLine({ title, label, button, placeholder }, take) {
  const error = el("p", { class: "field-error", id: "ask-error", role: "alert", hidden: true });
  const input = el("input", { type: "text", id: "ask-line", required: true, maxlength: 80, placeholder, autofocus: true, autocomplete: "off", "aria-describedby": "ask-error" });
  const cancel = el("button", { class: "button", type: "button" }, "Cancel");
  const form = el("form", { method: "dialog" }, el("h2", { id: "ask-title" }, title), el("label", { for: "ask-line" }, label), input, error);
  form.append(el("footer", {}, cancel, el("button", { class: "button primary" }, button)));
  const dialog = el("dialog", { class: "small-dialog", "aria-labelledby": "ask-title" }, form);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    try {
      await take(input.value.trim());
      dialog.close();
    } catch (refused) {
      error.textContent = refused.message;
      error.hidden = false;
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  });
  await shown(dialog);
}
