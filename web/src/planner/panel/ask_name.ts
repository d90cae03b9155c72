/** Asks for a name, over the page. */

import { dialog, field, h } from '../../ui/dom';

/** `named` gets the name; nothing happens when it is closed without one. */
export function askName(title: string, hint: string, act: string, named: (name: string) => void): void {
  const { group, input } = field('new-name', `Name of ${title.toLowerCase().replace(/^a /, 'the ')}`, '', hint);
  const onsubmit = (event: Event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (!name) return input.focus();
    box.close();
    named(name);
  };
  const box = dialog(title, h('h2', {}, title), h('form', { onsubmit }, group, h('button', { type: 'submit', class: 'app-button' }, act)));
  input.focus();
}
