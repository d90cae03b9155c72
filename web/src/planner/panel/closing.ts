/** Asks who takes the list of a practice that closes, over the page: nothing closes before it is confirmed. */

import { listSize } from '../../plan/standing';
import { choice, focusOn, h, question } from '../../ui/dom';
import { count } from '../../ui/words';
import type { Desk } from '../desk';
import { announce } from '../notices';

export function askTaker(desk: Desk, id: string): void {
  const { session, facts, look } = desk;
  const practice = facts.practices.get(id);
  if (!practice) return;
  const now = session.now.value;
  const far = (place: readonly [number, number]) => Math.hypot((place[0] - practice.at[0]) * Math.cos((place[1] * Math.PI) / 180), place[1] - practice.at[1]);
  const open = [...facts.practices.values()].filter(other => other.id !== id && !now.closed.has(other.id)).sort((one, other) => far(one.at) - far(other.at));
  let taker = open[0]?.id ?? '';
  const options = open.map(({ id, name, zone }): [string, string] => [id, `${name}, ${session.name(now.practices.get(id) ?? zone)}`]);
  const close = () => {
    box.close();
    if (!session.change({ op: 'close_practice', practice: id, to: taker })) return;
    if (look.flowing.value?.id === id) look.flowing.value = null;
    focusOn(`open-${id}`);
    announce(`${practice.name} is closed in this plan, and its whole list is with ${facts.practices.get(taker)?.name ?? taker}.`);
  };
  const box = question(
    `Close ${practice.name}`,
    h('button', { type: 'submit', class: 'app-button', id: 'close-practice', disabled: !taker }, 'Close it in this plan'),
    close,
    h('p', {}, `In this plan its whole list (${count(listSize(facts, now, id))} patients) is counted with the practice you choose, wherever its patients live: what they would choose themselves, and whether that practice has room, no data tells.`),
    h('p', { class: 'app-hint' }, `A what-if, decided by nobody. ${facts.draft.caveat}`),
    h('p', { class: 'app-stacked' }, choice('taker', 'Its list goes to (nearest first)', options, taker, chosen => (taker = chosen))),
  );
  document.getElementById('taker')?.focus();
}
