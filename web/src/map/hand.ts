/** The hand on the map: looks, picks, brushes, draws a box or a shape. */

import type { Map as MapLibre, MapMouseEvent, Point, PointLike } from 'maplibre-gl';

export type Tool = 'look' | 'pick' | 'brush' | 'box' | 'shape';

export const TOOLS: readonly [Tool, string][] = [
  ['look', 'Look'],
  ['pick', 'Pick areas'],
  ['brush', 'Brush'],
  ['box', 'Box'],
  ['shape', 'Draw'],
];

export interface Chosen {
  /** Areas were chosen; a stroke goes on from the last call. */
  areas(areas: string[], goesOn: boolean): void;
  /** A shape was drawn around some ground. */
  shape(shape: GeoJSON.Polygon): void;
  /** A place was asked about. */
  asked(area: string | null, practice: string | null): void;
}

const BRUSH_PX = 12;

export class Hand {
  private tool: Tool = 'look';
  private from: Point | null = null;
  private goesOn = false;
  private readonly outline = document.createElement('div');
  private putDown: (() => void) | null = null;

  constructor(
    private readonly map: MapLibre,
    private readonly chosen: Chosen,
  ) {
    this.outline.className = 'app-box';
    this.outline.hidden = true;
    map.getContainer().append(this.outline);
    map.on('mousedown', event => this.press(event));
    map.on('mousemove', event => this.move(event));
    map.on('mouseup', event => this.lift(event));
    map.on('click', event => this.click(event));
  }

  take(tool: Tool): void {
    this.tool = tool;
    this.point(tool === 'look' ? '' : 'crosshair');
    if (tool === 'brush' || tool === 'box') this.map.dragPan.disable();
    else this.map.dragPan.enable();
    this.putDown?.();
    this.putDown = null;
    if (tool === 'shape') void this.draw();
  }

  /** Fetched when it is first taken: most planners brush. */
  private async draw(): Promise<void> {
    this.point('progress');
    const { freehand } = await import('./freehand');
    if (this.tool !== 'shape') return;
    this.putDown ??= freehand(this.map, shape => this.chosen.shape(shape));
    this.point('crosshair');
  }

  private point(cursor: string): void {
    this.map.getCanvas().style.cursor = cursor;
  }

  private press(event: MapMouseEvent): void {
    if (this.tool !== 'brush' && this.tool !== 'box') return;
    [this.from, this.goesOn] = [event.point, false];
    if (this.tool === 'brush') this.paint(event);
  }

  private move(event: MapMouseEvent): void {
    if (!this.from) return;
    if (this.tool === 'brush') this.paint(event);
    else this.spread(this.from, event.point);
  }

  private lift(event: MapMouseEvent): void {
    if (this.from && this.tool === 'box') {
      const areas = this.areasIn([this.from, event.point]);
      if (areas.length) this.chosen.areas(areas, false);
      this.outline.hidden = true;
    }
    this.from = null;
  }

  private click(event: MapMouseEvent): void {
    const [area] = this.areasIn(event.point);
    if (this.tool === 'pick' && area) this.chosen.areas([area], false);
    if (this.tool !== 'look') return;
    const [practice] = this.map.queryRenderedFeatures(near(event), { layers: ['practices'] });
    this.chosen.asked(area ?? null, practice ? String(practice.properties.id) : null);
  }

  private paint(event: MapMouseEvent): void {
    const areas = this.areasIn(near(event));
    if (!areas.length) return;
    this.chosen.areas(areas, this.goesOn);
    this.goesOn = true;
  }

  private areasIn(where: PointLike | [PointLike, PointLike]): string[] {
    const found = this.map.queryRenderedFeatures(where, { layers: ['area-fills'] });
    return [...new Set(found.map(feature => String(feature.properties.id)))];
  }

  private spread(from: Point, to: Point): void {
    this.outline.hidden = false;
    const { style } = this.outline;
    style.left = `${Math.min(from.x, to.x)}px`;
    style.top = `${Math.min(from.y, to.y)}px`;
    style.width = `${Math.abs(from.x - to.x)}px`;
    style.height = `${Math.abs(from.y - to.y)}px`;
  }
}

function near({ point }: MapMouseEvent): [PointLike, PointLike] {
  return [
    [point.x - BRUSH_PX, point.y - BRUSH_PX],
    [point.x + BRUSH_PX, point.y + BRUSH_PX],
  ];
}
