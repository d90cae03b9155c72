import { expect, test } from 'vitest';

import { BESIDE_PX, room } from './room';

test('the key has its room beside what is shown, or below it, and what is shown has most of the map', () => {
  expect(room(BESIDE_PX).left).toBeGreaterThan(240);
  expect(room(BESIDE_PX).bottom).toBeLessThan(40);
  expect(room(BESIDE_PX - 1).bottom).toBeGreaterThan(120);
  for (const width of [320, 390, 599, 600, BESIDE_PX - 1, BESIDE_PX, 1400]) {
    const { left, right } = room(width);
    expect(width - left - right, `${width}`).toBeGreaterThan(0.6 * width);
  }
});
