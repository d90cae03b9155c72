/** Every move of areas that the map has, as lists: one by one, and all of an MSOA, a ward or a network at once. */

import type { Change } from '../../service/api';
import { zoneOptions, type Desk } from '../desk';
import { button, choice, h, link, replace, table } from '../../ui/dom';
import type { Facts, Named } from '../../service/facts';
import { count } from '../../ui/words';

type Kind = Extract<Change, { op: 'move_by_set' }>['set'];

const KINDS: readonly [Kind, string][] = [
  ['msoa', 'MSOA'],
  ['ward', 'Ward'],
  ['pcn', 'Primary care network'],
];

export function areas(desk: Desk): HTMLElement {
  return h('div', {}, sets(desk), h('p', {}, choice('areas-of', 'Areas of ', zoneOptions(desk), desk.picked, zone => desk.pick(zone))), each(desk));
}

/** All of a set, to the neighbourhood chosen above the map. */
function sets(desk: Desk): HTMLElement {
  const which = h('select', { id: 'set', class: 'app-select app-small', 'aria-label': 'Which one' });
  let kind: Kind = 'msoa';
  const fill = () => replace(which, ...named(desk.facts, kind).map(({ id, name }) => h('option', { value: id }, name)));
  fill();
  const move = button(`Move to ${desk.name(desk.target)}`, () => desk.change({ op: 'move_by_set', set: kind, code: which.value, to: desk.target }));
  return h(
    'fieldset',
    { class: 'app-fieldset' },
    h('legend', {}, 'Move all of one'),
    choice('set-kind', 'Kind ', KINDS, kind, chosen => {
      kind = chosen as Kind;
      fill();
    }),
    which,
    move,
  );
}

function named(facts: Facts, kind: Kind): Named[] {
  const areas = [...facts.areas.values()];
  const all = kind === 'pcn' ? [...facts.practices.values()].map(practice => practice.network) : areas.map(area => (kind === 'ward' ? area.ward : area.msoa));
  const each = new Map(all.filter(one => one.id).map(one => [one.id, one]));
  return [...each.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function each(desk: Desk): HTMLElement {
  const options = zoneOptions(desk, desk.picked);
  const here = [...desk.facts.areas.values()].filter(area => desk.now.areas.get(area.id) === desk.picked);
  const rows = here.map(area => [
    h('span', {}, link(area.name, () => desk.show(area.id, null)), h('small', {}, ` ${area.msoa.name}`)),
    count(area.residents),
    mover(`Move ${area.name} to`, options, to => desk.change({ op: 'move_areas', areas: [area.id], to })),
  ]);
  return table(`${rows.length} areas of ${desk.name(desk.picked)}`, ['Area', 'Residents', 'Move to'], rows);
}

/** A choice of where something goes, that does not say what to do before it is touched. */
export function mover(label: string, options: readonly [string, string][], move: (to: string) => void): HTMLElement {
  const all: [string, string][] = [['', 'Stay'], ...options];
  const list = all.map(([value, words]) => h('option', { value }, words));
  return h('select', { class: 'app-select app-small', 'aria-label': label, onchange: event => move((event.target as HTMLSelectElement).value) }, ...list);
}
