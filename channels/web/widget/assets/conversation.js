/** A conversation: asks, waits out what passes, takes over what other tabs said. Knows nothing of how it is shown. */

import { Api, ApiError } from "./api.js";
import { Session } from "./session.js";

const FIRST_WAIT = 2; // seconds until an absent server is tried again, doubled each time
const LONGEST_WAIT = 30;

export class Conversation {
  #session;
  #api;
  #view;
  #strings;
  #tabs;
  /** @type {Set<string>} the ids of what is shown */
  #shown = new Set();
  #stopped = new AbortController();
  #resumed = Promise.resolve();
  #asking = false;
  #behind = false;
  #changes = 0; // of what is said, in this tab or by another one's token: a history read before one is out of date

  /**
   * @param {URL} base
   * @param {import("../types").Strings} strings
   * @param {import("../types").View} view
   */
  constructor(base, strings, view) {
    this.#session = new Session(base.href);
    this.#api = new Api(base, this.#session);
    this.#view = view;
    this.#strings = strings;
    this.#tabs = new BroadcastChannel(`outsourcing-guide ${base.href}`);
    this.#tabs.addEventListener("message", () => this.#catchUp());
    this.#session.whenReplaced(() => {
      this.#changes++;
      this.#catchUp();
    });
  }

  /** Shows what was said before, on this page or another. */
  resume() {
    if (this.#session.hasExpired) this.#view.note(this.#strings.expired);
    if (this.#session.token) this.#resumed = this.#insist(async () => this.#merge(await this.#api.history(), false));
    else this.#resumed = this.#begin("").catch(() => {}); // ahead of the first question, which tells what is wrong
  }

  /**
   * Asks and shows the reply; raises ApiError where the server refuses the question for good.
   * @param {string} text
   */
  async ask(text) {
    this.#asking = true;
    this.#changes++;
    try {
      await this.#resumed;
      const reply = await this.#insist((attempt) => this.#answer(text, attempt > 0));
      if (!reply) return;
      // What the server has deleted goes from the screen as well; other tabs find nothing any more, and do the same.
      if (reply.messages.some(({ data }) => data?.forget)) this.#empty();
      else this.#shown.add(reply.question.id);
      this.#add(reply.messages, true);
      this.#tabs.postMessage("changed");
    } finally {
      this.#asking = false;
      if (this.#behind) this.#catchUp();
    }
  }

  /** Leaves this conversation and begins a new one, in all tabs. */
  async restart() {
    this.#changes++;
    this.#stopped.abort();
    this.#stopped = new AbortController();
    await this.#insist(() => this.#api.begin());
    this.#empty();
    this.#view.note(this.#strings.restarted);
  }

  /**
   * @param {string} answer an id
   * @param {import("../types").Verdict} value
   */
  async judge(answer, value) {
    await this.#api.judge(answer, value);
  }

  /**
   * The reply to a question. One that was sent before may have been answered although no answer arrived.
   * @param {string} text
   * @param {boolean} again
   */
  async #answer(text, again) {
    if (!this.#session.token) await this.#begin("");
    const missed = again ? lastTurn(await this.#api.history()) : undefined;
    if (missed && words(missed.question.text) === words(text) && !this.#shown.has(missed.question.id)) return missed;
    return this.#api.ask(text);
  }

  /**
   * A new conversation, unless another tab began one meanwhile.
   * @param {string} invalid the token that doesn't hold
   */
  async #begin(invalid) {
    await this.#session.alone(async () => {
      this.#session.read();
      if (this.#session.token === invalid) await this.#api.begin();
    });
  }

  /** What was said in another tab. It can wait: the next question and the next change ask for it again. */
  async #catchUp() {
    this.#behind = this.#asking;
    if (this.#asking || !this.#session.token) return;
    const changes = this.#changes;
    try {
      const messages = await this.#api.history();
      if (changes === this.#changes) this.#merge(messages, true);
      else await this.#catchUp();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /**
   * Shows what isn't shown yet; another conversation takes the place of the one that is shown.
   * @param {import("../types").Message[]} messages
   * @param {boolean} fresh
   */
  #merge(messages, fresh) {
    if (this.#shown.size && !messages.some(({ id }) => this.#shown.has(id))) this.#empty();
    const unseen = messages.filter(({ id }) => !this.#shown.has(id));
    if (unseen.length) this.#add(unseen, fresh);
  }

  #empty() {
    this.#shown.clear();
    this.#view.clear();
  }

  /**
   * @param {import("../types").Message[]} messages
   * @param {boolean} fresh
   */
  #add(messages, fresh) {
    for (const { id } of messages) this.#shown.add(id);
    this.#view.add(messages, fresh);
  }

  /**
   * Repeats a request until it succeeds; undefined where the visitor begins anew meanwhile.
   * @template T
   * @param {(attempt: number) => Promise<T>} request
   * @returns {Promise<T | undefined>}
   */
  async #insist(request) {
    const { signal } = this.#stopped;
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        const result = await request(attempt);
        this.#view.recovered();
        return signal.aborted ? undefined : result;
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!signal.aborted) await this.#recover(error, attempt, signal);
      }
    }
    return undefined;
  }

  /**
   * @param {ApiError} error
   * @param {number} attempt
   * @param {AbortSignal} signal
   */
  async #recover(error, attempt, signal) {
    if (error.isExpired && attempt < 3) {
      await this.#begin(this.#session.token);
      this.#shown.clear();
      this.#view.note(this.#strings.expired);
    } else if (error.isTooSoon) {
      await this.#view.wait(this.#strings.tooMany.replace("{seconds}", String(error.wait)), error.wait, signal);
    } else if (error.isAway) {
      await this.#view.wait(this.#strings.away, Math.min(FIRST_WAIT * 2 ** attempt, LONGEST_WAIT), signal, true);
    } else {
      throw error;
    }
  }
}

/**
 * The last question of a conversation with its answers.
 * @param {import("../types").Message[]} messages
 * @returns {import("../types").Reply | undefined}
 */
function lastTurn(messages) {
  const place = messages.findLastIndex(({ from }) => from === "user");
  const answers = messages.slice(place + 1);
  return place >= 0 && answers.length ? { question: messages[place], messages: answers } : undefined;
}

/**
 * A question as the server keeps it.
 * @param {string} text
 */
function words(text) {
  return text
    .replace(/^[\s/]+/, "")
    .split(/\s+/)
    .join(" ");
}
