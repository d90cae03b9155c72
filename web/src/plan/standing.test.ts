import { expect, test } from 'vitest';

import type { Change, Evaluation } from '../service/api';
import type { Facts } from '../service/facts';
import { freeColour } from './colours';
import { changed, fresh, stepOf } from './plan';
import { freeId, listSize, standing, withPending } from './standing';

const figures = { residents: 100 };
const facts = {
  zones: new Map([
    ['N01', { id: 'N01', name: 'North', colour: 0, bbox: [0, 0, 1, 1], label: [0.5, 0.5], figures }],
    ['N02', { id: 'N02', name: 'South', colour: 1, bbox: [0, -1, 1, 0], label: [0.5, -0.5], figures }],
  ]),
  areas: new Map([
    ['E1', { id: 'E1', zone: 'N01', bbox: [0, 0, 1, 1], msoa: { id: 'M1' }, ward: { id: 'W1' } }],
    ['E2', { id: 'E2', zone: 'N02', bbox: [0, -1, 1, 0], msoa: { id: 'M1' }, ward: { id: 'W2' } }],
    ['E3', { id: 'E3', zone: 'N02', bbox: [1, -1, 3, 0], msoa: { id: 'M2' }, ward: { id: 'W2' } }],
  ]),
  practices: new Map([
    ['P1', { id: 'P1', zone: 'N01', listSize: 10 }],
    ['P2', { id: 'P2', zone: 'N02', listSize: 5 }],
    ['P3', { id: 'P3', zone: 'N02', listSize: 1 }],
  ]),
} as unknown as Facts;
const pending = (...changes: Change[]) => withPending(standing(facts, null), facts, changes.map(stepOf));

test('without changes everything stands as in the draft', () => {
  const now = standing(facts, null);
  expect([...now.zones.keys()]).toEqual(['N01', 'N02']);
  expect(now.areas.get('E1')).toBe('N01');
});

test('what came, went, moved and changed name stands as the service says', () => {
  const now = standing(facts, {
    moved: { areas: [{ code: 'E1', to: 'N16' }], practices: [{ code: 'P1', to: 'N16' }] },
    neighbourhoods: [
      { id: 'N01', name: 'North', before: {}, after: null },
      { id: 'N02', name: 'Renamed', before: {}, after: { self_containment: 0.7 } },
      { id: 'N16', name: 'New', before: null, after: { residents: 5 } },
    ],
  } as unknown as Evaluation);
  expect([...now.zones.values()].map(zone => zone.name)).toEqual(['Renamed', 'New']);
  expect(now.zones.get('N16')).toMatchObject({ bbox: [0, 0, 1, 1], label: [0.5, 0.5], figures: { residents: 5 } });
  expect([now.areas.get('E1'), now.practices.get('P1')]).toEqual(['N16', 'N16']);
});

test('a label follows its neighbourhood when the place it stood on goes', () => {
  const now = standing(facts, { moved: { areas: [{ code: 'E2', to: 'N01' }], practices: [] }, neighbourhoods: [{ id: 'N02', name: 'South', before: {}, after: {} }] } as unknown as Evaluation);
  expect(now.zones.get('N02')?.label).toEqual([2, -0.5]);
});

test('a colour is kept for life, and a new one is that of nobody near', () => {
  const evaluation = { moved: { areas: [{ code: 'E3', to: 'N16' }], practices: [] }, neighbourhoods: [{ id: 'N16', name: 'New', before: null, after: {} }] } as unknown as Evaluation;
  const first = standing(facts, evaluation);
  expect(first.zones.get('N16')?.colour).toBe(2);
  const kept = new Map(first.zones).set('N16', { ...first.zones.get('N16')!, colour: 7 });
  expect(standing(facts, evaluation, kept).zones.get('N16')?.colour).toBe(7);
  expect(freeColour([0, 0], [])).toBe(0);
});

test('a change shows before the service has answered it', () => {
  expect(pending({ op: 'move_areas', areas: ['E1', 'E9'], to: 'N02' }).areas).toEqual(new Map([['E1', 'N02'], ['E2', 'N02'], ['E3', 'N02']]));
  expect(pending({ op: 'move_by_set', set: 'msoa', code: 'M1', to: 'N01' }).areas.get('E2')).toBe('N01');
  expect(pending({ op: 'create', id: 'N16', name: 'New', areas: ['E3'] }).zones.get('N16')?.name).toBe('New');
  expect(pending({ op: 'rename', id: 'N01', name: 'Top' }).zones.get('N01')?.name).toBe('Top');
  const merged = pending({ op: 'merge', from: 'N01', into: 'N02' });
  expect([[...merged.zones.keys()], merged.areas.get('E1'), merged.practices.get('P1')]).toEqual([['N02'], 'N02', 'N02']);
  expect(pending({ op: 'move_practice', practice: 'P1', to: 'N02' }).practices.get('P1')).toBe('N02');
  expect(pending({ op: 'move_areas', areas: ['E1'], to: 'N99' }).areas.get('E1')).toBe('N01');
});

test('a practice that closes counts nowhere, and its list goes on whole', () => {
  const once = pending({ op: 'close_practice', practice: 'P1', to: 'P2' });
  expect([once.practices.get('P1'), once.closed.get('P1')]).toEqual([undefined, 'P2']);
  expect(['P1', 'P2', 'P3'].map(id => listSize(facts, once, id))).toEqual([0, 15, 1]);
  const twice = pending({ op: 'close_practice', practice: 'P1', to: 'P2' }, { op: 'close_practice', practice: 'P2', to: 'P3' });
  expect(['P1', 'P2', 'P3'].map(id => listSize(facts, twice, id))).toEqual([0, 0, 16]);
  const told = standing(facts, { moved: { areas: [], practices: [{ code: 'P1', to: null, list_taken_by: 'P3' }] }, neighbourhoods: [] } as unknown as Evaluation);
  expect([told.practices.has('P1'), [...told.closed]]).toEqual([false, [['P1', 'P3']]]);
});

test('an id is never given twice, not even one that was merged away', () => {
  const plan = fresh('draft');
  expect(freeId(facts, plan.steps)).toBe('N03');
  const made = changed(plan, { op: 'create', id: 'N03', name: 'New', areas: ['E1'] });
  expect(freeId(facts, changed(made, { op: 'merge', from: 'N03', into: 'N01' }).steps)).toBe('N04');
});
