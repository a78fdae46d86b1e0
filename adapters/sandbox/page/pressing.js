// Tells when no press is under way: a button that is redrawn between press and release would lose its click.

let released = null;
let release = () => {};

document.addEventListener("pointerdown", () => {
  release();
  released = new Promise((resolve) => (release = resolve));
}, true);

/** The click itself comes right after the release, so what waits goes on a moment later. */
function done() {
  setTimeout(() => {
    released = null;
    release();
  });
}

document.addEventListener("pointerup", done, true);
document.addEventListener("pointercancel", done, true);

/** Resolves at once, or as soon as what is being pressed is released. */
export async function atRest() {
  await released;
}
