/** What areas are shaded by, in colours that people with any sight of colours tell apart. What is not known has a colour of its own. */

import { fillOf } from '../plan/colours';
import type { Area, Zone } from '../service/facts';

export type Shading = 'neighbourhood' | 'self_containment' | 'registered' | 'residents_per_km2' | 'imd_decile' | 'core20';

export const SHADINGS: readonly [Shading, string][] = [
  ['neighbourhood', 'Neighbourhoods'],
  ['self_containment', 'Registered where they live'],
  ['registered', 'Where most are registered'],
  ['residents_per_km2', 'Population density'],
  ['imd_decile', 'Deprivation'],
  ['core20', 'Core20'],
];

export interface Painting {
  readonly title: string;
  /** The legend: colours and words; empty where the names on the map say it. */
  readonly steps: readonly (readonly [string, string])[];
  /** The colour of an area that lies in a neighbourhood. */
  of(area: Area, zone: Zone | undefined): string;
}

/** How much of the ground is covered by a colour: the rest is seen through it. */
export const OPACITY = 0.55;
/** A grey that is in no scale. */
export const UNKNOWN = '#bbbbbb';
/** Darker than the colour of any neighbourhood. */
const OUTSIDE = '#555555';
const NOT_KNOWN: readonly [string, string] = [UNKNOWN, 'not known'];
/** Dark is more (C. Brewer, ColorBrewer 2.0, Blues). */
const BLUES = ['#eff3ff', '#bdd7e7', '#6baed6', '#3182bd', '#08519c'] as const;
const [PALE, DARK] = [BLUES[0], BLUES[4]];

/** A colour as it looks on the ground. */
export function seenThrough(colour: string): string {
  return `color-mix(in srgb, ${colour} ${100 * OPACITY}%, var(--ground))`;
}

export function painting(by: Shading, zones: ReadonlyMap<string, Zone>): Painting {
  const named = (zone: Zone | undefined) => (zone ? fillOf(zone.colour) : UNKNOWN);
  switch (by) {
    case 'neighbourhood':
      return { title: 'Neighbourhoods', steps: [], of: (_, zone) => named(zone) };
    case 'self_containment':
      return scale('Patients registered in the neighbourhood they live in', BLUES, [0.6, 0.7, 0.8, 0.9], ['under 60%', '60 to 70%', '70 to 80%', '80 to 90%', '90% and more'], (_, zone) => zone?.figures.self_containment ?? null);
    case 'registered':
      return {
        title: 'Each area has the colour of the neighbourhood where most of its patients are registered',
        steps: [[OUTSIDE, 'outside the county'], NOT_KNOWN],
        of: ({ registeredIn }) => (registeredIn === 'outside' ? OUTSIDE : named(zones.get(registeredIn ?? ''))),
      };
    case 'residents_per_km2':
      return scale('Residents a square kilometre', BLUES, [200, 1000, 3000, 6000], ['under 200', '200 to 1,000', '1,000 to 3,000', '3,000 to 6,000', '6,000 and more'], area => area.residentsPerKm2);
    case 'imd_decile':
      return scale('Deprivation, national decile (IMD 2025)', BLUES.toReversed(), [3, 5, 7, 9], ['1 and 2, most deprived', '3 and 4', '5 and 6', '7 and 8', '9 and 10, least deprived'], area => area.imdDecile);
    case 'core20':
      return {
        title: 'Core20: the most deprived fifth nationally',
        steps: [[DARK, 'Core20'], [PALE, 'not'], NOT_KNOWN],
        of: ({ isCore20 }) => (isCore20 === null ? UNKNOWN : isCore20 ? DARK : PALE),
      };
  }
}

/** Colours for what is below, between and above some limits. */
function scale(title: string, colours: readonly string[], limits: readonly number[], words: readonly string[], value: (area: Area, zone: Zone | undefined) => number | null): Painting {
  const colour = (number: number) => colours[limits.filter(limit => number >= limit).length] ?? UNKNOWN;
  return {
    title,
    steps: [...words.map((word, place) => [colours[place] ?? UNKNOWN, word] as const), NOT_KNOWN],
    of: (area, zone) => {
      const number = value(area, zone);
      return number === null ? UNKNOWN : colour(number);
    },
  };
}
