// Teams' own charts, which Microsoft's public renderer does not draw: a stacked bar, a gauge, a donut.

import { el } from "../dom.js";

const SHADES = {
  good: "var(--chart-good)", warning: "var(--chart-warning)", attention: "var(--chart-attention)", neutral: "var(--chart-neutral)",
  categoricalBlue: "#3a96dd", categoricalLightBlue: "#74bfe8", categoricalRed: "#d13438", categoricalGreen: "#13a10e",
  categoricalPurple: "#8764b8", categoricalTeal: "#00b7c3", categoricalMarigold: "#eaa300", categoricalLime: "#73aa24",
};
const CYCLE = ["categoricalBlue", "categoricalPurple", "categoricalTeal", "categoricalMarigold", "categoricalRed", "categoricalLime"];

const shade = (color, at) => SHADES[color] ?? SHADES[CYCLE[at % CYCLE.length]];
const amount = (value) => (Number.isFinite(Number(value)) ? Math.max(0, Number(value)) : 0);
const list = (value) => (Array.isArray(value) ? value.filter((one) => one && typeof one === "object") : []);
const said = (parts) => parts.map((part) => (part.legend ? `${part.legend}` : `${part.value}`)).join(", ");

/** The drawings by their type in a card. */
export const CHARTS = { "Chart.HorizontalBar.Stacked": stacked, "Chart.Gauge": gauge, "Chart.Donut": donut, "Chart.Pie": donut };

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

function frame(source, drawing, parts) {
  const title = source.title ? el("p", { class: "chart-title" }, String(source.title)) : null;
  const swatch = (part, at) => {
    const mark = el("i", {});
    mark.style.background = shade(part.color, at);
    return el("span", {}, mark, String(part.legend ?? part.value ?? ""));
  };
  const legend = source.showLegend === false ? null : el("p", { class: "chart-legend", "aria-hidden": "true" }, parts.map(swatch));
  const label = [source.title, said(parts)].filter(Boolean).join(": ");
  return el("div", { class: "chart", role: "img", "aria-label": label }, title, drawing, legend);
}

function stacked(source) {
  const bars = list(source.data).map((bar) => {
    const parts = list(bar.data);
    const total = parts.reduce((sum, part) => sum + amount(part.value), 0) || 1;
    const pieces = parts.map((part, at) => {
      const piece = el("span", {});
      piece.style.flexGrow = String(amount(part.value) / total);
      piece.style.background = shade(part.color, at);
      return amount(part.value) ? piece : null;
    });
    const name = bar.title && bar.title !== source.title ? el("small", {}, String(bar.title)) : null;
    return el("div", { class: "chart-row" }, name, el("div", { class: "chart-bar" }, pieces));
  });
  return frame(source, bars, list(list(source.data)[0]?.data));
}

/** A part of a ring: from and to are shares of `turn` (1 a whole ring, 0.5 the upper half). */
function arc(from, to, turn, color) {
  const at = (share) => {
    const angle = Math.PI * (turn === 1 ? 2 * share - 0.5 : share - 1);
    return `${60 + 46 * Math.cos(angle)} ${60 + 46 * Math.sin(angle)}`;
  };
  const end = to - from >= 1 ? from + 0.9999 : to;
  const path = `M${at(from)} A46 46 0 ${(end - from) * turn > 0.5 ? 1 : 0} 1 ${at(end)}`;
  return svg("path", { d: path, fill: "none", stroke: color, "stroke-width": 14 });
}

function ring(parts, turn, words) {
  const total = parts.reduce((sum, part) => sum + part.size, 0) || 1;
  let from = 0;
  const arcs = parts.filter((part) => part.size).map((part) => arc(from / total, (from += part.size) / total, turn, part.shade));
  const text = svg("text", { x: 60, y: turn === 1 ? 66 : 58, "text-anchor": "middle", class: "chart-value" }, words);
  return svg("svg", { viewBox: turn === 1 ? "0 0 120 120" : "0 0 120 72", class: "chart-ring", "aria-hidden": "true" }, ...arcs, text);
}

function donut(source) {
  const data = list(source.data);
  const parts = data.map((part, at) => ({ size: amount(part.value), shade: shade(part.color, at) }));
  return frame(source, ring(parts, 1, String(source.value ?? "")), data);
}

function gauge(source) {
  const segments = list(source.segments);
  const [min, max, value] = [amount(source.min), amount(source.max ?? 100), amount(source.value)];
  const filled = [{ size: value - min, shade: SHADES.good }, { size: Math.max(0, max - value), shade: SHADES.neutral }];
  const parts = segments.length ? segments.map((part, at) => ({ size: amount(part.size), shade: shade(part.color, at) })) : filled;
  const words = source.valueFormat === "fraction" ? `${value}/${max}` : `${Math.round((100 * (value - min)) / (max - min || 1))}%`;
  return frame(source, ring(parts, 0.5, words), segments.length ? segments : [{ legend: words }]);
}
