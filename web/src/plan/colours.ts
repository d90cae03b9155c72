/** The colours of neighbourhoods. Each keeps its own for the life of a plan; a new one gets one that nothing near it has. */

import type { Point, Zone } from '../service/facts';

/** P. Tol, *Colour schemes*, SRON/EPS/TN/09-002, 2021: the light scheme, told apart by all who see colours in any of the usual ways. */
export const FILLS = ['#77aadd', '#ee8866', '#eedd88', '#ffaabb', '#99ddff', '#44bb99', '#bbcc33', '#aaaa00'] as const;

export function fillOf(colour: number): string {
  return FILLS[colour % FILLS.length] ?? '#bbbbbb';
}

/** The colour whose nearest neighbourhood is the farthest from a point; one that nobody has before any other. */
export function freeColour(at: Point, zones: readonly Zone[]): number {
  const far = (colour: number) => Math.min(...zones.filter(zone => zone.colour === colour).map(({ label: [lon, lat] }) => (lon - at[0]) ** 2 + (lat - at[1]) ** 2));
  const distances = FILLS.map((_, colour) => far(colour));
  return distances.indexOf(Math.max(...distances));
}
