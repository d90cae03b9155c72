/** A basemap under the draft, where the service was given one (`--basemap`): a PMTiles file of its own. */

import { here } from '../service/address';
import { addProtocol, type LayerSpecification, type StyleSpecification } from 'maplibre-gl';

/** As the service describes it in the metadata of its style. */
interface Offered {
  readonly url: string;
  readonly type: 'vector' | 'raster';
  readonly attribution: string | null;
}

const LAND = '#f4f1ea';
const WATER = '#cfe3ee';
const ROAD = '#ffffff';

/** Puts the basemap, if there is one, under the layers of a style, which are then seen through. */
export async function basemap(style: StyleSpecification): Promise<void> {
  const offered = (style.metadata as { basemap?: Offered } | undefined)?.basemap;
  if (!offered) return;
  const { Protocol } = await import('pmtiles');
  addProtocol('pmtiles', new Protocol().tile);
  const { type, url } = offered;
  style.sources['basemap'] = { type, url: `pmtiles://${here(url)}`, ...(offered.attribution && { attribution: offered.attribution }), ...(type === 'raster' && { tileSize: 256 }) };
  const [background, ...rest] = style.layers;
  const under: LayerSpecification[] = type === 'raster' ? [{ id: 'basemap', type: 'raster', source: 'basemap' }] : protomaps();
  style.layers = [...(background ? [background] : []), ...under, ...rest.map(seenThrough)];
}

/** Ground, water and roads by the names that Protomaps gives its layers; what a file does not have is not drawn. */
function protomaps(): LayerSpecification[] {
  const of = (layer: string) => ({ source: 'basemap', 'source-layer': layer }) as const;
  return [
    { id: 'basemap-earth', type: 'fill', ...of('earth'), paint: { 'fill-color': LAND } },
    { id: 'basemap-water', type: 'fill', ...of('water'), filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': WATER } },
    { id: 'basemap-rivers', type: 'line', ...of('water'), filter: ['==', ['geometry-type'], 'LineString'], paint: { 'line-color': WATER, 'line-width': 1.5 } },
    { id: 'basemap-buildings', type: 'fill', ...of('buildings'), minzoom: 13, paint: { 'fill-color': '#e0dbd1' } },
    { id: 'basemap-roads', type: 'line', ...of('roads'), paint: { 'line-color': ROAD, 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.5, 14, 4] } },
  ];
}

function seenThrough(layer: LayerSpecification): LayerSpecification {
  return layer.type === 'fill' ? { ...layer, paint: { ...layer.paint, 'fill-opacity': 0.6 } } : layer;
}
