/** The service's own style, made into the planner's: areas filled one by one, and layers for what changes. */

import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';

import { FILLS, fillOf } from '../plan/colours';
import { get } from '../service/api';
import type { Facts, Zone } from '../service/facts';
import { RADII, SHARES } from './dots';
import { OPACITY, UNKNOWN } from './shading';

export const AREAS = { source: 'areas', 'source-layer': 'areas' } as const;
/** Patients who leave to be registered, and those who come. */
export const OUT = '#7c2855';
export const IN = '#006747';
const NONE: GeoJSON.GeoJSON = { type: 'FeatureCollection', features: [] };

/** Colours of the map by the page's own, so that it is dark where the page is. */
export interface Inks {
  readonly ink: string;
  readonly ground: string;
  readonly casing: string;
  readonly council: string;
}

export function inks(): Inks {
  const of = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  return { ink: of('--ink') || '#1b242c', ground: of('--ground') || '#f7f6f2', casing: of('--paper') || '#ffffff', council: of('--council') || '#6a1b9a' };
}

export async function drawn(facts: Facts): Promise<StyleSpecification> {
  const style = await get<StyleSpecification>(`/xyz/style?draft=${encodeURIComponent(facts.draft.id)}`);
  const colours = inks();
  style.sources['areas'] = { ...style.sources['areas'], promoteId: { areas: 'id' } } as StyleSpecification['sources'][string];
  for (const name of ['plan', 'flows', 'places']) style.sources[name] = { type: 'geojson', data: NONE };
  // Names are written over the map, where they follow the plan.
  style.layers = style.layers.filter(layer => layer.id !== 'labels').map(layer => restyled(layer, facts, colours));
  // Over the borders of neighbourhoods, where both run along one another.
  const councils = style.layers.filter(layer => layer.id === 'districts');
  style.layers = style.layers.filter(layer => layer.id !== 'districts');
  after(style, 'neighbourhood-borders', [...councils, ...added(colours)]);
  return style;
}

function restyled(layer: LayerSpecification, facts: Facts, { ink, ground, casing, council }: Inks): LayerSpecification {
  switch (layer.id) {
    case 'background':
      return { ...layer, paint: { 'background-color': ground } } as LayerSpecification;
    case 'neighbourhoods':
      return { id: 'area-fills', type: 'fill', ...AREAS, paint: { 'fill-color': ['coalesce', ['feature-state', 'fill'], ofDraft(facts)], 'fill-opacity': OPACITY, 'fill-antialias': false } };
    case 'areas':
      return { ...layer, minzoom: 10, paint: { 'line-color': ink, 'line-opacity': 0.22, 'line-width': 0.5 } } as LayerSpecification;
    case 'settlement':
      return { ...layer, paint: { 'circle-color': ink, 'circle-opacity': ['interpolate', ['linear'], ['zoom'], 7, 0.45, 12, 0.6], 'circle-radius': ['interpolate', ['exponential', 1.6], ['zoom'], 7, 0.7, 10, 1.3, 14, 3] } } as LayerSpecification;
    case 'districts':
      return { ...layer, layout: { visibility: 'visible' }, paint: { 'line-color': council, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 1.25, 12, 2.5], 'line-dasharray': [4, 3] } } as LayerSpecification;
    case 'neighbourhood-casings':
      return { ...layer, paint: { 'line-color': casing, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 3, 12, 6] } } as LayerSpecification;
    case 'neighbourhood-borders':
      return { ...layer, paint: { 'line-color': ink, 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 1, 12, 2.5] } } as LayerSpecification;
    case 'practices':
      return {
        ...layer,
        minzoom: 7,
        filter: ['has', 'neighbourhood'],
        paint: {
          'circle-radius': radius(new Map()),
          'circle-color': '#ffffff',
          'circle-stroke-color': '#1b242c',
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 8, 1, 11, 2],
        },
      } as unknown as LayerSpecification;
    default:
      return layer;
  }
}

/** The colour of an area's neighbourhood in the draft: until it is told of its own. */
function ofDraft({ zones }: Facts): ExpressionSpecification {
  const pairs = [...zones.values()].flatMap(zone => [zone.id, fillOf(zone.colour)]);
  return ['match', ['get', 'neighbourhood'], ...pairs, UNKNOWN] as unknown as ExpressionSpecification;
}

/** The radius of a practice's dot, in pixels: its surface follows the length of its list, which is another for those that take one. */
export function radius(takers: ReadonlyMap<string, number>): ExpressionSpecification {
  const list = takers.size ? ['match', ['get', 'id'], ...[...takers].flat(), ['get', 'list_size']] : ['get', 'list_size'];
  const byList = (share: number) => ['interpolate', ['linear'], ['sqrt', list], ...RADII.flatMap(([root, radius]) => [root, radius * share])];
  return ['interpolate', ['linear'], ['zoom'], ...SHARES.flatMap(([zoom, share]) => [zoom, byList(share)])] as unknown as ExpressionSpecification;
}

function added({ ink, casing }: Inks): LayerSpecification[] {
  const state = (name: string, on: number) => ['case', ['boolean', ['feature-state', name], false], on, 0] as unknown as ExpressionSpecification;
  return [
    { id: 'lost-borders', type: 'line', source: 'plan', filter: ['==', ['get', 'border'], 'lost'], paint: { 'line-color': casing, 'line-width': 2, 'line-dasharray': [2, 2] } },
    { id: 'gained-casings', type: 'line', source: 'plan', filter: ['==', ['get', 'border'], 'gained'], paint: { 'line-color': casing, 'line-width': 6 } },
    { id: 'gained-borders', type: 'line', source: 'plan', filter: ['==', ['get', 'border'], 'gained'], paint: { 'line-color': '#d4351c', 'line-width': 3 } },
    { id: 'hovered', type: 'line', ...AREAS, paint: { 'line-color': ink, 'line-width': 2, 'line-opacity': state('hovered', 1) } },
    { id: 'selected', type: 'line', ...AREAS, paint: { 'line-color': ink, 'line-width': 3, 'line-opacity': state('selected', 1) } },
    {
      id: 'flows',
      type: 'line',
      source: 'flows',
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': ['match', ['get', 'way'], 'out', OUT, IN], 'line-width': ['get', 'width'], 'line-opacity': 0.75, 'line-offset': ['match', ['get', 'way'], 'out', 3, -3] },
    },
  ];
}

/** Stripes over what moved, for {@link from} to colour. Drawn here, so that no picture is fetched; thin where much is seen at once. */
export function hatch(map: MapLibre, facts: Facts): void {
  FILLS.forEach((fill, colour) => map.addImage(`from-${colour}`, stripes(fill)));
  // By the state of an area, not by a filter, which would have every tile read again.
  const isMoved = (on: number) => ['case', ['boolean', ['feature-state', 'moved'], false], on, 0];
  const opacity = ['interpolate', ['linear'], ['zoom'], 8, isMoved(0.45), 11, isMoved(0.9)] as unknown as ExpressionSpecification;
  map.addLayer({ id: 'moved', type: 'fill', ...AREAS, paint: { 'fill-pattern': from(facts, facts.zones), 'fill-opacity': opacity } }, 'neighbourhood-casings');
}

/** A layer for the practices that a plan closes, each a cross in the place of its dot. */
export function crosses(map: MapLibre): void {
  map.addImage('closed', cross());
  map.addLayer({ id: 'closed-practices', type: 'symbol', source: 'practices', 'source-layer': 'practices', filter: closedOnes([]), layout: { 'icon-image': 'closed', 'icon-allow-overlap': true, 'icon-ignore-placement': true } });
}

/** Those of some codes. */
export function closedOnes(codes: readonly string[]): ExpressionSpecification {
  return ['in', ['get', 'id'], ['literal', [...codes]]] as unknown as ExpressionSpecification;
}

/** Two slanting bars in red, cased in white. */
function cross(): { width: number; height: number; data: Uint8Array } {
  const size = 17;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const away = Math.min(Math.abs(x - y), Math.abs(x + y - (size - 1)));
      const isEnd = Math.max(Math.abs(x - 8), Math.abs(y - 8)) > 6;
      if (away <= 1 && !isEnd) data.set([212, 53, 28, 255], (y * size + x) * 4);
      else if (away <= 3) data.set([255, 255, 255, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

/** The stripes of an area that moved: in the colour of the neighbourhood it left. */
export function from(facts: Facts, zones: ReadonlyMap<string, Zone>): ExpressionSpecification {
  const pairs = [...facts.zones.values()].flatMap(zone => [zone.id, `from-${(zones.get(zone.id) ?? zone).colour % FILLS.length}`]);
  return ['match', ['get', 'neighbourhood'], ...pairs, 'from-0'] as unknown as ExpressionSpecification;
}

/** Slanting stripes of a colour (`#rrggbb`), each beside a dark line, with nothing between. */
function stripes(colour: string): { width: number; height: number; data: Uint8Array } {
  const size = 10;
  const [red, green, blue] = [1, 3, 5].map(place => Number.parseInt(colour.slice(place, place + 2), 16));
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const across = (x + y) % size;
      if (across < 1) data.set([33, 43, 50, 200], (y * size + x) * 4);
      else if (across < 4) data.set([red ?? 0, green ?? 0, blue ?? 0, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

function after(style: StyleSpecification, id: string, layers: LayerSpecification[]): void {
  style.layers = style.layers.flatMap(layer => (layer.id === id ? [layer, ...layers] : [layer]));
}
