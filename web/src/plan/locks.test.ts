import { expect, test } from 'vitest';

import type { Change } from '../service/api';
import { isWholesale, locked, lockedByOpening, movable } from './locks';
import { fresh, toggledLock } from './plan';
import type { Standing } from './standing';

const now = { zones: new Map(), areas: new Map([['E1', 'N01'], ['E2', 'N02']]), practices: new Map([['P1', 'N01'], ['P2', 'N02']]) } as unknown as Standing;
const plan = toggledLock(fresh('draft'), 'N01');

test('nothing goes into a locked neighbourhood, out of it, or changes it', () => {
  const forbidden: Change[] = [
    { op: 'move_areas', areas: ['E2'], to: 'N01' },
    { op: 'move_areas', areas: ['E1'], to: 'N02' },
    { op: 'create', id: 'N03', name: 'New', areas: ['E1'] },
    { op: 'move_practice', practice: 'P1', to: 'N02' },
    { op: 'close_practice', practice: 'P1', to: 'P2' },
    { op: 'close_practice', practice: 'P2', to: 'P1' },
    { op: 'merge', from: 'N01', into: 'N02' },
    { op: 'merge', from: 'N02', into: 'N01' },
    { op: 'rename', id: 'N01', name: 'Other' },
  ];
  for (const change of forbidden) expect(locked(change, plan, now), change.op).toBe('N01');
  expect(locked({ op: 'move_areas', areas: ['E2'], to: 'N03' }, plan, now)).toBeUndefined();
  expect(locked({ op: 'move_areas', areas: ['E1'], to: 'N02' }, fresh('draft'), now)).toBeUndefined();
});

test('a practice is not opened again where its list would leave a locked neighbourhood, or come to one', () => {
  const closed = (taker: string) => ({ ...now, closed: new Map([['P3', taker]]) });
  const then = (zone: string) => ({ ...now, practices: new Map([...now.practices, ['P3', zone]]) });
  expect(lockedByOpening('P3', plan, closed('P1'), then('N02'))).toBe('N01');
  expect(lockedByOpening('P3', plan, closed('P2'), then('N01'))).toBe('N01');
  expect(lockedByOpening('P3', plan, closed('P2'), then('N02'))).toBeUndefined();
  expect(lockedByOpening('P3', fresh('draft'), closed('P1'), then('N01'))).toBeUndefined();
});

test('of a whole set, what is not locked may go', () => {
  const then = { ...now, areas: new Map([['E1', 'N09'], ['E2', 'N09']]) };
  expect(movable(now, then, plan)).toEqual({ free: ['E2'], held: 1 });
  expect(isWholesale({ op: 'move_by_set', set: 'ward', code: 'E05', to: 'N02' })).toBe(true);
  expect(isWholesale({ op: 'rename', id: 'N01', name: 'Other' })).toBe(false);
});
