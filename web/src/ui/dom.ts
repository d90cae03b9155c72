/** Elements, built without markup in text: what the service says can never become an element. */

type Attributes = Record<string, string | number | boolean | EventListener | undefined>;
export type Child = Node | string | null | undefined | false;

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

/** Where one goes on, once it is on the page: a busy machine draws it some frames later. */
export function focusOn(id: string, frames = 60): void {
  requestAnimationFrame(() => {
    const found = document.getElementById(id);
    if (found) found.focus();
    else if (frames > 0) focusOn(id, frames - 1);
  });
}

export function replace(parent: HTMLElement, ...children: Child[]): void {
  parent.replaceChildren(...children.filter(child => child !== null && child !== undefined && child !== false));
}

/** A table with a caption, for readers and for readers of screens. */
export function table(caption: string, head: readonly (Node | string)[], rows: readonly (readonly (Node | string)[])[], isOfWords = false): HTMLElement {
  const align = isOfWords ? '' : 'app-number';
  const columns = head.map((title, place) => h('th', { scope: 'col', class: place > 0 ? align : '' }, title));
  const body = rows.map(cells =>
    h('tr', {}, ...cells.map((cell, place) => (place === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: align }, cell)))),
  );
  return h(
    'div',
    { class: 'app-scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', { class: 'app-table' }, h('caption', { class: 'app-table__caption' }, caption), h('thead', {}, h('tr', {}, ...columns)), h('tbody', {}, ...body)),
  );
}

/** Sentences one under the other. */
export function list(items: readonly (Node | string)[]): HTMLElement {
  return h('ul', { class: 'app-list app-list--bullet' }, ...items.map(item => h('li', {}, item)));
}

/** A choice with its label beside it. */
export function choice(id: string, title: string, options: readonly [string, string][], chosen: string, choose: (value: string) => void): HTMLElement {
  const list = options.map(([value, words]) => h('option', { value, selected: value === chosen }, words));
  const select = h('select', { id, class: 'app-select app-small', onchange: event => choose((event.target as HTMLSelectElement).value) }, ...list);
  return h('span', { class: 'app-group' }, h('label', { for: id }, title), select);
}

export function button(title: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h('button', { type: 'button', class: 'app-tool', onclick: press, ...attributes }, title);
}

/** A button that reads like a link: it goes somewhere on the page. */
export function link(title: string, press: () => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'app-link', onclick: press }, title);
}

/** A field of text with its label above it. */
export function field(id: string, title: string, value = '', hint = ''): { group: HTMLElement; input: HTMLInputElement } {
  const described = hint ? { 'aria-describedby': `${id}-hint` } : {};
  const input = h('input', { id, class: 'app-input', type: 'text', maxlength: 200, value, autocomplete: 'off', ...described });
  const group = h('div', { class: 'app-form-group' }, h('label', { class: 'app-label', for: id }, title), hint && h('div', { class: 'app-hint', id: `${id}-hint` }, hint), input);
  return { group, input };
}

/** Before and after as lengths; the numbers beside it say the same. */
export function bars(before: number | null, after: number | null): HTMLElement {
  const most = Math.max(before ?? 0, after ?? 0, Number.EPSILON);
  return h('span', { class: 'app-bars', 'aria-hidden': 'true' }, bar((before ?? 0) / most, 'before'), bar((after ?? 0) / most, 'after'));
}

/** A share of a whole length. */
export function bar(share: number, name: string): HTMLElement {
  const line = h('span', { class: `app-bar app-bar--${name}` });
  line.style.width = `${100 * share}%`;
  return line;
}

/** Shows something over the page, until it is closed. */
export function dialog(label: string, ...children: Child[]): HTMLDialogElement {
  return over(label, box => [h('div', {}, ...children), h('p', {}, button('Close', () => box.close()))]);
}

/** Asks something over the page: `act` is the button that does it, and Cancel stands beside it. */
export function question(label: string, act: HTMLButtonElement, answered: () => void, ...children: Child[]): HTMLDialogElement {
  const onsubmit = (event: Event) => {
    event.preventDefault();
    answered();
  };
  return over(label, box => [h('h2', {}, label), h('form', { onsubmit }, ...children, h('p', { class: 'app-group' }, act, button('Cancel', () => box.close())))]);
}

function over(label: string, parts: (box: HTMLDialogElement) => HTMLElement[]): HTMLDialogElement {
  const box = h('dialog', { class: 'app-dialog', 'aria-label': label });
  box.append(...parts(box));
  box.addEventListener('close', () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}
