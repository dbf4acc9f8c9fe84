/** A comparison as a table that screen readers can walk through. */

import { element } from "./dom.js";

/**
 * The table of an answer, or undefined where it has none that can be shown.
 * @param {import("../types").AnswerData | undefined} data
 * @returns {import("../types").Table | undefined}
 */
export function tableOf(data) {
  const { columns, rows } = data?.table ?? {};
  return columns?.length && rows?.length ? { columns, rows } : undefined;
}

/**
 * The topics across, the aspects down. It scrolls by itself where it is wider than the chat.
 * @param {import("../types").Table} table
 * @param {import("../types").Strings} strings
 */
export function comparison({ columns, rows }, strings) {
  const names = new Intl.ListFormat(strings.lang).format(columns);
  const caption = strings.comparison.replace("{names}", () => names);
  const heading = [strings.aspect, ...columns].map((name) => element("th", { scope: "col", dir: "auto" }, name));
  const lines = rows.map(({ label, cells }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", dir: "auto" }, label),
      ...cells.map((cell) => element("td", { dir: "auto" }, cell)),
    ),
  );
  const table = element(
    "table",
    {},
    element("caption", { dir: "auto" }, caption),
    element("thead", {}, element("tr", {}, ...heading)),
    element("tbody", {}, ...lines),
  );
  return element("div", { class: "table", role: "group", "aria-label": caption, tabindex: "0" }, table);
}
