/** A line over the messages that says what goes wrong, and offers to try again where that may help. */

import { button, element } from "./dom.js";

export class Notice {
  element = element("div", { class: "notice", role: "alert" });
  #retry;
  #next = () => {};

  /** @param {string} retry what the button says */
  constructor(retry) {
    this.#retry = button({ class: "retry" }, retry, () => this.#next());
    addEventListener("online", () => this.#next());
  }

  /** @param {string} text */
  say(text) {
    this.element.replaceChildren(element("p", { dir: "auto" }, text));
  }

  /**
   * Says something until some seconds are over, the network is back, the visitor wants to try again, or it is stopped.
   * @param {string} text
   * @param {number} seconds
   * @param {AbortSignal} signal
   * @param {boolean} [retry] whether the visitor is asked
   */
  async wait(text, seconds, signal, retry = false) {
    if (this.element.textContent !== text + (retry ? this.#retry.textContent : "")) this.say(text); // else it is read again
    if (retry) this.element.append(this.#retry);
    await new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#next = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
      signal.addEventListener("abort", this.#next, { once: true });
    });
    this.#next = () => {};
    if (signal.aborted) this.hide();
  }

  hide() {
    this.element.replaceChildren();
  }
}
