/** How large the dot of a practice is, however the map is drawn: its surface follows the length of its list. */

/** Square roots of lists, and the radius of their dots in pixels, where the map is near. */
export const RADII = [[30, 3], [180, 11]] as const;
/** Zooms, and how much of its radius a dot has there. */
export const SHARES = [[8, 0.6], [11, 1]] as const;

/** The radius of a dot in pixels, where the map is near. */
export function radiusOf(list: number): number {
  return between(RADII, Math.sqrt(list));
}

/** The share of its radius that a dot has at a zoom. */
export function shareAt(zoom: number): number {
  return between(SHARES, zoom);
}

/** As straight between two stops as the style of a map has it, and level beyond them. */
function between([[least, low], [most, high]]: readonly [readonly [number, number], readonly [number, number]], value: number): number {
  const share = Math.min(1, Math.max(0, (value - least) / (most - least)));
  return low + share * (high - low);
}
