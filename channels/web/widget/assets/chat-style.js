/** The look of the chat around its messages. */

export const css = /* css */ `
.panel {
  position: fixed; inset: auto; inset-block-end: calc(var(--gap) + 4.25em); inset-inline-end: var(--gap);
  inline-size: min(var(--guide-width, 27em), 100vw - 2 * var(--gap));
  block-size: min(var(--guide-height, 42em), 100dvh - 5.25em - 2 * var(--gap));
  margin: 0; padding: 0; border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden;
  background: var(--surface); color: var(--text); box-shadow: 0 .5em 2em #0005; outline-offset: -.25em;
}
.panel[open] { display: flex; flex-direction: column; }
.root[data-position=left] .panel { inset-inline: auto; left: var(--gap); }
.root[data-position=right] .panel { inset-inline: auto; right: var(--gap); }
header { display: flex; align-items: center; gap: .25em; padding: .5em; padding-inline-start: 1em; background: var(--accent); color: var(--on-accent); }
.title { flex: 1; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
header button { flex: none; display: grid; place-content: center; inline-size: 2.5em; block-size: 2.5em; padding: 0; border: 0; border-radius: 50%; background: none; }
header button:hover { background: color-mix(in srgb, currentColor 16%, transparent); }
header button:focus-visible { outline-color: currentColor; outline-offset: -.1875em; }
header svg { inline-size: 1.375em; block-size: 1.375em; fill: currentColor; }
.close svg { fill: none; stroke: currentColor; stroke-width: 2.25; stroke-linecap: round; }
.notice:not(:empty) { display: flex; align-items: center; gap: .75em; padding: .5em 1em; background: light-dark(#fce8e6, #5c1d18); color: light-dark(#5f1410, #fbe9e7); font-size: .9375em; }
.notice p { flex: 1; margin: 0; }
.retry { flex: none; padding: .25em .75em; border: 1px solid; border-radius: 1em; background: none; }
.notice :focus-visible { outline-color: currentColor; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem), (max-height: 26rem) {
  .panel.panel { inset: 0; inline-size: 100%; block-size: 100%; max-inline-size: none; max-block-size: none; border: 0; border-radius: 0; }
}
@media (prefers-reduced-motion: no-preference) { .panel[open] { animation: rise .2s ease-out; } }
@media (forced-colors: active) { header { border-block-end: 1px solid; } }
`;
