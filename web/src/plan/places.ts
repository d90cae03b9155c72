/** Finding a place by what people call it. */

import { get } from '../service/api';
import { around, type Box, type Facts, type Point, type Zone } from '../service/facts';
import type { Settlement } from '../service/settlements';
import { grouped } from '../ui/grouped';

/** What is found: a postcode, or ground with a name of its own. */
export type Place =
  | { readonly kind: 'Postcode' | 'Practice' | 'Neighbourhood'; readonly name: string; readonly id: string }
  | { readonly kind: 'MSOA' | 'Ward' | 'Area'; readonly name: string; readonly id: string; readonly areas: readonly string[]; readonly bbox: Box }
  | { readonly kind: 'Town' | 'Village'; readonly name: string; readonly id: string; readonly at: Point };

const MOST = 8;
/** People from which a place is called a town here. */
export const TOWN = 5000;
/** A postcode, whole or as far as it is written, once it has a digit. */
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?\s*(\d[a-z]{0,2})?$/i;
const ORDER = ['Neighbourhood', 'Town', 'Village', 'MSOA', 'Ward', 'Practice', 'Area', 'Postcode'];

/** Places whose name has the text in it: the one that is called exactly that first, then those that begin with it. */
export function suggestions(facts: Facts, zones: Iterable<Zone>, settlements: readonly Settlement[], text: string): Place[] {
  const asked = text.trim().toLowerCase();
  if (asked.length < 2) return [];
  if (POSTCODE.test(asked)) return [{ kind: 'Postcode', name: asked.toUpperCase(), id: asked.toUpperCase() }];
  const all: Place[] = [
    ...[...zones].map(zone => ({ kind: 'Neighbourhood' as const, name: zone.name, id: zone.id })),
    ...settlements.map(({ name, at, population }) => ({ kind: (population ?? 0) >= TOWN ? ('Town' as const) : ('Village' as const), name, id: name, at })),
    ...grounds(facts, 'msoa', 'MSOA'),
    ...grounds(facts, 'ward', 'Ward'),
    ...[...facts.practices.values()].map(practice => ({ kind: 'Practice' as const, name: practice.name, id: practice.id })),
    ...[...facts.areas.values()].map(area => ({ kind: 'Area' as const, name: area.name, id: area.id, areas: [area.id], bbox: area.bbox })),
  ];
  const found = all.filter(place => place.name.toLowerCase().includes(asked) || place.id.toLowerCase() === asked);
  const rank = ({ name }: Place) => (name.toLowerCase() === asked ? 0 : name.toLowerCase().startsWith(asked) ? 1 : 2);
  return found.sort((one, other) => rank(one) - rank(other) || ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.name.localeCompare(other.name)).slice(0, MOST);
}

/** The MSOAs or wards, each whole. */
function grounds(facts: Facts, set: 'msoa' | 'ward', kind: 'MSOA' | 'Ward'): Place[] {
  const bySet = grouped([...facts.areas.values()].filter(area => area[set].name), area => area[set].id);
  return [...bySet].map(([id, areas]) => ({ kind, id, name: areas[0]?.[set].name ?? id, areas: areas.map(area => area.id), bbox: around(areas.map(area => area.bbox)) }));
}

/** The areas of the same MSOA or ward as an area. */
export function allOf(facts: Facts, area: string, set: 'msoa' | 'ward'): string[] {
  const of = facts.areas.get(area)?.[set].id;
  return of ? [...facts.areas.values()].filter(other => other[set].id === of).map(other => other.id) : [area];
}

/** The area that a postcode or a point lies in, and where that is, as the service has it. */
export async function located(asked: { postcode: string } | { lon: string; lat: string }, draft: string): Promise<{ area: string | null; at: Point | null }> {
  const query = new URLSearchParams({ ...asked, draft });
  const { area, location } = await get<{ area: { code: string } | null; location: { lon: number; lat: number } | null }>(`/v1/resolve?${query}`);
  return { area: area?.code ?? null, at: location && [location.lon, location.lat] };
}
