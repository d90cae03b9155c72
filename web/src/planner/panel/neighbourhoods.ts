/** What can be done with a whole neighbourhood: rename, merge, split, lock, and see its flows. */

import { zoneOptions, type Desk } from '../desk';
import { button, choice, dialog, field, h, replace, table } from '../../ui/dom';
import type { Area, Zone } from '../../service/facts';
import { ofZone } from '../../plan/flows';
import { freeId } from '../../plan/roster';
import { count } from '../../ui/words';

export function neighbourhoods(desk: Desk): HTMLElement {
  const zone = desk.now.zones.get(desk.picked);
  if (!zone) return h('div', {});
  const isLocked = desk.plan.locked.includes(zone.id);
  return h(
    'div',
    {},
    h('p', {}, choice('neighbourhood', 'Neighbourhood ', zoneOptions(desk), zone.id, id => desk.pick(id))),
    h(
      'p',
      { class: 'app-group' },
      button('Show on the map', () => desk.goTo(zone.bbox)),
      button(isLocked ? 'Unlock' : 'Lock', () => desk.lock(zone.id), { 'aria-pressed': String(isLocked), id: 'lock-zone' }),
      h('a', { href: profileOf(desk, zone.id) }, `Insight pack of ${zone.name}`),
    ),
    rename(desk, zone),
    merge(desk, zone),
    split(desk, zone),
    flows(desk, zone),
  );
}

function profileOf({ facts, plan }: Desk, zone: string): string {
  const of = plan.saved ? `scenario=${plan.saved.id}@${plan.saved.revision}` : `draft=${facts.draft.id}`;
  return `/app/profile#neighbourhood=${zone}&${of}`;
}

function form(title: string, submit: () => void, act: string, ...parts: HTMLElement[]): HTMLElement {
  const done = h('button', { type: 'submit', class: 'app-tool' }, act);
  const onsubmit = (event: Event) => {
    event.preventDefault();
    submit();
  };
  return h('details', { class: 'app-details' }, h('summary', {}, title), h('form', { onsubmit }, ...parts, done));
}

function rename(desk: Desk, zone: Zone): HTMLElement {
  const { group, input } = field('rename', 'New name', zone.name);
  return form('Rename', () => input.value.trim() && desk.change({ op: 'rename', id: zone.id, name: input.value.trim() }), 'Rename', group);
}

function merge(desk: Desk, zone: Zone): HTMLElement {
  const options = zoneOptions(desk, zone.id);
  let into = options[0]?.[0] ?? '';
  const pick = choice('merge-into', 'All of it into ', options, into, chosen => (into = chosen));
  return form('Merge', () => desk.change({ op: 'merge', from: zone.id, into }), 'Merge', h('p', {}, pick));
}

/** A part of it becomes a neighbourhood of its own: whole MSOAs, or single areas. */
function split(desk: Desk, zone: Zone): HTMLElement {
  const { group, input } = field('split-name', 'Name of the new neighbourhood');
  const chosen = new Set<string>();
  const told = h('p', { 'aria-live': 'polite' });
  const here = [...desk.facts.areas.values()].filter(area => desk.now.areas.get(area.id) === zone.id);
  const tell = () => {
    const residents = here.filter(area => chosen.has(area.id)).reduce((sum, area) => sum + area.residents, 0);
    replace(told, `${chosen.size} of ${here.length} areas chosen, with ${count(residents)} residents.`);
  };
  tell();
  const byMsoa = new Map<string, Area[]>();
  for (const area of here) byMsoa.set(area.msoa.name, [...(byMsoa.get(area.msoa.name) ?? []), area]);
  const lines = [...byMsoa].map(([name, areas]) => checkbox(name, areas, chosen, tell));
  const submit = () => {
    if (!input.value.trim()) return desk.say('Give the new neighbourhood a name first.');
    if (!chosen.size) return desk.say('Choose what becomes the new neighbourhood first.');
    desk.change({ op: 'create', id: freeId(desk.facts, desk.plan), name: input.value.trim(), areas: [...chosen] });
  };
  const parts = h('fieldset', { class: 'app-fieldset' }, h('legend', {}, 'What becomes the new neighbourhood'), ...lines);
  return form('Split', submit, 'Split', group, parts, told);
}

function checkbox(name: string, areas: readonly Area[], chosen: Set<string>, tell: () => void): HTMLElement {
  const residents = areas.reduce((sum, area) => sum + area.residents, 0);
  const box = h('input', { type: 'checkbox' });
  box.addEventListener('change', () => {
    for (const area of areas) box.checked ? chosen.add(area.id) : chosen.delete(area.id);
    tell();
  });
  return h('label', { class: 'app-check' }, box, ` ${name} (${areas.length} areas, ${count(residents)} residents)`);
}

function flows(desk: Desk, zone: Zone): HTMLElement | null {
  const table = desk.evaluation.flows?.after;
  if (!table) return null;
  const isShown = desk.flowing?.kind === 'neighbourhood' && desk.flowing.id === zone.id;
  const toggle = button(isShown ? 'Hide the lines' : 'Draw lines on the map', () => desk.flow(isShown ? null : { kind: 'neighbourhood', id: zone.id }), { 'aria-pressed': String(isShown) });
  return h('div', {}, h('h2', {}, 'Patients across its borders'), h('p', {}, toggle), flowTable(zone.name, ofZone(table, zone.id, desk.now.zones)));
}

function flowTable(name: string, flows: ReturnType<typeof ofZone>): HTMLElement {
  const rows = flows.map(flow => [flow.name, count(flow.out), count(flow.in)]);
  return table(`Patients between ${name} and elsewhere`, ['Elsewhere', 'Live here, registered there', 'Live there, registered here'], rows);
}

/** Asks for the name of a new neighbourhood; `closed` is called at the end, with or without a name. */
export function askName(named: (name: string) => void, closed: () => void): void {
  const { group, input } = field('new-name', 'Name of the new neighbourhood', '', 'It is made with the first area you move to it.');
  const onsubmit = (event: Event) => {
    event.preventDefault();
    const name = input.value.trim();
    if (!name) return;
    named(name);
    box.close();
  };
  const box = dialog('A new neighbourhood', h('form', { onsubmit }, group, h('button', { type: 'submit', class: 'app-button' }, 'Move areas to it')));
  box.addEventListener('close', closed);
  input.focus();
}
