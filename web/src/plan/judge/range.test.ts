import { expect, test } from 'vitest';

import type { Evaluation } from '../../service/api';
import type { Zone } from '../../service/facts';
import { deviation, firstPolicy, freeRange, inWords, judged, outsideOf, rangeOf, type Range } from './range';

const range: Range = { figure: 'residents', least: 40_000, most: 65_000 };
const zone = { id: 'N01', figures: { residents: 59_195 } } as unknown as Zone;
type Policies = Parameters<typeof rangeOf>[1];

test('how far a number is from the range has a sign', () => {
  expect([39_000, 40_000, 65_000, 66_500, null].map(value => deviation(value, range))).toEqual([-1000, 0, 0, 1500, null]);
});

test('the words name the figure that is judged', () => {
  expect(inWords(range)).toBe('40,000 to 65,000 residents');
  expect(inWords({ figure: 'registered_by_practice', least: 50_000, most: null })).toBe('at least 50,000 patients of its practices');
  expect(inWords({ figure: 'self_containment', least: 0.75, most: null })).toBe('at least 75% registered where they live');
  const policies = [{ id: 'county', rules: [{ figure: 'residents', least: 1, most: 2 }] }, { id: 'pcn', rules: [{ figure: 'list_size', least: 30_000, most: 50_000 }] }] as unknown as Policies;
  expect(rangeOf({ policy: 'pcn' }, policies)?.figure).toBe('list_size');
  expect([rangeOf({ policy: 'none' }, policies), rangeOf({ range }, policies), firstPolicy(policies), firstPolicy([])]).toEqual([null, range, 'county', '']);
});

test('a free range is read as people write numbers, and refused in words', () => {
  expect(freeRange('residents', '40,000', '65 000')).toEqual(range);
  expect(freeRange('residents', '', '65000')).toMatchObject({ least: null, most: 65_000 });
  expect(freeRange('self_containment', '75%', '')).toMatchObject({ least: 0.75, most: null });
  expect(freeRange('self_containment', '175', '')).toContain('“175”');
  expect(freeRange('residents', '70000', '65000')).toBe('70,000 is more than 65,000.');
  expect(freeRange('residents', 'many', '')).toContain('“many”');
  expect(freeRange('residents', ' ', '')).toContain('Give');
});

test('numbers and verdicts are the service’s own', () => {
  const found = (id: string, met: boolean, value: number) => ({ met, value, figure: 'residents', neighbourhood: { id } });
  const verdict = { before: { findings: [found('N01', false, 7), found('N01', false, 7)] }, after: { findings: [found('N01', true, 8)] } };
  const evaluation = { verdict } as unknown as Evaluation;
  expect(outsideOf(evaluation)).toEqual({ before: 1, after: 0 });
  expect([judged(evaluation, zone, range), judged(evaluation, zone, range, 'before'), judged({} as Evaluation, zone, range)]).toEqual([8, 7, 59_195]);
  expect(outsideOf({} as Evaluation)).toBeNull();
});
