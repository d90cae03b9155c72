/** Elements, built without markup in text: what the service says can never become an element. */

type Attributes = Record<string, string | number | boolean | EventListener | undefined>;
type Child = Node | string | null | undefined | false;

/** An element with attributes, listeners (`onclick`) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** The element of an id that the page is known to have. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

export function replace(parent: HTMLElement, ...children: Child[]): void {
  parent.replaceChildren(...children.filter(child => child !== null && child !== undefined && child !== false));
}

/** A table with a caption, for readers and for readers of screens. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly (Node | string)[])[]): HTMLElement {
  const columns = head.map((title, place) => h('th', { scope: 'col', class: place > 0 ? 'app-number' : '' }, title));
  const body = rows.map(cells =>
    h('tr', {}, ...cells.map((cell, place) => (place === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: 'app-number' }, cell)))),
  );
  return h(
    'div',
    { class: 'app-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: 'nhsuk-table app-table' }, h('caption', { class: 'nhsuk-table__caption' }, caption), h('thead', {}, h('tr', {}, ...columns)), h('tbody', {}, ...body)),
  );
}
