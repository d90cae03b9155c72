/** Towns and villages by name, as the service's gazetteer has them. */

import { get, type Places } from './api';
import type { Point } from './facts';

export interface Settlement {
  readonly name: string;
  readonly at: Point;
  readonly population: number | null;
}

/** All of them; none where the service has no gazetteer. */
export async function settlements(): Promise<Settlement[]> {
  const { items } = await get<Places>('/v1/places');
  return items.map(({ name, lon, lat, population }) => ({ name, at: [lon, lat], population }));
}
