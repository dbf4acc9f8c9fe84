/** One message of a conversation, as elements. */

import { button, element } from "./dom.js";
import { comparison, tableOf } from "./table.js";
import { aroundTable, linesOf, paragraphs } from "./text.js";
import { verdict } from "./verdict.js";

/**
 * @param {import("../types").Message} message
 * @param {import("../types").Strings} strings
 * @param {(id: string, value: import("../types").Verdict) => Promise<void>} judge
 */
export function rendered(message, strings, judge) {
  if (message.from === "user") return element("div", { class: "text", dir: "auto" }, message.text);
  const sources = message.data?.sources ?? [];
  const parts = body(linesOf(message.text, sources.length > 0), tableOf(message.data), strings);
  if (sources.length) parts.push(sourceList(sources, strings));
  if (message.feedback !== undefined && !message.data?.failed) {
    parts.push(verdict(message.feedback, strings, (value) => judge(message.id, value)));
  }
  return element("div", { class: "answer" }, ...parts);
}

/**
 * The next questions that a bot's message offers.
 * @param {import("../types").Button[]} buttons
 * @param {import("../types").Strings} strings
 * @param {(text: string) => void} ask
 */
export function suggestions(buttons, strings, ask) {
  const items = buttons.map(({ title, payload }) =>
    element(
      "li",
      {},
      button({ class: "suggestion", dir: "auto" }, title, () => ask(payload)),
    ),
  );
  return element("ul", { class: "suggestions", "aria-label": strings.suggestions }, ...items);
}

/**
 * @param {string[]} lines
 * @param {import("../types").Table | undefined} table
 * @param {import("../types").Strings} strings
 */
function body(lines, table, strings) {
  if (!table) return paragraphs(lines);
  const around = aroundTable(lines, table) ?? { before: lines, after: [] };
  return [...paragraphs(around.before), comparison(table, strings), ...paragraphs(around.after)];
}

/**
 * @param {{ title: string }[]} sources
 * @param {import("../types").Strings} strings
 */
function sourceList(sources, strings) {
  const items = sources.map(({ title }) => element("li", { dir: "auto" }, title));
  return element("div", { class: "sources" }, element("p", {}, strings.sources), element("ol", {}, ...items));
}
