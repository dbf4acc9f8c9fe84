/** Whose conversation it is, kept for the next page and shared by the tabs of a site. Nothing that was said is kept. */

/** The token of a conversation, in localStorage where the page allows it, else as long as the page lives. */
export class Session {
  #key;
  /** @type {import("../types").Token | undefined} */
  #kept;

  /** @param {string} server the address that the token is for */
  constructor(server) {
    this.#key = `outsourcing-guide ${server}`;
    this.read();
  }

  /** The token, or "" where no conversation goes on. */
  get token() {
    return this.#kept && this.#kept.expires * 1000 > Date.now() ? this.#kept.token : "";
  }

  /** True where a token was kept that no longer holds. */
  get hasExpired() {
    return Boolean(this.#kept) && !this.token;
  }

  /** @param {import("../types").Token} received */
  keep({ token, expires }) {
    this.#kept = { token, expires };
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // the conversation then ends with the page
    }
  }

  /**
   * Runs a task while no other tab of this site runs one, so that two tabs don't begin two conversations.
   * @param {() => Promise<void>} task
   */
  async alone(task) {
    if (!navigator.locks) return task(); // a page without TLS
    return navigator.locks.request(this.#key, task);
  }

  /**
   * Calls back when another tab goes on with another conversation or renews the token.
   * @param {() => void} listener
   */
  whenReplaced(listener) {
    addEventListener("storage", ({ key }) => {
      if (key !== this.#key) return;
      this.read();
      listener();
    });
  }

  /** Takes over what another tab may have kept. */
  read() {
    try {
      const { token, expires } = JSON.parse(localStorage.getItem(this.#key) ?? "{}");
      if (typeof token === "string" && typeof expires === "number") this.#kept = { token, expires };
    } catch {
      // no storage, or something else wrote there: a new conversation begins
    }
  }
}
