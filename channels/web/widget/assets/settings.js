/** What the site owner wrote into the script tag. */

import { QUESTIONS, STRINGS } from "./strings.js";

const IN_ATTRIBUTES = ["title", "launcher", "opener", "greeting"];

/**
 * The settings by the `data-` attributes of the script tag; `address` is where the widget was loaded from.
 * @param {DOMStringMap} data
 * @param {string} address
 * @returns {Promise<import("../types").Settings>}
 */
export async function readSettings(data, address) {
  const own = await readJson(data, "strings");
  const attributes = IN_ATTRIBUTES.filter((name) => data[name] !== undefined).map((name) => [name, data[name]]);
  const questions = (await readJson(data, "questions")) ?? own?.questions;
  return {
    base: new URL("./", address),
    strings: { ...STRINGS, ...own, ...Object.fromEntries(attributes) },
    questions: Array.isArray(questions) ? questions.map(String) : QUESTIONS,
    position: data.position ?? "",
    theme: data.theme ?? "",
    accent: data.accent ?? "",
    dir: data.dir ?? "",
  };
}

/**
 * An attribute that holds JSON, or the address of a JSON file.
 * @param {DOMStringMap} data
 * @param {string} name
 */
async function readJson(data, name) {
  const given = data[name]?.trim();
  if (!given) return undefined;
  try {
    return /^[[{]/.test(given) ? JSON.parse(given) : await (await fetch(given)).json();
  } catch (error) {
    console.warn(`data-${name}: give JSON, or the address of a JSON file that this page may read.`, error);
    return undefined;
  }
}
