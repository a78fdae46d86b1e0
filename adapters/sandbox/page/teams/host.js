// How Teams draws cards: its sizes, spaces and colours, light and dark.

const FONT = '"Segoe UI", system-ui, -apple-system, "Helvetica Neue", "Noto Sans", "DejaVu Sans", sans-serif';
const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const WEIGHTS = { lighter: 300, default: 400, bolder: 600 };

const LIGHT = {
  text: ["#242424", "#616161"], light: ["#ffffff", "#f5f5f5"], accent: ["#4f52b2", "#5b5fc7"], good: ["#0e700e", "#237b4b"],
  warning: ["#835b00", "#835b00"], attention: ["#b10e1c", "#c4314b"], line: "#e0e0e0",
  grounds: { default: "#ffffff", emphasis: "#f5f5f5", accent: "#e8ebfa", good: "#e7f2da", attention: "#fcf4f6", warning: "#fff4ce" },
};
const DARK = {
  text: ["#ffffff", "#adadad"], light: ["#ffffff", "#d6d6d6"], accent: ["#aab1fa", "#9299f7"], good: ["#92c353", "#92c353"],
  warning: ["#f8d22a", "#e0b432"], attention: ["#f1707b", "#e37d80"], line: "#424242",
  grounds: { default: "#292929", emphasis: "#1f1f1f", accent: "#3d3e78", good: "#1e3515", attention: "#3b1519", warning: "#40311d" },
};

const pair = ([strong, soft]) => ({ default: strong, subtle: soft });

function foreground(tones) {
  const names = { accent: tones.accent, good: tones.good, warning: tones.warning, attention: tones.attention };
  const others = Object.fromEntries(Object.entries(names).map(([name, tone]) => [name, pair(tone)]));
  return { default: pair(tones.text), dark: pair(tones.text), light: pair(tones.light), ...others };
}

/** Microsoft's renderer's settings for Teams. */
export function hostConfig(dark) {
  const tones = dark ? DARK : LIGHT;
  const style = (ground) => ({ backgroundColor: ground, foregroundColors: foreground(tones) });
  return {
    supportsInteractivity: true,
    fontTypes: { default: { fontFamily: FONT, fontSizes: SIZES, fontWeights: WEIGHTS }, monospace: { fontFamily: "ui-monospace, Consolas, monospace", fontSizes: SIZES, fontWeights: WEIGHTS } },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: tones.line },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: Object.fromEntries(Object.entries(tones.grounds).map(([name, ground]) => [name, style(ground)])),
    // Buttons stand apart by the style sheet, which lets them wrap as Teams does.
    actions: { maxActions: 6, spacing: "default", buttonSpacing: 0, showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" }, actionsOrientation: "horizontal", actionAlignment: "left" },
    inputs: { label: { inputSpacing: "small", requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" } }, errorMessage: { color: "attention" } },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
    textBlock: { headingLevel: 3 },
    adaptiveCard: { allowCustomStyle: false },
  };
}
