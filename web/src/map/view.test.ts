import { expect, test } from 'vitest';

import { box, panned, WHOLE, zoomed } from './view';

const SIZE = [2000, 1000] as const;

test('what is pointed at stays where it is seen while it comes nearer', () => {
  const near = zoomed(WHOLE, 4, [500, 500], SIZE);
  const [x, y, width, height] = box(near, SIZE);
  expect([(500 - x) / width, (500 - y) / height]).toEqual([0.25, 0.5]);
  expect(zoomed(near, 1 / 4, [500, 500], SIZE)).toEqual(WHOLE);
});

test('it stays where something is drawn, and between nearest and farthest', () => {
  expect(box(panned(WHOLE, [1e9, -1e9], SIZE), SIZE)).toEqual([1000, -500, 2000, 1000]);
  expect(box(zoomed(WHOLE, 1e-9, [0, 0], SIZE), SIZE)).toEqual([-1000, -500, 4000, 2000]);
  expect(zoomed(WHOLE, 1e9, [0, 0], SIZE).nearer).toBe(12);
});
