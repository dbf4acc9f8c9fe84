/** The chat as it opens over the page: heading, messages, input, and what is said about them. */

import { ApiError } from "./api.js";
import { css } from "./chat-style.js";
import { Conversation } from "./conversation.js";
import { button, element, icon, sheet } from "./dom.js";
import { Log } from "./log.js";
import { Notice } from "./notice.js";

const AGAIN = "M12 5V1L7 6l5 5V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z";
const CROSS = "M6 6l12 12M18 6L6 18";
const FULL_SCREEN = matchMedia("(max-width: 30rem), (max-height: 26rem)");

/** Shows a conversation (`View` in types.d.ts) and lets the visitor take part. */
export class Chat {
  #surroundings;
  #strings;
  #panel;
  #notice;
  #spoken = element("div", { class: "unseen", role: "log" });
  /** @type {Log} */
  #log;
  #conversation;

  /** @param {import("../types").Surroundings} surroundings */
  constructor(surroundings) {
    this.#surroundings = surroundings;
    this.#strings = surroundings.settings.strings;
    this.#notice = new Notice(this.#strings.retry);
    this.#conversation = new Conversation(surroundings.settings.base, this.#strings, this);
    this.#panel = this.#madePanel();
  }

  /**
   * A chat in its place, ready to be opened.
   * @param {import("../types").Surroundings} surroundings
   */
  static async create(surroundings) {
    const chat = new Chat(surroundings);
    await chat.#build();
    return chat;
  }

  /** @param {boolean} focus whether the focus goes there */
  open(focus) {
    if (FULL_SCREEN.matches) this.#panel.showModal();
    else this.#panel.open = true;
    if (!focus) return;
    if (matchMedia("(pointer: coarse)").matches)
      this.#panel.focus(); // the screen's keyboard would hide the greeting
    else this.#log.focus();
  }

  close() {
    this.#panel.close();
    this.#surroundings.closed();
  }

  /**
   * @param {import("../types").Message[]} messages
   * @param {boolean} fresh
   */
  add(messages, fresh) {
    this.#log.typing(false);
    this.#log.add(messages);
    const answers = messages.filter(({ from }) => from === "bot");
    if (!fresh || !answers.length) return;
    this.#speak(...answers.map(({ text }) => text));
    if (!this.#panel.open) this.#surroundings.unread(answers.length);
  }

  clear() {
    this.#log.clear();
    this.#greet();
  }

  /** @param {string} text */
  note(text) {
    this.#log.note(text);
    this.#speak(text);
  }

  /**
   * @param {string} text
   * @param {number} seconds
   * @param {AbortSignal} signal
   * @param {boolean} [retry]
   */
  async wait(text, seconds, signal, retry) {
    this.#log.typing(false);
    this.#log.toEnd();
    await this.#notice.wait(text, seconds, signal, retry);
  }

  recovered() {
    this.#notice.hide();
  }

  async #build() {
    const { root } = this.#surroundings;
    const shadow = /** @type {ShadowRoot} */ (root.getRootNode());
    shadow.adoptedStyleSheets.push(sheet(css));
    root.prepend(this.#panel);
    this.#log = await Log.create(this.#panel, this.#strings, {
      ask: (text) => this.#ask(text),
      judge: (answer, value) => this.#judge(answer, value),
    });
    this.#greet();
    this.#conversation.resume();
  }

  #madePanel() {
    const { title, restart, close } = this.#strings;
    const heading = element(
      "header",
      {},
      element("p", { class: "title", dir: "auto" }, title),
      button({ "aria-label": restart, title: restart }, icon(AGAIN), () => this.#restart()),
      button({ "aria-label": close, title: close, class: "close" }, icon(CROSS), () => this.close()),
    );
    const attributes = { class: "panel", "aria-label": title, tabindex: "-1" };
    const panel = element("dialog", attributes, heading, this.#notice.element, this.#spoken);
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      this.close();
    });
    return panel;
  }

  #greet() {
    const { strings, questions } = this.#surroundings.settings;
    const buttons = questions.map((question) => ({ title: question, payload: question }));
    this.#log.add([{ id: "", from: "bot", text: strings.greeting, buttons }]);
  }

  /** @param {string} text */
  async #ask(text) {
    this.#log.withdraw();
    this.#log.typing(true);
    try {
      await this.#conversation.ask(text);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.note(error.message);
    } finally {
      this.#log.typing(false);
    }
  }

  async #restart() {
    await this.#conversation.restart();
    this.#log.focus();
  }

  /**
   * @param {string} answer
   * @param {import("../types").Verdict} value
   */
  async #judge(answer, value) {
    try {
      await this.#conversation.judge(answer, value);
    } catch (error) {
      this.#notice.say(this.#strings.notKept);
      throw error;
    }
  }

  /**
   * Has a screen reader read texts, once.
   * @param {string[]} texts
   */
  #speak(...texts) {
    this.#spoken.replaceChildren(...texts.map((text) => element("p", {}, text)));
  }
}
