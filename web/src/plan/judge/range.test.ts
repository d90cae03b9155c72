import { expect, test } from 'vitest';

import type { Evaluation } from '../../service/api';
import type { Zone } from '../../service/facts';
import { deviation, freeRange, inWords, outside, outsideOf, rangeOf, type Range } from './range';

const range: Range = { figure: 'residents', least: 40_000, most: 65_000 };
const zone = (residents: number | null) => ({ figures: { residents, registered_by_practice: 1 } }) as unknown as Zone;

test('how far a number is from the range has a sign', () => {
  expect([39_000, 40_000, 65_000, 66_500, null].map(value => deviation(value, range))).toEqual([-1000, 0, 0, 1500, null]);
  expect(outside([zone(1), zone(50_000), zone(null)], range)).toHaveLength(2);
});

test('the words name the figure that is judged', () => {
  expect(inWords(range)).toBe('40,000 to 65,000 residents');
  expect(inWords({ figure: 'registered_by_practice', least: 50_000, most: null })).toBe('at least 50,000 patients of its practices');
  const policies = [{ id: 'pcn', rules: [{ figure: 'list_size', least: 30_000, most: 50_000 }] }] as unknown as Parameters<typeof rangeOf>[1];
  expect(rangeOf({ policy: 'pcn' }, policies)?.figure).toBe('list_size');
  expect([rangeOf({ policy: 'none' }, policies), rangeOf({ range }, policies)]).toEqual([null, range]);
});

test('a free range is read as people write numbers, and refused in words', () => {
  expect(freeRange('residents', '40,000', '65 000')).toEqual(range);
  expect(freeRange('residents', '', '65000')).toMatchObject({ least: null, most: 65_000 });
  expect(freeRange('residents', '70000', '65000')).toBe('70,000 is more than 65,000.');
  expect(freeRange('residents', 'many', '')).toContain('“many”');
  expect(freeRange('residents', ' ', '')).toContain('Give');
});

test('the service judges where it was asked to', () => {
  const found = (id: string, met: boolean) => ({ met, neighbourhood: { id } });
  const verdict = { before: { findings: [found('N01', false), found('N01', false)] }, after: { findings: [found('N01', true)] } };
  expect(outsideOf({ verdict } as unknown as Evaluation, range, [], [])).toEqual({ before: 1, after: 0 });
  expect(outsideOf({} as Evaluation, range, [zone(1)], [zone(50_000)])).toEqual({ before: 1, after: 0 });
});
