/** A box to find places in, with suggestions: a combobox as the ARIA Authoring Practices have it. */

import { h, replace } from '../ui/dom';
import type { Place } from '../plan/places';

/** Fills a form with the box; `visit` gets the place that was chosen, `say` a message when no place has that name. */
export function search(form: HTMLFormElement, suggest: (text: string) => Place[], visit: (place: Place) => void, say: (words: string) => void): void {
  const list = h('ul', { id: 'found', class: 'app-found', role: 'listbox', 'aria-label': 'Places', hidden: true });
  const input = h('input', {
    id: 'place',
    class: 'app-input',
    type: 'text',
    role: 'combobox',
    placeholder: 'Postcode, practice or place',
    'aria-expanded': 'false',
    'aria-controls': 'found',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const show = (places: readonly Place[]) => {
    list.hidden = places.length === 0;
    input.setAttribute('aria-expanded', String(places.length > 0));
    replace(list, ...places.map(option));
  };
  const go = (place: Place) => {
    show([]);
    input.value = place.name;
    visit(place);
  };
  const option = (place: Place) => {
    const onkeydown = (event: Event) => (event as KeyboardEvent).key === 'Enter' && go(place);
    return h('li', { role: 'option', 'aria-selected': 'false', tabindex: -1, onclick: () => go(place), onkeydown }, place.name, h('small', {}, ` ${place.kind}`));
  };
  input.addEventListener('input', () => show(suggest(input.value)));
  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown') (list.firstElementChild as HTMLElement | null)?.focus();
    if (event.key === 'Escape') show([]);
  });
  list.addEventListener('keydown', event => {
    const focused = document.activeElement;
    const beside = { ArrowDown: focused?.nextElementSibling, ArrowUp: focused?.previousElementSibling ?? input }[event.key];
    if (beside) {
      event.preventDefault();
      (beside as HTMLElement).focus();
    }
    if (event.key === 'Escape') {
      show([]);
      input.focus();
    }
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    const [first] = suggest(input.value);
    if (first) go(first);
    else say(`Nothing is called ${input.value}.`);
  });
  replace(
    form,
    h('label', { for: 'place', class: 'app-hidden' }, 'Find a postcode, practice or place'),
    input,
    h('button', { type: 'submit', class: 'app-tool' }, 'Find'),
    list,
  );
}
