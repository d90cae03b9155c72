/** Where names stand on the map, so that every neighbourhood has its own at every size: at its place, or beside it with a line to it. */

import type { Pixel } from '../ground';

export interface Asked {
  readonly id: string;
  /** Where it belongs, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Placed {
  readonly id: string;
  /** The middle of the name. */
  readonly x: number;
  readonly y: number;
  /** Whether it stands so far from its place that a line is needed. */
  readonly isAway: boolean;
}

interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const GAP = 2;
const EDGE = 4;
const RINGS = [0, 14, 28, 48, 72, 100, 132, 168, 210];
const WAYS = 12;
/** Side of the squares that the ground is sorted into, in pixels. */
const SQUARE = 24;

/** A place on the ground, and the neighbourhood that it lies in. */
export interface Soil {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

/** Names whose places are nearer to each other may stand in each other's way. */
const NEAR = 110;
/** Rounds in which each name may choose again, beside where the others stand. */
const ROUNDS = 4;

/** Names for those whose places are seen, each where it covers least: no other name, no dot, no place and no ground of another; and with no
 * line to it that crosses another's line or name. */
export function laidOut(all: readonly Asked[], dots: readonly Pixel[], soil: readonly Soil[], width: number, height: number): Placed[] {
  const seen = all.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  // All begin at their own places, so that those with room keep them; what is hemmed in gives way first.
  const order = [...seen].sort((one, other) => crowd(other, seen) - crowd(one, seen));
  const scene: Scene = { seen, dots, squares: squared(soil), width, height };
  const places = new Map(order.map(asked => [asked, [asked.x, asked.y] as [number, number]]));
  const seats = (but: readonly Asked[]): Seat[] =>
    order.filter(other => !but.includes(other)).map(other => {
      const at = places.get(other) ?? [other.x, other.y];
      return { asked: other, at, box: rectangle(at, other) };
    });
  for (let round = 0; round < ROUNDS; round += 1) for (const asked of order) places.set(asked, best(asked, seats([asked]), scene));
  // One that stands in another's way makes room, where both are then better off.
  for (const one of order) {
    const at = places.get(one) ?? [one.x, one.y];
    if (!isAway(one, at)) continue;
    for (const other of order) {
      if (other === one || Math.hypot(one.x - other.x, one.y - other.y) > NEAR) continue;
      const [first, second] = [one, other].map(asked => places.get(asked) ?? [asked.x, asked.y]) as [[number, number], [number, number]];
      const before = cost(one, first, seats([one]), scene) + cost(other, second, seats([other]), scene);
      places.set(one, best(one, seats([one, other]), scene));
      places.set(other, best(other, seats([other]), scene));
      const after = cost(one, places.get(one) ?? first, seats([one]), scene) + cost(other, places.get(other) ?? second, seats([other]), scene);
      if (after < before - 1) continue;
      places.set(one, first);
      places.set(other, second);
    }
  }
  return order.map(asked => {
    const [x, y] = places.get(asked) ?? [asked.x, asked.y];
    return { id: asked.id, x, y, isAway: isAway(asked, [x, y]) };
  });
}

/** The place that costs least; none is looked at whose distance alone costs as much. */
function best(asked: Asked, others: readonly Seat[], scene: Scene): [number, number] {
  let [least, place]: [number, [number, number]] = [Infinity, [asked.x, asked.y]];
  for (const tried of candidates(asked)) {
    const spent = cost(asked, tried, others, scene, least);
    if (spent < least) [least, place] = [spent, tried];
  }
  return place;
}

function candidates({ x, y, width, height }: Asked): [number, number][] {
  return RINGS.flatMap(ring => {
    if (ring === 0) return [[x, y] as [number, number]];
    return Array.from({ length: WAYS }, (_, way): [number, number] => {
      const angle = (2 * Math.PI * way) / WAYS;
      return [x + Math.cos(angle) * (ring + width / 2), y + Math.sin(angle) * (ring + height / 2)];
    });
  });
}

/** A name where it stands for now. */
interface Seat {
  readonly asked: Asked;
  readonly at: Pixel;
  readonly box: Rectangle;
}

/** What is under the names. */
interface Scene {
  readonly seen: readonly Asked[];
  readonly dots: readonly Pixel[];
  readonly squares: ReadonlyMap<number, readonly Soil[]>;
  readonly width: number;
  readonly height: number;
}

/** What a place costs; only that it is too much, once it costs as much as another. */
function cost(asked: Asked, at: [number, number], others: readonly Seat[], { seen, dots, squares, width, height }: Scene, most = Infinity): number {
  const [x, y] = at;
  const here = rectangle(at, asked);
  const out = Math.max(0, EDGE - here.left) + Math.max(0, EDGE - here.top) + Math.max(0, here.right - width + EDGE) + Math.max(0, here.bottom - height + EDGE);
  // Twice as far is more than twice as bad: a long line is hard to follow.
  const far = Math.hypot(x - asked.x, y - asked.y);
  let spent = 40 * out + far + far ** 2 / 400;
  if (spent >= most) return spent;
  for (const other of others) spent += 4 * overlap(here, other.box);
  if (spent >= most) return spent;
  for (const other of seen) if (other !== asked && holds(here, other.x, other.y)) spent += 60;
  spent += 22 * Math.min(MOST_FOREIGN, foreignSoil(here, asked.id, squares));
  if (spent >= most) return spent;
  for (const [dotX, dotY] of dots) if (holds(here, dotX, dotY)) spent += 38;
  return spent >= most ? spent : spent + 90 * crossings(asked, at, others);
}

/** More than so much ground of others is no worse. */
const MOST_FOREIGN = 8;

function foreignSoil(here: Rectangle, id: string, squares: Scene['squares']): number {
  let count = 0;
  for (let column = Math.floor(here.left / SQUARE); column <= Math.floor(here.right / SQUARE); column += 1)
    for (let row = Math.floor(here.top / SQUARE); row <= Math.floor(here.bottom / SQUARE); row += 1)
      for (const piece of squares.get(squareOf(column, row)) ?? []) if (piece.id !== id && holds(here, piece.x, piece.y)) count += 1;
  return count;
}

function squareOf(column: number, row: number): number {
  return column * 8192 + row;
}

function squared(soil: readonly Soil[]): Map<number, Soil[]> {
  const squares = new Map<number, Soil[]>();
  for (const piece of soil) {
    const key = squareOf(Math.floor(piece.x / SQUARE), Math.floor(piece.y / SQUARE));
    const own = squares.get(key);
    if (own) own.push(piece);
    else squares.set(key, [piece]);
  }
  return squares;
}

/** How many lines and names of others the line to a name crosses, and how many of their lines the name lies over. */
function crossings(asked: Asked, at: Pixel, others: readonly Seat[]): number {
  const own = isAway(asked, at);
  const here = rectangle(at, asked);
  let count = 0;
  for (const other of others) {
    const from: Pixel = [other.asked.x, other.asked.y];
    const hasLine = isAway(other.asked, other.at);
    if (own && meetsBox([asked.x, asked.y], at, other.box)) count += 1;
    if (hasLine && meetsBox(from, other.at, here)) count += 1;
    if (own && hasLine && meet([asked.x, asked.y], at, from, other.at)) count += 1;
  }
  return count;
}

function isAway({ x, y, width, height }: Asked, at: Pixel): boolean {
  return Math.abs(at[0] - x) > width / 2 || Math.abs(at[1] - y) > height / 2 + 4;
}

function meetsBox(from: Pixel, to: Pixel, box: Rectangle): boolean {
  const { left, top, right, bottom } = box;
  return holds(box, ...from) || holds(box, ...to) || meet(from, to, [left, top], [right, bottom]) || meet(from, to, [left, bottom], [right, top]);
}

/** Whether two lines cross. */
function meet(a: Pixel, b: Pixel, c: Pixel, d: Pixel): boolean {
  const side = (p: Pixel, q: Pixel, r: Pixel) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}

function rectangle([x, y]: Pixel, { width, height }: Asked): Rectangle {
  return { left: x - width / 2 - GAP, top: y - height / 2 - GAP, right: x + width / 2 + GAP, bottom: y + height / 2 + GAP };
}

function overlap(one: Rectangle, other: Rectangle): number {
  const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return across > 0 && down > 0 ? across * down : 0;
}

function holds({ left, top, right, bottom }: Rectangle, x: number, y: number): boolean {
  return x > left && x < right && y > top && y < bottom;
}

/** How near the others are. */
function crowd(asked: Asked, all: readonly Asked[]): number {
  return all.reduce((sum, other) => (other === asked ? sum : sum + 1 / (1 + Math.hypot(other.x - asked.x, other.y - asked.y))), 0);
}
