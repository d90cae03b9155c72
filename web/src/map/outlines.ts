/** Outlines of areas as paths of SVG, on a plane with north up on which a degree is as long across as down. */

import { get } from '../service/api';
import type { Box, Facts, Point } from '../service/facts';

export class Plane {
  private readonly squeeze: number;

  /** True in the middle of a box of longitudes and latitudes. */
  constructor([, south, , north]: Box) {
    this.squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  }

  flat([lon, lat]: Point): [number, number] {
    return [lon * this.squeeze, -lat];
  }

  round([x, y]: readonly [number, number]): Point {
    return [x / this.squeeze, -y];
  }

  /** Degrees of longitude as long as one of the plane. */
  get degrees(): number {
    return this.squeeze;
  }

  path(points: readonly Point[]): string {
    return `M${points.map(point => this.flat(point).map(number => number.toFixed(5)).join(' ')).join('L')}`;
  }

  outline({ coordinates }: GeoJSON.MultiPolygon): string {
    return coordinates.flat().map(ring => `${this.path(ring as Point[])}Z`).join('');
  }
}

/** Every area of a draft as it is drawn at a zoom level: the lower, the fewer vertices. */
export async function outlines(facts: Facts, plane: Plane, level: number): Promise<Map<string, string>> {
  const query = `limit=10000&zoom-level=${level}&properties=id&draft=${encodeURIComponent(facts.draft.id)}`;
  const { features } = await get<GeoJSON.FeatureCollection<GeoJSON.MultiPolygon>>(`/collections/areas/items?${query}`);
  return new Map(features.map(feature => [String(feature.id), plane.outline(feature.geometry)]));
}
