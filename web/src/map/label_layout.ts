/** Where names stand on the map, so that every neighbourhood has its own at every size: at its place, or beside it with a line to it. */

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
const RINGS = [0, 14, 28, 48, 72, 100, 132, 168];
const WAYS = 12;

type Dot = readonly [number, number];

/** Rounds in which each name may choose again, beside where the others stand. */
const ROUNDS = 4;

/** Names for those whose places are seen, each where it covers least: no other name, no dot, no place of another. */
export function laidOut(all: readonly Asked[], dots: readonly Dot[], width: number, height: number): Placed[] {
  const seen = all.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
  // All begin at their own places, so that those with room keep them; what is hemmed in gives way first.
  const order = [...seen].sort((one, other) => crowd(other, seen) - crowd(one, seen));
  const places = new Map(order.map(asked => [asked, [asked.x, asked.y] as [number, number]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const asked of order) {
      const taken = order.flatMap(other => (other === asked ? [] : [rectangle(places.get(other) ?? [0, 0], other)]));
      const tried = candidates(asked).map(place => ({ place, cost: cost(asked, place, taken, seen, dots, width, height) }));
      places.set(asked, tried.reduce((least, next) => (next.cost < least.cost ? next : least)).place);
    }
  }
  return order.map(asked => {
    const [x, y] = places.get(asked) ?? [asked.x, asked.y];
    return { id: asked.id, x, y, isAway: Math.abs(x - asked.x) > asked.width / 2 || Math.abs(y - asked.y) > asked.height / 2 + 4 };
  });
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

function cost(asked: Asked, [x, y]: [number, number], taken: readonly Rectangle[], seen: readonly Asked[], dots: readonly Dot[], width: number, height: number): number {
  const here = rectangle([x, y], asked);
  const out = Math.max(0, EDGE - here.left) + Math.max(0, EDGE - here.top) + Math.max(0, here.right - width + EDGE) + Math.max(0, here.bottom - height + EDGE);
  const covered = taken.reduce((sum, other) => sum + overlap(here, other), 0);
  const places = seen.filter(other => other !== asked && holds(here, other.x, other.y)).length;
  const points = dots.filter(([dotX, dotY]) => holds(here, dotX, dotY)).length;
  return 40 * out + 4 * covered + 60 * places + 32 * points + Math.hypot(x - asked.x, y - asked.y);
}

function rectangle([x, y]: [number, number], { width, height }: Asked): Rectangle {
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
