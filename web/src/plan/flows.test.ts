import { expect, test } from 'vitest';

import type { Zone } from '../service/facts';
import type { Evaluation } from '../service/api';
import { lines, ofPractice, ofZone } from './flows';

const zones = new Map([
  ['N01', { id: 'N01', name: 'North', label: [0, 1] }],
  ['N02', { id: 'N02', name: 'South', label: [0, 0] }],
]) as unknown as ReadonlyMap<string, Zone>;
const table = {
  rows: ['N01', 'N02', 'outside', 'unknown'],
  columns: ['N01', 'N02', 'outside'],
  cells: [
    [90, 10, 4],
    [20, 70, 0],
    [5, 0, null],
    [0, 1, 0],
  ],
} as unknown as Parameters<typeof ofZone>[0];

test('flows are those of the row and of the column, the most patients first', () => {
  expect(ofZone(table, 'N01', zones)).toEqual([
    { name: 'South', out: 10, in: 20, at: [0, 0] },
    { name: 'Outside the county', out: 4, in: 5, at: null },
  ]);
  expect(ofZone(table, 'N02', zones).map(flow => flow.name)).toEqual(['North', 'Not known']);
  expect(ofZone(table, 'N09', zones)).toEqual([]);
});

test('a line for each way, the widest for the most patients, none to nowhere', () => {
  const { features } = lines([0, 1], ofZone(table, 'N01', zones));
  expect(features.map(({ properties }) => [properties?.way, properties?.size])).toEqual([['out', 10], ['in', 20]]);
  expect(features[1]?.properties?.width).toBeGreaterThan(features[0]?.properties?.width);
});

test('where patients of a practice live is by the plan, where it changes that', async () => {
  const after = { shares: [{ neighbourhood: 'N02', share: 0.3 }, { neighbourhood: 'N01', share: 0.6 }], outside: 0.1 };
  const evaluation = { consequences: { practices: [{ code: 'P1', after }] } } as unknown as Evaluation;
  const flows = await ofPractice({ id: 'P1' } as Parameters<typeof ofPractice>[0], evaluation, zones, 'draft');
  expect(flows.map(flow => [flow.name, flow.in])).toEqual([['North', 0.6], ['South', 0.3], ['Outside the county', 0.1]]);
});
