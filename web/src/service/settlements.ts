/** Towns and villages by name, as the service's gazetteer has them. */

import { features } from './api';
import type { Point } from './facts';

export interface Settlement {
  readonly name: string;
  readonly at: Point;
  readonly population: number | null;
}

/** All of them; none where the service has no gazetteer. */
export async function settlements(): Promise<Settlement[]> {
  const found = await features('places', 'properties=name,population');
  return found.map(({ properties, geometry }) => ({
    name: String(properties['name'] ?? ''),
    at: (geometry as unknown as { coordinates: Point }).coordinates,
    population: (properties['population'] as number | null) ?? null,
  }));
}
