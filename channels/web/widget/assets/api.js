/** The server's side of a conversation, over HTTP. channels/web/openapi.json describes it. */

const PATIENCE = 60_000; // milliseconds for an answer
const DEFAULT_WAIT = 5; // seconds, where the server asks for patience without saying for how long

/** Why a request failed: `status` is 0 where nobody answered; `wait` are the seconds after which it may be repeated. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} message
   * @param {number} wait
   */
  constructor(status, message, wait = 0) {
    super(message);
    this.status = status;
    this.wait = wait;
  }

  /** True where the server is away and the same request may well succeed later. */
  get isAway() {
    return this.status === 0 || this.status >= 500;
  }

  /** True where the server asks for patience. */
  get isTooSoon() {
    return this.status === 429;
  }

  /** True where the conversation isn't known, or not any more. */
  get isExpired() {
    return this.status === 401;
  }
}

/** Talks with the server at `base` in the name of a session. */
export class Api {
  #base;
  #session;

  /**
   * @param {URL} base
   * @param {import("./session.js").Session} session
   */
  constructor(base, session) {
    this.#base = base;
    this.#session = session;
  }

  /** Begins a new conversation; the one before, if any, is left behind. */
  async begin() {
    this.#session.keep(await this.#request("POST", "session", { restart: true }, ""));
  }

  /** @returns {Promise<import("../types").Message[]>} what was said in this conversation */
  async history() {
    return (await this.#request("GET", "history")).messages;
  }

  /**
   * @param {string} text
   * @returns {Promise<import("../types").Reply>}
   */
  async ask(text) {
    const reply = await this.#request("POST", "messages", { text });
    if (reply.token) this.#session.keep(reply);
    return reply;
  }

  /**
   * @param {string} answer an id
   * @param {import("../types").Verdict} value
   */
  async judge(answer, value) {
    await this.#request("POST", "feedback", { answer, value });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {string} [token]
   */
  async #request(method, path, body, token = this.#session.token) {
    const headers = new Headers(body && { "Content-Type": "application/json" });
    if (token) headers.set("Authorization", `Bearer ${token}`);
    const options = { method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE) };
    const response = await fetch(new URL(path, this.#base), {
      ...options,
      credentials: "omit",
      cache: "no-store",
    }).catch((error) => {
      throw new ApiError(0, String(error));
    });
    if (!response.ok) throw await failure(response);
    return response.status === 204 ? undefined : response.json();
  }
}

/** @param {Response} response */
async function failure(response) {
  const told = await response.json().catch(() => undefined);
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10) || DEFAULT_WAIT;
  return new ApiError(response.status, told?.error?.message ?? response.statusText, wait);
}
