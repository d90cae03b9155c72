/** A box to find places in, with suggestions: a combobox as the ARIA Authoring Practices have it. */

import { useEffect, useRef, useState } from 'preact/hooks';

import { suggestions, type Place } from '../../plan/places';
import { Icon } from '../../ui/widgets';
import { useDesk } from '../desk';
import { warn } from '../notices';

export function Search() {
  const desk = useDesk();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(-1);
  const [isOpen, setOpen] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const found = isOpen ? suggestions(desk.facts, desk.session.now.value.zones.values(), desk.settlements, text) : [];
  useEffect(() => {
    const away = (event: Event) => !form.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener('pointerdown', away);
    return () => document.removeEventListener('pointerdown', away);
  }, []);
  const go = (place: Place | undefined) => {
    setOpen(false);
    setChosen(-1);
    if (!place) return warn(`Nothing here is called “${text}”.`);
    setText(place.name);
    void desk.visit(place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setOpen(true);
      if (found.length) setChosen((chosen + step + found.length) % found.length);
    }
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setChosen(-1);
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    go((isOpen ? found : suggestions(desk.facts, desk.session.now.value.zones.values(), desk.settlements, text))[Math.max(0, chosen)]);
  };
  const leave = (event: FocusEvent) => {
    if (!form.current?.contains(event.relatedTarget as Node | null)) setOpen(false);
  };
  return (
    <form class="app-search" role="search" id="search" ref={form} onSubmit={submit} onFocusOut={leave}>
      <label for="place" class="app-hidden">
        Find a place, postcode or practice
      </label>
      <Icon name="search" />
      <input
        id="place"
        class="app-input"
        type="text"
        role="combobox"
        placeholder="Place, postcode or practice"
        value={text}
        aria-expanded={found.length > 0}
        aria-controls="found"
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `found-${chosen}` : undefined}
        autocomplete="off"
        spellcheck={false}
        onInput={event => {
          setText(event.currentTarget.value);
          setOpen(true);
          setChosen(-1);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="found" class="app-found" role="listbox" aria-label="Places" hidden={found.length === 0}>
        {found.map((place, number) => (
          <li key={`${place.kind} ${place.id}`} id={`found-${number}`} role="option" aria-selected={number === chosen} onPointerDown={event => event.preventDefault()} onClick={() => go(place)}>
            {place.name} <small>{place.kind === 'Area' ? 'area' : place.kind}</small>
          </li>
        ))}
      </ul>
    </form>
  );
}
