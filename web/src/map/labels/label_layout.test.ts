import { expect, test } from 'vitest';

import { laidOut, type Asked } from './label_layout';

const label = (id: string, x: number, y: number): Asked => ({ id, x, y, width: 80, height: 30 });
const overlaps = (one: { x: number; y: number }, other: { x: number; y: number }) => Math.abs(one.x - other.x) < 80 && Math.abs(one.y - other.y) < 30;

test('a name alone stands at its place', () => {
  expect(laidOut([label('N01', 300, 300)], [], [], 800, 600)).toEqual([{ id: 'N01', x: 300, y: 300, isAway: false }]);
});

test('names that crowd each other are all there, and none covers another', () => {
  const crowded = [0, 1, 2, 3].map(number => label(`N0${number}`, 400 + 12 * number, 300 + 9 * (number % 2)));
  const placed = laidOut(crowded, [], [], 800, 600);
  expect(placed).toHaveLength(4);
  for (const one of placed) for (const other of placed) if (one !== other) expect(overlaps(one, other), `${one.id} ${other.id}`).toBe(false);
  expect(placed.some(one => one.isAway)).toBe(true);
});

test('a name gives way to a dot and to the edge, and is not drawn for a place that is not seen', () => {
  const [placed] = laidOut([label('N01', 300, 300)], [[300, 300]], [], 800, 600);
  expect(placed && (Math.abs(placed.x - 300) > 40 || Math.abs(placed.y - 300) > 15)).toBe(true);
  const [edge] = laidOut([label('N01', 5, 300)], [], [], 800, 600);
  expect(edge && edge.x >= 40).toBe(true);
  expect(laidOut([label('N01', -10, 300)], [], [], 800, 600)).toEqual([]);
});

test('a name goes where the map is empty before it lies on the ground of another', () => {
  const soil = Array.from({ length: 400 }, (_, place) => ({ id: place === 210 ? 'N01' : 'N02', x: 250 + 8 * (place % 20), y: 250 + 8 * Math.floor(place / 20) }));
  const [placed] = laidOut([label('N01', 330, 330)], [], soil, 800, 600);
  const covered = soil.filter(({ id, x, y }) => id === 'N02' && placed && Math.abs(x - placed.x) < 40 && Math.abs(y - placed.y) < 15);
  expect(covered).toEqual([]);
  expect(placed?.isAway).toBe(true);
});

test('lines to names do not cross one another', () => {
  const crowded = Array.from({ length: 6 }, (_, place) => label(`N0${place}`, 400 + 14 * (place % 3), 300 + 14 * Math.floor(place / 3)));
  const placed = new Map(laidOut(crowded, [], [], 800, 600).map(name => [name.id, name]));
  const side = (a: number[], b: number[], c: number[]) => Math.sign((b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!));
  const lines = crowded.flatMap(({ id, x, y }) => (placed.get(id)?.isAway ? [[[x, y], [placed.get(id)!.x, placed.get(id)!.y]]] : []));
  expect(lines.length).toBeGreaterThan(2);
  for (const [a, b] of lines as number[][][]) for (const [c, d] of lines as number[][][]) if (a !== c) expect(side(a!, b!, c!) !== side(a!, b!, d!) && side(c!, d!, a!) !== side(c!, d!, b!)).toBe(false);
});
