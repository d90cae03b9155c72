import { expect, test } from 'vitest';

import { radiusOf, shareAt } from './dots';

test('a longer list has a larger dot, between bounds', () => {
  expect(radiusOf(0)).toBe(3);
  expect(radiusOf(900)).toBe(3);
  expect(radiusOf(180 ** 2)).toBe(11);
  expect(radiusOf(100_000)).toBe(11);
  expect(radiusOf(36_096)).toBeGreaterThan(radiusOf(16_629));
});

test('dots are smaller where the map is far', () => {
  expect([shareAt(7), shareAt(8), shareAt(11), shareAt(14)]).toEqual([0.6, 0.6, 1, 1]);
  expect(shareAt(9.5)).toBeCloseTo(0.8);
});
