/** Tabs as the ARIA Authoring Practices have them: arrows turn them, one of them takes the focus. */

import { h, replace } from '../../ui/dom';

export function tabs<T extends string>(place: HTMLElement, all: readonly T[], chosen: T, content: () => HTMLElement, turn: (tab: T) => void): void {
  const turnTo = (tab: T) => {
    turn(tab);
    document.getElementById(`tab-${tab}`)?.focus();
  };
  const each = all.map(tab => {
    const isChosen = tab === chosen;
    return h('button', { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'tab-panel', 'aria-selected': String(isChosen), tabindex: isChosen ? 0 : -1, class: 'app-tab', onclick: () => turnTo(tab) }, tab);
  });
  const onkeydown = (event: Event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[(event as KeyboardEvent).key];
    const next = step && all[(all.indexOf(chosen) + step + all.length) % all.length];
    if (next) turnTo(next);
  };
  const list = h('div', { role: 'tablist', class: 'app-tabs', 'aria-label': 'What it means', onkeydown }, ...each);
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : null;
  const panel = h('div', { role: 'tabpanel', id: 'tab-panel', tabindex: -1, 'aria-labelledby': `tab-${chosen}`, class: 'app-tabpanel' }, content());
  replace(place, list, panel);
  // What had the focus may be gone, as an area is that moved away: then it stays in the panel.
  if (focused !== null) (document.getElementById(focused ?? '') ?? panel).focus({ preventScroll: true });
}
