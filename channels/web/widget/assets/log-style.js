/** The look of the messages and the input field: it goes over deep-chat's own. */

export const css = /* css */ `
:host {
  all: initial !important; color-scheme: inherit !important; display: block !important; flex: 1 !important; min-block-size: 0 !important; overflow: hidden !important;
  color: var(--text) !important; font: var(--guide-font-size, medium)/1.5 var(--guide-font, system-ui, sans-serif) !important;
}
#container, #chat-view { block-size: 100%; inline-size: 100%; }
#chat-view { grid-template-rows: minmax(0, 1fr) auto; }
* { box-sizing: border-box; }
:focus-visible { outline: .1875em solid var(--accent) !important; outline-offset: -.1875em; }
#messages { padding: .75em 1em; overscroll-behavior: contain; scrollbar-color: var(--line) transparent; scrollbar-width: thin; }
.inner-message-container { inline-size: 100%; }
.message-bubble { max-inline-size: 100%; margin-block: .75em 0; padding: 0; border-radius: var(--radius); background: none; color: inherit; line-height: 1.5; overflow-wrap: anywhere; }
.user-message-text { max-inline-size: 85%; padding: .5em .875em; background: var(--accent); color: var(--on-accent); white-space: pre-wrap; unicode-bidi: plaintext; }
.ai-message-text { inline-size: 100%; }
.answer, .deep-chat-loading-message-bubble { inline-size: fit-content; max-inline-size: 100%; padding: .625em .875em; border-radius: var(--radius); background: var(--soft); }
.deep-chat-loading-message-bubble { inline-size: 3.75em; padding: .75em 1.5em; --loading-message-color: var(--quiet); --loading-message-color-fade: var(--soft); }
p, ul, ol { margin: 0; }
.answer > * + * { margin-block-start: .5em; }
.answer ul, .answer ol { padding-inline-start: 1.25em; }
.table { max-inline-size: 100%; overflow-x: auto; scrollbar-width: thin; border: 1px solid var(--line); border-radius: .5em; background: var(--surface); }
table { inline-size: 100%; border-collapse: collapse; font-size: .8125em; }
caption { padding: .5em; font-weight: 600; text-align: start; }
th, td { min-inline-size: 7.5em; padding: .375em .5em; border-block-start: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: break-word; }
th { font-weight: 600; }
tr > :first-child { min-inline-size: 6em; }
@media (max-width: 30rem) { #messages { padding-inline: .75em; } .answer { padding-inline: .75em; } th, td { padding-inline: .375em; } }
.sources { font-size: .8125em; color: var(--quiet); }
.sources p { font-weight: 600; }
.verdict { display: flex; gap: .25em; }
.verdict button { inline-size: 2em; block-size: 2em; padding: .375em; border: 1px solid transparent; border-radius: 50%; background: none; color: var(--quiet); cursor: pointer; font: inherit; }
.verdict button:hover { border-color: currentColor; }
.verdict button[aria-pressed=true] { background: var(--accent); color: var(--on-accent); }
.verdict svg { display: block; inline-size: 100%; block-size: 100%; fill: none; stroke: currentColor; stroke-width: 1.75; stroke-linejoin: round; }
.verdict button[aria-pressed=true] svg { fill: currentColor; }
.suggestions { display: flex; flex-wrap: wrap; gap: .5em; margin-block-start: .75em; padding: 0; list-style: none; }
.suggestion { min-block-size: 2.25em; padding: .25em .875em; border: 1px solid var(--line); border-radius: 1.25em; background: var(--surface); color: inherit; font: inherit; font-size: .9375em; text-align: start; overflow-wrap: anywhere; cursor: pointer; }
.suggestion:hover { background: var(--soft); }
.note { padding-inline: 1em; color: var(--quiet); font-size: .875em; text-align: center; }
#input { padding: .75em 1em; border-block-start: 1px solid var(--line); }
#text-input-container { inline-size: 100%; margin: 0; border: 1px solid var(--line); border-radius: 1.25em; background: var(--surface); box-shadow: none; max-block-size: 8em; }
#text-input-container:focus-within { outline: .125em solid var(--accent); }
#text-input { color: var(--text); padding-block: .5em; padding-inline: .875em 2.75em; }
#text-input:focus-visible { outline: 0 !important; }
[contenteditable][textcolor]:empty::before { color: var(--quiet); }
.input-button { display: grid; place-content: center; inline-size: 2.25em; block-size: 2.25em; margin: 0; border-radius: 50%; color: var(--text); }
.inside-end { inset-block-end: .125em; inset-inline-end: .25em; padding: 0; }
.input-button svg { inline-size: 1.5em; block-size: 1.5em; filter: none !important; fill: currentColor; }
.input-button[aria-disabled=true] { color: var(--quiet); }
.loading-submit-button { display: none; }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition: none !important; } }
@media (forced-colors: active) {
  .answer, .user-message-text, .suggestion, .verdict button { border: 1px solid; }
  .verdict button[aria-pressed=true] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .input-button svg { fill: ButtonText; }
}
`;
