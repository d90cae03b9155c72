import { expect, test } from 'vitest';

import type { Evaluation } from '../service/api';
import type { Facts } from '../service/facts';
import { changed, fresh } from './plan';
import { freeId, standing } from './roster';

const facts = {
  zones: new Map([
    ['N01', { id: 'N01', name: 'North', colour: 0, bbox: [0, 0, 1, 1], label: [0.5, 0.5], selfContainment: 0.9 }],
    ['N02', { id: 'N02', name: 'South', colour: 1, bbox: [0, -1, 1, 0], label: [0.5, -0.5], selfContainment: 0.8 }],
  ]),
  areas: new Map([['E1', { id: 'E1', zone: 'N01' }], ['E2', { id: 'E2', zone: 'N02' }]]),
  practices: new Map([['P1', { id: 'P1', zone: 'N01' }]]),
} as unknown as Facts;

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
      { id: 'N16', name: 'New', before: null, after: { self_containment: null } },
    ],
    borders: { features: [{ id: 'N16', bbox: [0, 0, 2, 2], properties: { colour: 3 } }] },
  } as unknown as Evaluation);
  expect([...now.zones.values()].map(zone => zone.name)).toEqual(['Renamed', 'New']);
  expect(now.zones.get('N16')).toMatchObject({ colour: 3, label: [1, 1] });
  expect([now.areas.get('E1'), now.practices.get('P1')]).toEqual(['N16', 'N16']);
});

test('an id is never given twice, not even one that was merged away', () => {
  const plan = fresh('draft');
  expect(freeId(facts, plan)).toBe('N03');
  const made = changed(plan, { op: 'create', id: 'N03', name: 'New', areas: ['E1'] });
  expect(freeId(facts, changed(made, { op: 'merge', from: 'N03', into: 'N01' }))).toBe('N04');
});
