/** Colours that a site owner chose. */

/**
 * Gives an element an accent, with black or white text on it, whichever can be read.
 * @param {HTMLElement} element
 * @param {string} accent any CSS colour; another text is passed over
 */
export function paint(element, accent) {
  const text = readableOn(accent);
  if (!text) return;
  element.style.setProperty("--guide-accent", accent);
  element.style.setProperty("--guide-on-accent", text);
}

/** @param {string} background */
function readableOn(background) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  if (!context || !CSS.supports("color", background)) return undefined;
  context.fillStyle = background;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = [...context.getImageData(0, 0, 1, 1).data].map((value) => linear(value / 255));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue; // WCAG 2.2, "relative luminance"
  return luminance > 0.179 ? "#000" : "#fff";
}

/** @param {number} value a channel of sRGB, 0 to 1 */
function linear(value) {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
