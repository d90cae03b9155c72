import { expect, test } from 'vitest';

import { ticks } from './ticks';

test('an axis is divided by round numbers, from below the least value to above the most', () => {
  expect(ticks([4096, 4354], 5)).toEqual([4000, 4100, 4200, 4300, 4400]);
  expect(ticks([41_203, 58_777, 49_000], 5)).toEqual([40_000, 45_000, 50_000, 55_000, 60_000]);
});

test('numbers of a few things are divided by ones, and one value alone still has two ends', () => {
  expect(ticks([0, 3], 5)).toEqual([0, 1, 2, 3]);
  expect(ticks([7], 5)).toEqual([7, 8]);
  expect(ticks([0], 5)).toEqual([0, 1]);
});
