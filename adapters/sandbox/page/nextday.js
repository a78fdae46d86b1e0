// The button that moves the sandbox's clock to the next day.

import { icon } from "./dom.js";
import { toast } from "./toast.js";

/** Let it `send` the request; `moved` runs afterwards. */
export function wireNextDay(send, moved = () => {}) {
  const button = document.getElementById("next-day");
  const words = (said) => button.replaceChildren(icon("next"), said);
  words("Next day");
  button.addEventListener("click", async () => {
    button.disabled = true;
    words("Moving on…");
    await send().catch((refused) => toast(refused.message, "warning"));
    button.disabled = false;
    words("Next day");
    await moved();
  });
}
