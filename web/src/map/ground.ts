/** What a map is asked and told, however it is drawn: by the graphics card, or as SVG where there is none. */

import type { Standing } from '../plan/standing';
import type { Box, Facts, Point } from '../service/facts';
import type { Shading } from './shading';

/** Pixels from the map's upper left corner. */
export type Pixel = readonly [x: number, y: number];

export interface Layers {
  readonly practices: boolean;
  readonly places: boolean;
  readonly settlement: boolean;
  readonly councils: boolean;
}

export interface Ground {
  /** What the map is drawn in. */
  readonly host: HTMLElement;
  /** The layers that it can show. */
  readonly drawable: readonly (keyof Layers)[];
  /** How what moved and what closes is marked. */
  readonly marks: 'stripes' | 'outlines';
  /** Areas that meet a circle. */
  areasAt(at: Pixel, radius: number): string[];
  /** Areas that meet a box. */
  areasIn(from: Pixel, to: Pixel): string[];
  practiceAt(at: Pixel): string | null;
  pixelOf(place: Point): Pixel;
  placeOf(at: Pixel): Point;
  /** Shows who has what, shaded by something; the draft as it was, where that is wanted. */
  show(now: Standing, shading: Shading, isBefore: boolean): void;
  /** Borders that come and go. */
  borders(lines: GeoJSON.GeoJSON): void;
  flows(lines: GeoJSON.GeoJSON): void;
  layers(shown: Layers): void;
  select(areas: readonly string[]): void;
  hover(area: string | null): void;
  goTo(box: Box): void;
  pan(by: Pixel): void;
  /** Comes nearer by a factor, around a place on the screen. */
  zoom(factor: number, around: Pixel): void;
  /** Zoom, longitude, latitude. */
  view(): [number, number, number];
  moved(listener: () => void): void;
}

/** A whole county, unless the address says where. */
export function startBox({ zones }: Facts): Box {
  const boxes = [...zones.values()].map(zone => zone.bbox);
  return boxes.reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])]);
}

/** Whether a sheet lies over the foot of the map, as on a telephone; the styles ask for the same width. */
export function hasSheet(): boolean {
  return matchMedia('(max-width: 63.99rem)').matches;
}

export function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
