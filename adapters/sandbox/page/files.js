// Draws the files of a message: what they are called, how large they are, and how to open and keep them.

import { el, icon } from "./dom.js";
import { store } from "./store.js";

/** The files of a message; null where there are none. */
export function drawFiles(message) {
  if (!message.files?.length) return null;
  return el("ul", { class: "files", "aria-label": "Files" }, message.files.map(one));
}

function one(file) {
  const as = `?as=${encodeURIComponent(store.me)}`;
  const name = encodeURIComponent(file.name);
  const kind = file.name.split(".").pop().toUpperCase();
  const open = el("a", { class: "file-name", href: `/files/${file.id}/${name}${as}`, target: "_blank", rel: "noopener" }, file.title);
  const keep = el("a", { class: "file-keep", href: `/files/${file.id}/download/${name}${as}`, "aria-label": `Download ${file.title}` }, "Download");
  const what = el("span", { class: "file-kind" }, `${kind} · ${sizeOf(file.size)}`);
  return el("li", { class: "file", data: { file: file.id } }, icon("text"), el("span", { class: "file-about" }, open, what), keep);
}

function sizeOf(bytes) {
  return bytes < 1000 ? `${bytes} bytes` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
