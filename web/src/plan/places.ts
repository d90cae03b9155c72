/** Finding a place by what people call it. */

import { get } from '../service/api';
import type { Facts, Point } from '../service/facts';

export interface Place {
  readonly kind: 'Postcode' | 'Practice' | 'Neighbourhood' | 'Place';
  readonly name: string;
  /** The id of a practice or neighbourhood, the code of an area, a postcode. */
  readonly id: string;
}

const MOST = 8;
/** A postcode, whole or as far as it is written, once it has a digit. */
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?\s*(\d[a-z]{0,2})?$/i;

/** Places whose name has the text in it, those that begin with it first. */
export function suggestions(facts: Facts, text: string): Place[] {
  const asked = text.trim().toLowerCase();
  if (asked.length < 2) return [];
  if (POSTCODE.test(asked)) return [{ kind: 'Postcode', name: asked.toUpperCase(), id: asked.toUpperCase() }];
  const zones = [...facts.zones.values()].map(zone => ({ kind: 'Neighbourhood' as const, name: zone.name, id: zone.id }));
  const practices = [...facts.practices.values()].map(practice => ({ kind: 'Practice' as const, name: practice.name, id: practice.id }));
  const named = new Map<string, Place>();
  for (const area of facts.areas.values()) {
    for (const { name } of [area.msoa, area.ward]) if (name && !named.has(name)) named.set(name, { kind: 'Place', name, id: area.id });
  }
  const all: Place[] = [...zones, ...named.values(), ...practices];
  const found = all.filter(place => place.name.toLowerCase().includes(asked) || place.id.toLowerCase() === asked);
  const begins = (place: Place) => Number(!place.name.toLowerCase().startsWith(asked));
  return found.sort((one, other) => begins(one) - begins(other) || one.name.localeCompare(other.name)).slice(0, MOST);
}

/** The area and the point of a postcode, as the service has them. */
export async function located(postcode: string, draft: string): Promise<{ area: string | null; at: Point | null }> {
  const asked = new URLSearchParams({ postcode, draft });
  const { area, location } = await get<{ area: { code: string } | null; location: { lon: number; lat: number } | null }>(`/v1/resolve?${asked}`);
  return { area: area?.code ?? null, at: location && [location.lon, location.lat] };
}
