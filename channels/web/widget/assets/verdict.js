/** Thumbs up and down under an answer. */

import { button, element, icon } from "./dom.js";

const UP = "M7 10v11H3V10zm2 0l4-8a3 3 0 0 1 3 3v4h4.500a2 2 0 0 1 2 2.300l-1.200 7.500a2 2 0 0 1-2 1.700H9z";
const DOWN = "M7 14V3H3v11zm2 0l4 8a3 3 0 0 0 3-3v-4h4.500a2 2 0 0 0 2-2.300l-1.200-7.500a2 2 0 0 0-2-1.700H9z";

/**
 * Two buttons of which one at most is pressed; pressed again it is taken back.
 * @param {import("../types").Verdict} given
 * @param {import("../types").Strings} strings
 * @param {(value: import("../types").Verdict) => Promise<void>} keep rejects where the verdict couldn't be kept
 */
export function verdict(given, strings, keep) {
  let current = given;
  const show = () => {
    for (const [value, thumb] of thumbs) thumb.ariaPressed = String(value === current);
  };
  /** @param {import("../types").Verdict} value */
  const choose = async (value) => {
    const before = current;
    current = value === current ? null : value;
    show();
    try {
      await keep(current);
    } catch {
      current = before;
      show();
    }
  };
  /** @type {[import("../types").Verdict, HTMLButtonElement][]} */
  const thumbs = [
    ["up", button({ "aria-label": strings.helpful }, icon(UP), () => choose("up"))],
    ["down", button({ "aria-label": strings.notHelpful }, icon(DOWN), () => choose("down"))],
  ];
  show();
  return element("div", { class: "verdict" }, ...thumbs.map(([, thumb]) => thumb));
}
