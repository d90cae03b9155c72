/** Plans as points: what each moves, across, and what is held against that, up. The table below it has the same for keyboards and ears. */

import { ticks } from '../../ui/ticks';
import { count } from '../../ui/words';

export interface Point {
  readonly across: number;
  readonly up: number;
}

/** In units of the picture, which is as wide as there is room. */
const [WIDTH, HEIGHT] = [480, 300];
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 28, 30, 52];
/** Ticks on an axis, about. */
const TICKS = 5;

export function FrontierChart({ points, across, up, chosen, choose }: { points: readonly Point[]; across: string; up: string; chosen: number; choose: (place: number) => void }) {
  const [wide, high] = [ticks(points.map(point => point.across), TICKS), ticks(points.map(point => point.up), TICKS)];
  const scale = (all: readonly number[], from: number, to: number) => {
    const [least, most] = [all[0] ?? 0, all.at(-1) ?? 1];
    return (value: number) => from + ((value - least) / (most - least)) * (to - from);
  };
  const [x, y] = [scale(wide, LEFT, WIDTH - RIGHT), scale(high, HEIGHT - BOTTOM, TOP)];
  return (
    <svg class="app-frontier" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${up} against ${across.toLowerCase()}: ${points.length} plans, which the table below lists`}>
      {wide.map(value => (
        <g key={value}>
          <path class="app-frontier__line" d={`M${x(value)} ${TOP}V${HEIGHT - BOTTOM}`} />
          <text x={x(value)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
            {count(value)}
          </text>
        </g>
      ))}
      {high.map(value => (
        <g key={value}>
          <path class="app-frontier__line" d={`M${LEFT} ${y(value)}H${WIDTH - RIGHT}`} />
          <text x={LEFT - 8} y={y(value) + 4} text-anchor="end">
            {count(value)}
          </text>
        </g>
      ))}
      <text class="app-frontier__title" x={4} y={16}>
        {up}
      </text>
      <text class="app-frontier__title" x={WIDTH - RIGHT} y={HEIGHT - 10} text-anchor="end">
        {across}
      </text>
      <path class="app-frontier__way" d={points.map((point, place) => `${place === 0 ? 'M' : 'L'}${x(point.across)} ${y(point.up)}`).join('')} />
      {points.map((point, place) => (
        <circle key={place} class={place === chosen ? 'app-frontier__point app-frontier__point--chosen' : 'app-frontier__point'} cx={x(point.across)} cy={y(point.up)} r={place === chosen ? 8 : 6} onClick={() => choose(place)}>
          <title>{`Plan ${place + 1}: ${count(point.across)} people moved, ${count(point.up)}`}</title>
        </circle>
      ))}
    </svg>
  );
}
