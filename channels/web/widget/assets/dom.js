/** Elements made of data: a text is always a text, whatever it holds. */

/**
 * An element with attributes, and with texts and elements inside it.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} attributes
 * @param {(string | Node)[]} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/**
 * A button that does something.
 * @param {Record<string, string>} attributes
 * @param {string | Node} content
 * @param {(event: MouseEvent) => void} action
 */
export function button(attributes, content, action) {
  const made = element("button", { type: "button", ...attributes }, content);
  made.addEventListener("click", action);
  return made;
}

/**
 * An icon of one line.
 * @param {string} path what to draw in a square of 24
 */
export function icon(path) {
  const [svg, shape] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/**
 * A style sheet for a shadow root; it needs no `unsafe-inline` in the page's CSP.
 * @param {string} css
 */
export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
