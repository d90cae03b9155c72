/** Shapes drawn by hand. */

import type { Map as MapLibre } from 'maplibre-gl';
import { TerraDraw, TerraDrawFreehandMode } from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';

import { INK } from './shading';

/** Lets a shape be drawn, and another after it, until what it gives back is called. */
export function freehand(map: MapLibre, drew: (shape: GeoJSON.Polygon) => void): () => void {
  const styles = { fillColor: INK, fillOpacity: 0.15, outlineColor: INK, outlineWidth: 3 } as const;
  const draw = new TerraDraw({ adapter: new TerraDrawMapLibreGLAdapter({ map }), modes: [new TerraDrawFreehandMode({ styles })] });
  draw.start();
  draw.setMode('freehand');
  draw.on('finish', id => {
    const geometry = draw.getSnapshotFeature(id)?.geometry;
    draw.clear();
    if (geometry?.type === 'Polygon') drew(geometry as GeoJSON.Polygon);
  });
  return () => draw.stop();
}
