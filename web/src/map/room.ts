/** Where on the map something is shown, beside what floats over it. Nothing here touches the page. */

export interface Room {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A map that is wider, in pixels, has the key as a column at its left; the styles ask for the same width. */
export const BESIDE_PX = 720;

/** Pixels around what is shown: for the search above, for a sheet that lies over its foot, else for the key beside or below. The key has
 * room for all its lines, so that it covers nothing when something moves, and never moves the map. */
export function room(width: number, hasSheet: boolean): Room {
  if (hasSheet) return { top: 64, right: 20, bottom: 220, left: 20 };
  if (width < BESIDE_PX) return { top: 60, right: 20, bottom: 124, left: 20 };
  return { top: 60, right: 20, bottom: 28, left: 248 };
}
