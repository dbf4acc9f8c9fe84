/** The button in the corner of the page, the message beside it, and the place where the chat opens. */

import { css } from "./launcher-style.js";

export const TAG = "outsourcing-guide";
const OPENER_AFTER = 3000; // milliseconds: a visitor sees the page first
const FULL_SCREEN = "(max-width: 30rem), (max-height: 26rem)";
const CHAT = "M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-7l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z";
const DOWN = "M5 8l7 7 7-7";

/** Set `settings` before it is put into the page. */
export class Launcher extends HTMLElement {
  /** @type {import("../types").Settings} */
  settings;

  #root = document.createElement("section");
  #button = document.createElement("button");
  #badge = document.createElement("span");
  #opening = document.createElement("div");
  /** @type {Promise<import("./chat.js").Chat> | undefined} */
  #chat;
  #unread = 0;

  connectedCallback() {
    if (this.shadowRoot) return;
    const shadow = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    this.#dress();
    this.#opening.className = "opening";
    this.#opening.role = "status";
    this.#root.append(this.#opening, this.#madeButton());
    shadow.append(this.#root);
    if (remembered() === "open" && !matchMedia(FULL_SCREEN).matches) this.open(false);
    else if (!remembered() && this.settings.strings.opener) setTimeout(() => this.#invite(), OPENER_AFTER);
  }

  /**
   * Shows the chat, loaded now if it wasn't yet.
   * @param {boolean} focus whether the focus goes there
   */
  async open(focus = true) {
    this.#opening.replaceChildren();
    this.#button.ariaBusy = "true";
    try {
      this.#chat ??= this.#load();
      (await this.#chat).open(focus);
      this.#count(0);
      this.#button.ariaExpanded = "true";
      remember("open");
    } catch (error) {
      console.warn("The chat can't be loaded.", error);
      this.#chat = undefined;
      this.#say(this.settings.strings.notLoaded);
    } finally {
      this.#button.ariaBusy = null;
    }
  }

  /** Puts the chat away; what is said meanwhile is counted on the button. */
  async close() {
    (await this.#chat)?.close();
  }

  async #load() {
    const [{ Chat }] = await Promise.all([import("./chat.js"), import("./component.js")]);
    return Chat.create({
      root: this.#root,
      settings: this.settings,
      closed: () => this.#closed(),
      unread: (count) => this.#count(this.#unread + count),
    });
  }

  #closed() {
    this.#button.ariaExpanded = "false";
    this.#button.focus();
    remember("closed");
  }

  #dress() {
    const { strings, position, theme, accent, dir } = this.settings;
    this.#root.className = "root";
    this.#root.ariaLabel = strings.title;
    this.#root.lang = strings.lang;
    Object.assign(this.#root.dataset, { position, theme });
    if (dir) this.#root.dir = dir;
    if (accent) import("./colour.js").then(({ paint }) => paint(this.#root, accent));
  }

  #madeButton() {
    this.#button.className = "launcher";
    this.#button.type = "button";
    this.#button.ariaExpanded = "false";
    this.#button.ariaHasPopup = "dialog";
    this.#badge.className = "badge";
    this.#button.append(icon("chat", CHAT), icon("down", DOWN), this.#badge);
    this.#button.addEventListener("click", () => (this.#button.ariaExpanded === "true" ? this.close() : this.open()));
    this.#count(0);
    return this.#button;
  }

  /** @param {number} unread */
  #count(unread) {
    const { launcher, unread: more } = this.settings.strings;
    this.#unread = unread;
    this.#badge.textContent = unread ? String(unread) : "";
    this.#button.ariaLabel = unread ? `${launcher}, ${more.replace("{count}", String(unread))}` : launcher;
  }

  #invite() {
    if (this.#chat) return;
    this.#say(this.settings.strings.opener);
    this.#count(1);
  }

  /**
   * Puts a message beside the button, which leads to the chat by a click and can be dismissed.
   * @param {string} text
   */
  #say(text) {
    const [message, dismiss] = [document.createElement("button"), document.createElement("button")];
    message.className = "opener";
    message.textContent = text;
    message.addEventListener("click", () => this.open());
    dismiss.className = "dismiss";
    dismiss.textContent = "×";
    dismiss.ariaLabel = this.settings.strings.dismiss;
    dismiss.addEventListener("click", () => {
      this.#opening.replaceChildren();
      this.#count(0);
      this.#closed();
    });
    this.#opening.replaceChildren(message, dismiss);
  }
}

/** "open", "closed", or null in a tab where the visitor did neither; a page without storage isn't pestered. */
function remembered() {
  try {
    return sessionStorage.getItem(TAG);
  } catch {
    return "closed";
  }
}

/** @param {"open" | "closed"} state */
function remember(state) {
  try {
    sessionStorage.setItem(TAG, state);
  } catch {
    // the chat starts closed on the next page
  }
}

/**
 * @param {string} name
 * @param {string} path
 */
function icon(name, path) {
  const [svg, shape] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.ariaHidden = "true";
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}
