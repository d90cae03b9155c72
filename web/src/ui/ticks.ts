/** The round numbers that an axis is divided by. */

/** Round numbers from below the least value to above the most, evenly, about so many; at least two, whatever the values. */
export function ticks(values: readonly number[], about: number): number[] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const step = roundStep(Math.max(most - least, 1) / Math.max(about - 1, 1));
  const first = Math.floor(least / step);
  const last = Math.max(Math.ceil(most / step), first + 1);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

/** The next of 1, 2, 5, 10, 20, 50 … that is at least as large; what is counted has no smaller steps than one. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return power * ([1, 2, 5, 10].find(times => times * power >= rough) ?? 10);
}
