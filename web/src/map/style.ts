/** The service's own style, made into the planner's: areas filled one by one, and layers for what changes. */

import type { ExpressionSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';

import { get } from '../service/api';
import type { Facts, Zone } from '../service/facts';
import { INK, painting } from './shading';

export const AREAS = { source: 'areas', 'source-layer': 'areas' } as const;
/** Patients who leave to be registered, and those who come. */
export const OUT = '#7c2855';
export const IN = '#006747';

export interface Drawn {
  readonly style: StyleSpecification;
  /** Fills by the number of a colour. */
  readonly fills: readonly string[];
}

export async function drawn(facts: Facts): Promise<Drawn> {
  const style = await get<StyleSpecification>(`/xyz/style?draft=${encodeURIComponent(facts.draft.id)}`);
  const fills = palette(style);
  const none: GeoJSON.GeoJSON = { type: 'FeatureCollection', features: [] };
  style.sources['areas'] = { ...style.sources['areas'], promoteId: { areas: 'id' } } as StyleSpecification['sources'][string];
  for (const name of ['plan', 'flows']) style.sources[name] = { type: 'geojson', data: none };
  const filled = { type: 'fill', ...AREAS, paint: { 'fill-color': painting('neighbourhood', facts.zones, fills).fill, 'fill-antialias': false } } as const;
  replace(style, 'neighbourhoods', { id: 'area-fills', ...filled });
  after(style, 'neighbourhood-borders', [
    { id: 'lost-borders', type: 'line', source: 'plan', filter: ['==', ['get', 'border'], 'lost'], paint: { 'line-color': '#ffffff', 'line-width': 2, 'line-dasharray': [2, 2] } },
    { id: 'gained-borders', type: 'line', source: 'plan', filter: ['==', ['get', 'border'], 'gained'], paint: { 'line-color': '#d4351c', 'line-width': 4 } },
    { id: 'selected', type: 'line', ...AREAS, filter: ['literal', false] as unknown as ExpressionSpecification, paint: { 'line-color': INK, 'line-width': 3 } },
    {
      id: 'flows',
      type: 'line',
      source: 'flows',
      layout: { 'line-cap': 'round' },
      paint: { 'line-color': ['match', ['get', 'way'], 'out', OUT, IN], 'line-width': ['get', 'width'], 'line-opacity': 0.75, 'line-offset': ['match', ['get', 'way'], 'out', 3, -3] },
    },
  ]);
  const practices = style.layers.find(layer => layer.id === 'practices');
  if (practices?.type === 'circle') {
    practices.paint = { ...practices.paint, 'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'list_size']], 30, 3, 180, 11] };
    practices.filter = ['has', 'neighbourhood'];
    practices.minzoom = 7;
  }
  return { style, fills };
}

/** Stripes over what moved, for {@link from} to colour. Drawn here, so that no picture is fetched. */
export function hatch(map: MapLibre, facts: Facts, fills: readonly string[]): void {
  fills.forEach((fill, colour) => map.addImage(`from-${colour}`, stripes(fill)));
  // By the state of an area, not by a filter, which would have every tile read again.
  const isMoved: ExpressionSpecification = ['case', ['boolean', ['feature-state', 'moved'], false], 1, 0];
  map.addLayer({ id: 'moved', type: 'fill', ...AREAS, paint: { 'fill-pattern': from(facts, facts.zones), 'fill-opacity': isMoved } }, 'neighbourhood-borders');
}

/** The stripes of an area that moved: in the colour that the neighbourhood it leaves has now, or had, where it is gone. */
export function from(facts: Facts, zones: ReadonlyMap<string, Zone>): ExpressionSpecification {
  const pairs = [...facts.zones.values()].flatMap(zone => [zone.id, `from-${(zones.get(zone.id) ?? zone).colour}`]);
  return ['match', ['get', 'neighbourhood'], ...pairs, 'from-0'] as unknown as ExpressionSpecification;
}

/** Slanting stripes of a colour (`#rrggbb`), each beside a dark line, with nothing between. */
function stripes(colour: string): { width: number; height: number; data: Uint8Array } {
  const size = 12;
  const [red, green, blue] = [1, 3, 5].map(place => Number.parseInt(colour.slice(place, place + 2), 16));
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const across = (x + y) % size;
      if (across < 2) data.set([33, 43, 50, 220], (y * size + x) * 4);
      else if (across < 6) data.set([red ?? 0, green ?? 0, blue ?? 0, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, data };
}

function palette(style: StyleSpecification): string[] {
  const layer = style.layers.find(layer => layer.id === 'neighbourhoods');
  const match = layer?.type === 'fill' ? (layer.paint?.['fill-color'] as unknown[]) : [];
  return match.slice(2, -1).filter((part): part is string => typeof part === 'string');
}

function replace(style: StyleSpecification, id: string, layer: StyleSpecification['layers'][number]): void {
  style.layers = style.layers.map(other => (other.id === id ? layer : other));
}

function after(style: StyleSpecification, id: string, layers: StyleSpecification['layers']): void {
  style.layers = style.layers.flatMap(layer => (layer.id === id ? [layer, ...layers] : [layer]));
}
