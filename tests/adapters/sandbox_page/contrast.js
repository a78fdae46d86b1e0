// Gives every text whose contrast with what lies behind it is below WCAG's AA.
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colour = (css) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, below) => [0, 1, 2].map((n) => top[n] * top[3] + below[n] * (1 - top[3]));
  const linear = (part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const ancestors = (node) => (node ? [node, ...ancestors(node.parentElement)] : []);
  const behind = (node) => {
    const layers = ancestors(node).map((one) => colour(getComputedStyle(one).backgroundColor));
    const opaque = layers.findIndex((one) => one[3] === 1);
    return layers.slice(0, opaque + 1).reduceRight((below, one) => over(one, below), [0, 0, 0]);
  };
  const seen = (node, style) =>
    style.visibility === "visible" && style.clipPath === "none" && parseFloat(style.fontSize) > 0 && node.getClientRects().length > 0 &&
    !node.closest("[hidden], option, :disabled") && ancestors(node).every((one) => getComputedStyle(one).opacity !== "0");
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    const style = getComputedStyle(node);
    if (!walker.currentNode.textContent.trim() || !seen(node, style)) continue;
    const ground = behind(node);
    const [bright, dim] = [light(over(colour(style.color), ground)), light(ground)].sort((one, other) => other - one);
    const ratio = (bright + 0.05) / (dim + 0.05);
    if (ratio < 4.5) faults.push(`${ratio.toFixed(2)} ${node.className}: ${walker.currentNode.textContent.trim().slice(0, 30)}`);
  }
  return faults;
}
