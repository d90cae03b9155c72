/** Asks for a name, over the page. */

import { field, h, question } from '../../ui/dom';

/** `named` gets the name; nothing happens when it is closed without one. */
export function askName(title: string, hint: string, act: string, named: (name: string) => void): void {
  const { group, input } = field('new-name', `Name of ${title.toLowerCase().replace(/^a /, 'the ')}`, '', hint);
  const answered = () => {
    const name = input.value.trim();
    if (!name) return input.focus();
    box.close();
    named(name);
  };
  const box = question(title, h('button', { type: 'submit', class: 'app-button' }, act), answered, group);
  input.focus();
}
