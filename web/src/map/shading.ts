/** What areas are shaded by, in colours that people with any sight of colours tell apart. */

import type { ExpressionSpecification } from 'maplibre-gl';

import { fillOf } from '../plan/colours';
import type { Zone } from '../service/facts';

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
  readonly steps: readonly [string, string][];
  /** The colour of an area by its own properties. */
  readonly fill: ExpressionSpecification;
  /** The colour of all areas of a neighbourhood; null where each area has its own. */
  readonly ofZone: ((zone: Zone) => string) | null;
}

type Zones = ReadonlyMap<string, Zone>;

export const INK = '#212b32';
const NONE = '#dddddd';
/** Dark is more (C. Brewer, ColorBrewer 2.0, Blues). */
const BLUES = ['#eff3ff', '#bdd7e7', '#6baed6', '#3182bd', '#08519c'];
const WORDS = {
  self_containment: ['under 60%', '60 to 70%', '70 to 80%', '80 to 90%', '90% and more'],
  residents_per_km2: ['under 200', '200 to 1,000', '1,000 to 3,000', '3,000 to 6,000', '6,000 and more'],
  imd_decile: ['1 and 2, most deprived', '3 and 4', '5 and 6', '7 and 8', '9 and 10, least deprived'],
};

export function painting(by: Shading, zones: Zones): Painting {
  const named = (zone: Zone) => fillOf(zone.colour);
  switch (by) {
    case 'neighbourhood':
      return byZone('Neighbourhoods', [], zones, named);
    case 'self_containment':
      return byZone('Patients registered in the neighbourhood they live in', steps(BLUES, WORDS[by]), zones, zone => stepOf(zone.figures.self_containment ?? 0, [0.6, 0.7, 0.8, 0.9]));
    case 'registered':
      return {
        title: 'Each area has the colour of the neighbourhood where most of its patients are registered',
        steps: [],
        fill: matched('registered_mostly_in', zones, named),
        ofZone: null,
      };
    case 'residents_per_km2':
      return byArea('Residents a square kilometre', by, [200, 1000, 3000, 6000], BLUES, WORDS[by]);
    case 'imd_decile':
      return byArea('Deprivation, national decile (IMD 2025)', by, [3, 5, 7, 9], [...BLUES].reverse(), WORDS[by]);
    case 'core20':
      return {
        title: 'Core20: the most deprived fifth nationally',
        steps: [['#08519c', 'Core20'], ['#eff3ff', 'not']],
        fill: ['case', ['get', 'core20'], '#08519c', '#eff3ff'],
        ofZone: null,
      };
  }
}

function byZone(title: string, steps: [string, string][], zones: Zones, ofZone: (zone: Zone) => string): Painting {
  return { title, steps, fill: matched('neighbourhood', zones, ofZone), ofZone };
}

function byArea(title: string, property: string, limits: readonly number[], colours: readonly string[], words: readonly string[]): Painting {
  const stops = limits.flatMap((limit, place) => [limit, colours[place + 1] ?? NONE]);
  const fill = ['step', ['coalesce', ['get', property], 0], colours[0] ?? NONE, ...stops] as unknown as ExpressionSpecification;
  return { title, steps: steps(colours, words), fill, ofZone: null };
}

function matched(property: string, zones: Zones, ofZone: (zone: Zone) => string): ExpressionSpecification {
  const pairs = [...zones.values()].flatMap(zone => [zone.id, ofZone(zone)]);
  return ['match', ['get', property], ...pairs, NONE] as unknown as ExpressionSpecification;
}

function stepOf(value: number, limits: readonly number[]): string {
  return BLUES[limits.filter(limit => value >= limit).length] ?? NONE;
}

function steps(colours: readonly string[], words: readonly string[]): [string, string][] {
  return words.map((word, place) => [colours[place] ?? NONE, word]);
}
