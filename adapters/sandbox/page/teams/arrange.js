// Brings the children of a node in order without touching those that are in place: a moved node loses its focus.

/** Make these the children. */
export function arrange(root, nodes) {
  const keep = new Set(nodes);
  for (const child of [...root.children]) if (!keep.has(child)) child.remove();
  nodes.forEach((node, at) => root.children[at] === node || root.insertBefore(node, root.children[at] ?? null));
}
