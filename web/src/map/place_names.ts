/** Names of towns and villages on the map: the larger the place, the sooner and the larger it is written. */

import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';

import type { Settlement } from '../service/settlements';
import { inks } from './style';

export function showPlaces(map: MapLibre, places: readonly Settlement[]): void {
  const features = places.map(({ name, at, population }) => ({
    type: 'Feature' as const,
    properties: { name, population: population ?? 0 },
    geometry: { type: 'Point' as const, coordinates: at },
  }));
  (map.getSource('places') as GeoJSONSource).setData({ type: 'FeatureCollection', features });
  const { ink, casing } = inks();
  map.addLayer({
    id: 'places',
    type: 'symbol',
    source: 'places',
    // Where the whole county is seen, neighbourhoods say the same: towns come nearer, villages nearer still.
    minzoom: 9.5,
    filter: ['>=', ['get', 'population'], ['step', ['zoom'], 20_000, 9, 5000, 10, 1500, 11, 0]],
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Regular'],
      'text-size': ['interpolate', ['linear'], ['get', 'population'], 500, 11, 60_000, 14],
      'text-padding': 6,
      'symbol-sort-key': ['-', 0, ['get', 'population']],
    },
    paint: { 'text-color': ink, 'text-opacity': 0.75, 'text-halo-color': casing, 'text-halo-width': 1.2 },
  });
}
