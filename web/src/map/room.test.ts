import { expect, test } from 'vitest';

import { BESIDE_PX, room } from './room';

test('the key has its room beside what is shown, or below it, and what is shown has most of the map', () => {
  expect(room(BESIDE_PX, false).left).toBeGreaterThan(240);
  expect(room(BESIDE_PX, false).bottom).toBeLessThan(40);
  expect(room(BESIDE_PX - 1, false).bottom).toBeGreaterThan(120);
  for (const width of [430, BESIDE_PX - 1, BESIDE_PX, 1400]) {
    const { left, right } = room(width, false);
    expect(width - left - right, `${width}`).toBeGreaterThan(0.6 * width);
  }
});

test('what is shown is seen above a sheet, however wide the screen', () => {
  for (const width of [320, 390, 768, 1000]) expect(room(width, true), `${width}`).toMatchObject({ bottom: 220, left: 20 });
});
