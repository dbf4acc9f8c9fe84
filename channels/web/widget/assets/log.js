/** The messages and the input field: the component deep-chat, hardened. */

import { element, sheet } from "./dom.js";
import { css } from "./log-style.js";
import { rendered, suggestions } from "./message.js";

const SLOT = '<div class="slot"></div>'; // the only HTML that deep-chat ever gets; elements are put into it
const MOST_CHARACTERS = 2000; // the server takes no more

/** Made by `Log.create`; `element` is put into the page by it. */
export class Log {
  #chat;
  #strings;
  #handlers;
  #messages;
  /** @type {HTMLElement | undefined} */
  #offered;

  /**
   * @param {import("../types").DeepChat} chat
   * @param {import("../types").Strings} strings
   * @param {import("../types").Handlers} handlers
   */
  constructor(chat, strings, handlers) {
    this.#chat = chat;
    this.#strings = strings;
    this.#handlers = handlers;
    this.#messages = this.#part("#messages");
    this.#name();
  }

  /**
   * Puts a log into a place of the page; comes back when it can be used.
   * @param {HTMLElement} place
   * @param {import("../types").Strings} strings
   * @param {import("../types").Handlers} handlers
   */
  static async create(place, strings, handlers) {
    const { COMPONENT } = await import("./component.js");
    const chat = /** @type {import("../types").DeepChat} */ (document.createElement(COMPONENT));
    chat.style.fontFamily = "inherit"; // else it loads a font from another host
    chat.remarkable = { guide: true };
    chat.displayLoadingBubble = { toggle: () => {} }; // shown by `typing`; else it adds a style that a CSP may forbid
    chat.textInput = { characterLimit: MOST_CHARACTERS, placeholder: { text: strings.placeholder } };
    chat.connect = {
      handler: async ({ messages }, signals) => {
        await handlers.ask(messages[0].text);
        signals.onResponse([]);
      },
    };
    const plugins = window.remarkable_plugins;
    window.remarkable_plugins = [...(plugins ?? []), { plugin: withoutMarkdown }];
    place.append(chat);
    // It tells of its first rendering by an event, but on a slow machine a second one follows and replaces everything.
    while (chat._waitingToRender_) await new Promise((resolve) => setTimeout(resolve));
    if (plugins) window.remarkable_plugins = plugins;
    else delete window.remarkable_plugins;
    chat.shadowRoot.adoptedStyleSheets.push(sheet(css));
    return new Log(chat, strings, handlers);
  }

  /**
   * Shows messages and what the last of them offers.
   * @param {import("../types").Message[]} messages
   */
  add(messages) {
    const places = messages.map((message) => {
      this.withdraw();
      const place = this.#slot(message.from === "user" ? "user" : "ai");
      place.append(rendered(message, this.#strings, this.#handlers.judge));
      this.#offer(place, message.buttons ?? []);
      return place;
    });
    const first = messages.findLastIndex(({ from }) => from === "user");
    this.#scrollTo(places[Math.max(first, 0)]);
  }

  /**
   * Something about the conversation itself, between its messages.
   * @param {string} text
   */
  note(text) {
    this.#slot("ai").append(element("p", { class: "note", dir: "auto" }, text));
    this.toEnd();
  }

  /** Shows the end of what was said. */
  toEnd() {
    setTimeout(() => {
      this.#messages.scrollTop = this.#messages.scrollHeight;
    });
  }

  /** Takes back what the last message offered. */
  withdraw() {
    this.#offered?.remove();
    this.#offered = undefined;
  }

  clear() {
    this.typing(false);
    this.#chat.clearMessages(false);
  }

  /** @param {boolean} isTyping */
  typing(isTyping) {
    if (isTyping === (this.#messages.ariaBusy === "true")) return;
    this.#messages.ariaBusy = String(isTyping);
    this.#chat.displayLoadingBubble.toggle(isTyping ? {} : undefined);
  }

  /** Puts the focus into the input field. */
  focus() {
    this.#part("#text-input").focus();
  }

  /**
   * @param {HTMLElement} place
   * @param {import("../types").Button[]} buttons
   */
  #offer(place, buttons) {
    if (!buttons.length) return;
    this.#offered = suggestions(buttons, this.#strings, (text) => {
      this.focus();
      this.#chat.submitUserMessage({ text });
    });
    place.append(this.#offered);
  }

  /** @param {"user" | "ai"} role */
  #slot(role) {
    this.#chat.addMessage({ html: SLOT, role });
    return /** @type {HTMLElement} */ ([...this.#messages.querySelectorAll(".slot")].at(-1));
  }

  /**
   * Begins at a message, so that a long answer is read from its start; deep-chat's own scrolling goes before.
   * @param {HTMLElement} place
   */
  #scrollTo(place) {
    const question = [...this.#messages.querySelectorAll(".user-message-text")].at(-1) ?? place;
    setTimeout(() => {
      const top = question.getBoundingClientRect().top - this.#messages.getBoundingClientRect().top;
      this.#messages.scrollTop += top - 12;
    });
  }

  /** The names and roles that deep-chat leaves out. New messages are read out by the panel, so not by this log. */
  #name() {
    this.#set(this.#messages, { role: "log", "aria-live": "off", "aria-label": this.#strings.messages, tabindex: "0" });
    const field = this.#part("#text-input");
    this.#set(field, { "aria-multiline": "true", dir: "auto" });
    try {
      field.contentEditable = "plaintext-only"; // else what is dropped there brings its images and links along
    } catch {
      // Firefox before version 136 doesn't know it
    }
    const send = this.#part(".input-button");
    this.#set(send, { "aria-label": this.#strings.send, title: this.#strings.send });
    send.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      send.click();
    });
  }

  /**
   * @param {Element} part
   * @param {Record<string, string>} attributes
   */
  #set(part, attributes) {
    for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  }

  /** @param {string} selector */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.#chat.shadowRoot.querySelector(selector));
  }
}

/**
 * Has deep-chat show what a visitor typed as it is: its Markdown would make links, images and layout of it.
 * @param {{ options: { guide?: boolean }, render: (text: string) => string }} markdown
 */
function withoutMarkdown(markdown) {
  if (!markdown.options.guide) return; // another deep-chat of the page
  markdown.render = (text) => {
    const place = document.createElement("div");
    place.textContent = text;
    return place.innerHTML;
  };
}
