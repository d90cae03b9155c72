/** The practices of a neighbourhood: where each counts, and whom it serves. */

import { mover } from './areas';
import { zoneOptions, type Desk } from '../desk';
import { button, choice, h, link, replace, table } from '../../ui/dom';
import { ofPractice } from '../../plan/flows';
import { count, percent } from '../../ui/words';

export function practices(desk: Desk): HTMLElement {
  const options = zoneOptions(desk, desk.picked);
  const here = [...desk.facts.practices.values()].filter(practice => desk.now.practices.get(practice.id) === desk.picked);
  const rows = here
    .sort((one, other) => other.listSize - one.listSize)
    .map(practice => {
      const isShown = desk.flowing?.id === practice.id;
      return [
        h('span', {}, link(practice.name, () => desk.show(null, practice.id)), h('small', {}, ` ${practice.network.name}`)),
        count(practice.listSize),
        button(isShown ? 'Hide' : 'Show', () => desk.flow(isShown ? null : { kind: 'practice', id: practice.id }), { 'aria-pressed': String(isShown), 'aria-label': `${isShown ? 'Hide' : 'Show'} where the patients of ${practice.name} live` }),
        mover(`Count ${practice.name} in`, options, to => desk.change({ op: 'move_practice', practice: practice.id, to })),
      ];
    });
  return h(
    'div',
    {},
    h('p', {}, choice('practices-of', 'Practices of ', zoneOptions(desk), desk.picked, zone => desk.pick(zone))),
    h('p', { class: 'app-hint' }, 'A practice counts where its main site lies, unless it is counted elsewhere here. Nobody has to change their practice.'),
    shown(desk),
    table(`${rows.length} practices of ${desk.name(desk.picked)}`, ['Practice', 'List', 'Patients', 'Count in'], rows),
  );
}

/** The lines on the map, as a table. */
function shown(desk: Desk): HTMLElement | null {
  const practice = desk.flowing?.kind === 'practice' ? desk.facts.practices.get(desk.flowing.id) : undefined;
  if (!practice) return null;
  const place = h('div', { id: 'patients', 'aria-live': 'polite' });
  ofPractice(practice, desk.evaluation, desk.now.zones, desk.plan.base).then(
    flows => replace(place, table(`Where the patients of ${practice.name} live`, ['Neighbourhood', 'Of its patients'], flows.map(flow => [flow.name, percent(flow.in)]))),
    (error: unknown) => desk.say((error as Error).message),
  );
  return place;
}
