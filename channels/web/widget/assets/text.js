/** An answer's text as paragraphs and lists. */

import { element } from "./dom.js";

const BULLET = "• ";
const ROW = "| ";
const CITES = /^Sources?: /;

/**
 * The lines before and after a comparison's rows, or undefined where the text doesn't hold the table.
 * @param {string[]} lines
 * @param {import("../types").Table} table
 */
export function aroundTable(lines, table) {
  const rows = lines.filter((line) => line.startsWith(ROW));
  if (rows.length)
    return {
      before: lines.slice(0, lines.indexOf(rows[0])),
      after: lines.slice(lines.lastIndexOf(rows[rows.length - 1]) + 1),
    };
  const labels = table.rows.map(({ label }) => `${label}:`);
  const begin = lines.indexOf(labels[0]);
  let end = lines.indexOf(labels[labels.length - 1]) + 1;
  if (begin < 0 || end <= begin) return undefined;
  const last = end + table.columns.length; // what the documents dispute may follow in bullets of its own
  while (end < last && lines[end]?.startsWith(BULLET)) end++;
  return { before: lines.slice(0, begin), after: lines.slice(end) };
}

/**
 * The lines of a text; the one that names the sources is left out where they are listed elsewhere.
 * @param {string} text
 * @param {boolean} hasSources
 */
export function linesOf(text, hasSources) {
  return text.split("\n").filter((line) => line.trim() && !(hasSources && CITES.test(line)));
}

/**
 * Paragraphs, with lists where lines begin with a bullet.
 * @param {string[]} lines
 */
export function paragraphs(lines) {
  /** @type {HTMLElement[]} */
  const made = [];
  for (const line of lines) {
    if (!line.startsWith(BULLET)) made.push(element("p", { dir: "auto" }, line));
    else {
      if (made.at(-1)?.localName !== "ul") made.push(element("ul"));
      made.at(-1)?.append(element("li", { dir: "auto" }, line.slice(BULLET.length)));
    }
  }
  return made;
}
