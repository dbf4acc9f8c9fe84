/** The component deep-chat, unless the page has one already. */

if (!customElements.get("deep-chat")) await import(new URL("./deep-chat.js", import.meta.url).href);

export const COMPONENT = "deep-chat";
