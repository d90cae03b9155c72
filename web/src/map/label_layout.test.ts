import { expect, test } from 'vitest';

import { laidOut, type Asked } from './label_layout';

const label = (id: string, x: number, y: number): Asked => ({ id, x, y, width: 80, height: 30 });
const overlaps = (one: { x: number; y: number }, other: { x: number; y: number }) => Math.abs(one.x - other.x) < 80 && Math.abs(one.y - other.y) < 30;

test('a name alone stands at its place', () => {
  expect(laidOut([label('N01', 300, 300)], [], 800, 600)).toEqual([{ id: 'N01', x: 300, y: 300, isAway: false }]);
});

test('names that crowd each other are all there, and none covers another', () => {
  const crowded = [0, 1, 2, 3].map(number => label(`N0${number}`, 400 + 12 * number, 300 + 9 * (number % 2)));
  const placed = laidOut(crowded, [], 800, 600);
  expect(placed).toHaveLength(4);
  for (const one of placed) for (const other of placed) if (one !== other) expect(overlaps(one, other), `${one.id} ${other.id}`).toBe(false);
  expect(placed.some(one => one.isAway)).toBe(true);
});

test('a name gives way to a dot and to the edge, and is not drawn for a place that is not seen', () => {
  const [placed] = laidOut([label('N01', 300, 300)], [[300, 300]], 800, 600);
  expect(placed && (Math.abs(placed.x - 300) > 40 || Math.abs(placed.y - 300) > 15)).toBe(true);
  const [edge] = laidOut([label('N01', 5, 300)], [], 800, 600);
  expect(edge && edge.x >= 40).toBe(true);
  expect(laidOut([label('N01', -10, 300)], [], 800, 600)).toEqual([]);
});
