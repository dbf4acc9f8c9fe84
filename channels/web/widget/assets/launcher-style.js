/** The look of the launcher, and the colours and sizes that the chat takes over from it. */

export const css = /* css */ `
:host { all: initial !important; position: fixed !important; inset: auto 0 0 auto !important; z-index: 2147483000 !important; }
@media print { :host { display: none !important; } }
.root {
  all: initial;
  color-scheme: light dark;
  --accent: var(--guide-accent, light-dark(#0b57d0, #a8c7fa));
  --on-accent: var(--guide-on-accent, light-dark(#fff, #062e6f));
  --surface: var(--guide-background, light-dark(#fff, #1e1f22));
  --text: var(--guide-text, light-dark(#1f1f1f, #e8e8ea));
  --quiet: var(--guide-quiet-text, light-dark(#55585e, #b9bcc4));
  --soft: var(--guide-soft, light-dark(#eff2f7, #2d2f34));
  --line: var(--guide-line, light-dark(#74777f, #8e9199));
  --radius: var(--guide-radius, 1em);
  --gap: var(--guide-gap, 1em);
  font: var(--guide-font-size, medium)/1.5 var(--guide-font, system-ui, sans-serif);
  color: var(--text);
}
.root[data-theme=light] { color-scheme: only light; }
.root[data-theme=dark] { color-scheme: only dark; }
* { box-sizing: border-box; }
button { font: inherit; color: inherit; margin: 0; cursor: pointer; touch-action: manipulation; }
button:focus-visible { outline: .1875em solid var(--accent); outline-offset: .125em; }
.launcher {
  position: fixed; inset-block-end: var(--gap); inset-inline-end: var(--gap);
  inline-size: 3.5em; block-size: 3.5em; padding: 0; border: .125em solid var(--surface); border-radius: 50%;
  background: var(--accent); color: var(--on-accent); box-shadow: 0 .25em 1em #0005;
}
.launcher[aria-busy] { cursor: progress; }
.launcher[aria-busy] svg { opacity: .5; }
.launcher svg { inline-size: 1.75em; block-size: 1.75em; vertical-align: middle; fill: currentColor; }
.launcher svg.down, .launcher[aria-expanded=true] svg.chat { display: none; }
.launcher[aria-expanded=true] svg.down { display: inline; fill: none; stroke: currentColor; stroke-width: 2.5; }
.badge {
  position: absolute; inset: -.375em -.375em auto auto; min-inline-size: 1.5em; padding: 0 .375em; border-radius: 1em;
  background: #b3261e; color: #fff; font-size: .8125em; font-weight: 600; line-height: 1.5em; text-align: center;
}
.badge:empty, .opening:empty { display: none; }
.opening {
  position: fixed; inset-block-end: calc(var(--gap) + 4.25em); inset-inline-end: var(--gap);
  display: flex; align-items: start; max-inline-size: min(20em, 100vw - 2 * var(--gap));
  background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: 0 .25em 1em #0004;
}
.opener { padding: .75em 0 .75em 1em; border: 0; border-radius: var(--radius); background: none; text-align: start; }
.dismiss { flex: none; inline-size: 2em; block-size: 2em; margin: .25em; padding: 0; border: 0; border-radius: 50%; background: none; font-size: 1.125em; line-height: 1; }
.opener:hover, .dismiss:hover { text-decoration: underline; }
.root[data-position=left] :is(.launcher, .opening) { inset-inline: auto; left: var(--gap); }
.root[data-position=right] :is(.launcher, .opening) { inset-inline: auto; right: var(--gap); }
@media (prefers-reduced-motion: no-preference) { .opening { animation: rise .25s ease-out; } }
@keyframes rise { from { opacity: 0; transform: translateY(.5em); } }
@media (forced-colors: active) {
  .launcher, .badge, .dismiss, .opener { border: 1px solid ButtonText; forced-color-adjust: auto; }
}
`;
