/**
 * The chat on a page, by one tag:
 *
 * <script type="module" src="https://bot.example/webhooks/web/widget.js"></script>
 */

import { Launcher, TAG } from "./assets/launcher.js";
import { QUESTIONS, STRINGS } from "./assets/strings.js";

const IN_ATTRIBUTES = ["title", "launcher", "opener", "greeting"];

async function start() {
  const tag = [...document.scripts].find(({ src }) => src === import.meta.url);
  const launcher = /** @type {Launcher} */ (document.createElement(TAG));
  launcher.settings = await readSettings(tag?.dataset ?? {}, import.meta.url);
  document.body.append(launcher);
}

/**
 * The settings by the `data-` attributes of the script tag; `address` is where the widget was loaded from.
 * @param {DOMStringMap} data
 * @param {string} address
 * @returns {Promise<import("./types").Settings>}
 */
async function readSettings(data, address) {
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

if (!customElements.get(TAG)) {
  customElements.define(TAG, Launcher);
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
}
