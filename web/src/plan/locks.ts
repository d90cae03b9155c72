/** What a lock forbids: nothing goes into a locked neighbourhood, out of it, or changes it. Nothing here touches the page. */

import type { Change } from '../service/api';
import type { Plan } from './plan';
import type { Standing } from './standing';

/** The locked neighbourhood that a change would touch; of whole sets and shapes only where they go, for what they hold is not known here. */
export function locked(change: Change, plan: Plan, now: Standing): string | undefined {
  const touched = [
    'to' in change ? change.to : '',
    ...(change.op === 'merge' ? [change.from, change.into] : []),
    change.op === 'rename' ? change.id : '',
    ...('areas' in change ? change.areas.map(area => now.areas.get(area) ?? '') : []),
    ...practicesOf(change).map(practice => now.practices.get(practice) ?? ''),
  ];
  return touched.find(zone => plan.locked.includes(zone));
}

/** The locked neighbourhood that would lose or gain by opening a closed practice again: where its list is `now`, or where it counts `then`. */
export function lockedByOpening(practice: string, plan: Plan, now: Standing, then: Standing): string | undefined {
  const holder = now.practices.get(now.closed.get(practice) ?? '') ?? '';
  return [holder, then.practices.get(practice) ?? ''].find(zone => plan.locked.includes(zone));
}

/** The practices whose neighbourhoods gain or lose by a change. */
function practicesOf(change: Change): readonly string[] {
  if (change.op === 'close_practice') return [change.practice, change.to];
  return change.op === 'move_practice' ? [change.practice] : [];
}

/** Whether what a change moves is known to the service alone: all of a set, or what lies in a shape. */
export function isWholesale(change: Change): change is Extract<Change, { op: 'move_by_set' | 'move_by_polygon' }> {
  return change.op === 'move_by_set' || change.op === 'move_by_polygon';
}

/** Of the areas that would go elsewhere, those that may, and how many may not. */
export function movable(now: Standing, then: Standing, plan: Plan): { free: string[]; held: number } {
  const moving = [...then.areas].filter(([area, zone]) => zone !== now.areas.get(area)).map(([area]) => area);
  const free = moving.filter(area => !plan.locked.includes(now.areas.get(area) ?? ''));
  return { free, held: moving.length - free.length };
}
