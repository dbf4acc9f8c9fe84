/** What goes between the modules of the widget and the server; channels/web/openapi.json describes it for others. */

export interface Button {
  title: string;
  payload: string;
}

export interface Table {
  columns: string[];
  rows: { label: string; cells: string[] }[];
}

export interface AnswerData {
  table?: Partial<Table>;
  sources?: { id: string; title: string }[];
  failed?: boolean;
  forget?: boolean;
}

export type Verdict = "up" | "down" | null;

export interface Message {
  id: string;
  from: "user" | "bot";
  text: string;
  at?: number;
  buttons?: Button[];
  data?: AnswerData;
  feedback?: Verdict;
}

export interface Reply {
  question: Message;
  messages: Message[];
}

export interface Token {
  token: string;
  expires: number;
}

/** Every text that the widget shows, by name. */
export type Strings = Record<keyof typeof import("./assets/strings.js").STRINGS, string>;

/** What the site owner set by attributes of the script tag; empty where nothing was set. */
export interface Settings {
  base: URL;
  strings: Strings;
  questions: string[];
  position: string;
  theme: string;
  accent: string;
  dir: string;
}

/** What the launcher hands to the chat. */
export interface Surroundings {
  root: HTMLElement;
  settings: Settings;
  closed: () => void;
  unread: (count: number) => void;
}

/** What shows a conversation. */
export interface View {
  /** Shows messages; fresh ones are announced and counted as unread where nobody looks. */
  add(messages: Message[], fresh: boolean): void;
  clear(): void;
  /** Something about the conversation itself. */
  note(text: string): void;
  /** Says why it takes longer; comes back after some seconds, by a click on "retry" where that is offered, or a stop. */
  wait(text: string, seconds: number, signal: AbortSignal, retry?: boolean): Promise<void>;
  recovered(): void;
}

/** What a log calls back for. */
export interface Handlers {
  ask(text: string): Promise<void>;
  judge(answer: string, value: Verdict): Promise<void>;
}

/** What is used of the component deep-chat. */
export interface DeepChat extends HTMLElement {
  shadowRoot: ShadowRoot;
  remarkable: object;
  displayLoadingBubble: { toggle: (bubble?: object) => void };
  textInput: object;
  connect: {
    handler: (body: { messages: { text: string }[] }, signals: { onResponse: (messages: object[]) => void }) => void;
  };
  /** True while properties were set that the next rendering takes over (not documented, hence the pinned version). */
  readonly _waitingToRender_: boolean;
  addMessage(message: { html: string; role: "user" | "ai" }): void;
  submitUserMessage(message: { text: string }): void;
  clearMessages(reset: boolean): void;
}

declare global {
  interface Window {
    /** What deep-chat's Markdown is extended by. */
    remarkable_plugins?: { plugin: unknown }[];
  }
}
