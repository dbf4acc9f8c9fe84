/**
 * The chat on a page, by one tag:
 *
 * <script type="module" src="https://bot.example/webhooks/web/widget.js"></script>
 */

import { Launcher, TAG } from "./assets/launcher.js";
import { readSettings } from "./assets/settings.js";

async function start() {
  const tag = [...document.scripts].find(({ src }) => src === import.meta.url);
  const launcher = /** @type {Launcher} */ (document.createElement(TAG));
  launcher.settings = await readSettings(tag?.dataset ?? {}, import.meta.url);
  document.body.append(launcher);
}

if (!customElements.get(TAG)) {
  customElements.define(TAG, Launcher);
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
}
