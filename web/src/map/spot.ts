/** A small map of a neighbourhood, with a place in it. */

import { Map as MapLibre, NavigationControl, setWorkerUrl, type StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import { get, type Neighbourhood } from '../service/api';
import type { Box, Point } from '../service/facts';
import { onPaper } from './paper';
import { INK } from './shading';

setWorkerUrl(worker);
let shown: MapLibre | null = null;
onPaper(() => shown);

/** Draws the map in an element, in place of the one before. */
export async function spot(container: HTMLElement, zone: string, at: Point): Promise<void> {
  const [style, { bbox }] = await Promise.all([get<StyleSpecification>('/xyz/style'), get<Neighbourhood>(`/v1/neighbourhoods/${zone}`)]);
  style.sources['place'] = { type: 'geojson', data: { type: 'Point', coordinates: at } };
  style.layers.push({ id: 'place', type: 'circle', source: 'place', paint: { 'circle-radius': 8, 'circle-color': '#d4351c', 'circle-stroke-color': INK, 'circle-stroke-width': 2 } });
  shown?.remove();
  const map = new MapLibre({ container, style, bounds: bbox as Box, fitBoundsOptions: { padding: 24 }, attributionControl: { compact: true }, fadeDuration: 0 });
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  shown = map;
  await new Promise<void>(resolve => map.once('load', () => resolve()));
  // Closed: on a telephone it would lie over the buttons.
  container.querySelector('.maplibregl-compact-show')?.classList.remove('maplibregl-compact-show');
  container.dataset.ready = 'yes';
}
