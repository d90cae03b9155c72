/** The map: the service's own tiles and style, with what was moved, what is selected, and the hand that selects. */

import {
  Map as MapLibre,
  NavigationControl,
  Popup,
  ScaleControl,
  setWorkerUrl,
  type ExpressionSpecification,
  type GeoJSONSource,
  type MapMouseEvent,
  type PointLike,
  type StyleSpecification,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import { get } from './api';
import type { Box, Facts } from './facts';

/** What the hand does on the map. */
export type Tool = 'look' | 'pick' | 'brush' | 'box';

/** What an area is shaded by. */
export type Shading = 'neighbourhood' | 'residents_per_km2' | 'imd_decile' | 'core20';

export interface Hand {
  /** Areas were chosen; a stroke goes on from the last call. */
  chose(areas: string[], goesOn: boolean): void;
  /** A place was asked about. */
  asked(area: string | null, practice: string | null): void;
}

const BRUSH_PX = 12;
const INK = '#212b32';
const AREAS = { source: 'areas', 'source-layer': 'areas' } as const;
/** Dark is more, in steps that people with any sight of colours tell apart (C. Brewer, ColorBrewer 2.0, Blues). */
const BLUES = ['#eff3ff', '#bdd7e7', '#6baed6', '#3182bd', '#08519c'];

setWorkerUrl(worker);

export class MapView {
  readonly map: MapLibre;
  private tool: Tool = 'look';
  private moved = new Set<string>();
  private selected = new Set<string>();
  private readonly popup = new Popup({ maxWidth: '18rem' });

  private constructor(
    map: MapLibre,
    private readonly facts: Facts,
    private readonly fills: readonly string[],
    private readonly hand: Hand,
  ) {
    this.map = map;
    this.listen();
  }

  /** Draws the draft in an element, where the address says or whole. */
  static async draw(container: HTMLElement, facts: Facts, hand: Hand, at: [number, number, number] | null): Promise<MapView> {
    const style = await get<StyleSpecification>(`/xyz/style?draft=${encodeURIComponent(facts.draft.id)}`);
    const fills = palette(style);
    adapt(style, facts, fills);
    const map = new MapLibre({
      container,
      style,
      attributionControl: { compact: true },
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 150,
      ...(at ? { center: [at[1], at[2]], zoom: at[0] } : { bounds: whole(facts), fitBoundsOptions: { padding: 16 } }),
    });
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    await new Promise<void>(resolve => map.once('load', () => resolve()));
    hatch(map);
    container.querySelector('.maplibregl-compact-show')?.classList.remove('maplibregl-compact-show');
    map.addLayer({ id: 'moved', type: 'fill', ...AREAS, filter: ['literal', false], paint: { 'fill-pattern': 'hatch' } }, 'neighbourhood-borders');
    return new MapView(map, facts, fills, hand);
  }

  take(tool: Tool): void {
    this.tool = tool;
    this.map.getCanvas().style.cursor = tool === 'look' ? '' : 'crosshair';
    if (tool === 'brush' || tool === 'box') this.map.dragPan.disable();
    else this.map.dragPan.enable();
  }

  /** Shows where areas went: to which neighbourhood, and the new outlines. */
  show(moved: readonly { code: string; to: string }[], borders: GeoJSON.GeoJSON, colours: ReadonlyMap<string, number>): void {
    const now = new Set(moved.map(area => area.code));
    for (const code of this.moved) if (!now.has(code)) this.state(code, { fill: null });
    for (const { code, to } of moved) this.state(code, { fill: this.fills[colours.get(to) ?? 0] ?? null });
    this.moved = now;
    this.map.setFilter('moved', ['in', ['get', 'id'], ['literal', [...now]]]);
    this.map.getSource<GeoJSONSource>('plan')?.setData(borders);
  }

  select(areas: ReadonlySet<string>): void {
    for (const code of this.selected) if (!areas.has(code)) this.state(code, { selected: false });
    for (const code of areas) this.state(code, { selected: true });
    this.selected = new Set(areas);
  }

  shade(by: Shading): { title: string; steps: [string, string][] } {
    const { expression, title, steps } = shading(by);
    this.map.setPaintProperty('area-fills', 'fill-color', expression ?? this.ownColour());
    return { title, steps };
  }

  /** Hides what the plan changes, for a look at how it was. */
  before(is: boolean): void {
    for (const layer of ['moved', 'plan-borders']) this.map.setLayoutProperty(layer, 'visibility', is ? 'none' : 'visible');
    this.map.setPaintProperty('area-fills', 'fill-color', is ? draftColour(this.facts, this.fills) : this.ownColour());
  }

  goTo(box: Box): void {
    this.map.fitBounds(box, { padding: 60, maxZoom: 13, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  }

  tell(at: [number, number], card: HTMLElement): void {
    this.popup.setLngLat(at).setDOMContent(card).addTo(this.map);
  }

  view(): [number, number, number] {
    const { lng, lat } = this.map.getCenter();
    return [Number(this.map.getZoom().toFixed(2)), Number(lng.toFixed(4)), Number(lat.toFixed(4))];
  }

  private ownColour(): ExpressionSpecification {
    return ['coalesce', ['feature-state', 'fill'], draftColour(this.facts, this.fills)] as unknown as ExpressionSpecification;
  }

  private state(code: string, state: Record<string, unknown>): void {
    this.map.setFeatureState({ source: 'areas', sourceLayer: 'areas', id: code }, state);
  }

  private areasIn(where: PointLike | [PointLike, PointLike]): string[] {
    const found = this.map.queryRenderedFeatures(where, { layers: ['area-fills'] });
    return [...new Set(found.map(feature => String(feature.properties.id)))];
  }

  private listen(): void {
    let from: { x: number; y: number } | null = null;
    let goesOn = false;
    const outline = document.createElement('div');
    outline.className = 'app-box';
    outline.hidden = true;
    this.map.getContainer().append(outline);
    const near = (event: MapMouseEvent): [PointLike, PointLike] => [
      [event.point.x - BRUSH_PX, event.point.y - BRUSH_PX],
      [event.point.x + BRUSH_PX, event.point.y + BRUSH_PX],
    ];
    const paint = (event: MapMouseEvent) => {
      const areas = this.areasIn(near(event));
      if (areas.length) this.hand.chose(areas, goesOn);
      goesOn = goesOn || areas.length > 0;
    };
    this.map.on('mousedown', event => {
      if (this.tool !== 'brush' && this.tool !== 'box') return;
      [from, goesOn] = [event.point, false];
      if (this.tool === 'brush') paint(event);
    });
    this.map.on('mousemove', event => {
      if (!from) return;
      if (this.tool === 'brush') paint(event);
      else spread(outline, from, event.point);
    });
    this.map.on('mouseup', event => {
      if (from && this.tool === 'box') {
        const areas = this.areasIn([[from.x, from.y], [event.point.x, event.point.y]]);
        if (areas.length) this.hand.chose(areas, false);
        spread(outline, null, event.point);
      }
      from = null;
    });
    this.map.on('click', event => {
      if (this.tool === 'pick') {
        const [area] = this.areasIn([event.point.x, event.point.y]);
        if (area) this.hand.chose([area], false);
      }
      if (this.tool !== 'look') return;
      const [practice] = this.map.queryRenderedFeatures(near(event), { layers: ['practices'] });
      const [area] = this.areasIn([event.point.x, event.point.y]);
      this.hand.asked(area ?? null, practice ? String(practice.properties.id) : null);
    });
  }
}

function whole(facts: Facts): Box {
  const boxes = [...facts.zones.values()].map(zone => zone.bbox);
  return boxes.reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])]);
}

/** The fills by number of colour, from the style of the service. */
function palette(style: StyleSpecification): string[] {
  const layer = style.layers.find(layer => layer.id === 'neighbourhoods');
  const match = layer?.type === 'fill' ? (layer.paint?.['fill-color'] as unknown[]) : [];
  return match.slice(2, -1).filter((part): part is string => typeof part === 'string');
}

function draftColour(facts: Facts, fills: readonly string[]): ExpressionSpecification {
  const pairs = [...facts.zones.values()].flatMap(zone => [zone.id, fills[zone.colour] ?? '#dddddd']);
  return ['match', ['get', 'neighbourhood'], ...pairs, '#dddddd'] as unknown as ExpressionSpecification;
}

/** Fills by area instead of by neighbourhood, practices by the size of their lists, and layers for what changes. */
function adapt(style: StyleSpecification, facts: Facts, fills: readonly string[]): void {
  style.sources['areas'] = { ...style.sources['areas'], promoteId: { areas: 'id' } } as StyleSpecification['sources'][string];
  style.sources['plan'] = { type: 'geojson', data: { type: 'FeatureCollection', features: [] } };
  const at = style.layers.findIndex(layer => layer.id === 'neighbourhoods');
  style.layers.splice(
    at,
    1,
    { id: 'area-fills', type: 'fill', ...AREAS, paint: { 'fill-color': ['coalesce', ['feature-state', 'fill'], draftColour(facts, fills)] as unknown as ExpressionSpecification, 'fill-antialias': false } },
  );
  const borders = style.layers.findIndex(layer => layer.id === 'neighbourhood-borders');
  style.layers.splice(
    borders + 1,
    0,
    { id: 'plan-borders', type: 'line', source: 'plan', paint: { 'line-color': '#d4351c', 'line-width': 3 } },
    { id: 'selected', type: 'line', ...AREAS, paint: { 'line-color': INK, 'line-width': ['case', ['boolean', ['feature-state', 'selected'], false], 3, 0] } },
  );
  const practices = style.layers.find(layer => layer.id === 'practices');
  if (practices?.type === 'circle') {
    practices.paint = { ...practices.paint, 'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'list_size']], 30, 3, 180, 11] };
    practices.filter = ['has', 'neighbourhood'];
    practices.minzoom = 7;
  }
}

/** Slanting lines, drawn here, so that no picture is fetched. */
function hatch(map: MapLibre): void {
  const size = 8;
  const data = new Uint8Array(size * size * 4);
  for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) if ((x + y) % size < 2) data.set([33, 43, 50, 200], (y * size + x) * 4);
  map.addImage('hatch', { width: size, height: size, data });
}

function spread(outline: HTMLElement, from: { x: number; y: number } | null, to: { x: number; y: number }): void {
  outline.hidden = from === null;
  if (!from) return;
  outline.style.left = `${Math.min(from.x, to.x)}px`;
  outline.style.top = `${Math.min(from.y, to.y)}px`;
  outline.style.width = `${Math.abs(from.x - to.x)}px`;
  outline.style.height = `${Math.abs(from.y - to.y)}px`;
}

function shading(by: Shading): { expression: ExpressionSpecification | null; title: string; steps: [string, string][] } {
  const stepped = (name: string, limits: number[], colours: string[]): ExpressionSpecification =>
    ['step', ['coalesce', ['get', name], 0], colours[0] ?? INK, ...limits.flatMap((limit, place) => [limit, colours[place + 1] ?? INK])] as unknown as ExpressionSpecification;
  switch (by) {
    case 'neighbourhood':
      return { expression: null, title: 'Neighbourhoods', steps: [] };
    case 'residents_per_km2': {
      const limits = [200, 1000, 3000, 6000];
      const words = ['under 200', '200 to 1,000', '1,000 to 3,000', '3,000 to 6,000', '6,000 and more'];
      return { expression: stepped(by, limits, BLUES), title: 'Residents a square kilometre', steps: words.map((word, place) => [BLUES[place] ?? INK, word]) };
    }
    case 'imd_decile': {
      const colours = [...BLUES].reverse();
      const words = ['1 and 2, most deprived', '3 and 4', '5 and 6', '7 and 8', '9 and 10, least deprived'];
      return { expression: stepped(by, [3, 5, 7, 9], colours), title: 'Deprivation, national decile (IMD 2025)', steps: words.map((word, place) => [colours[place] ?? INK, word]) };
    }
    case 'core20':
      return {
        expression: ['case', ['get', 'core20'], '#08519c', '#eff3ff'] as unknown as ExpressionSpecification,
        title: 'Core20: the most deprived fifth nationally',
        steps: [['#08519c', 'Core20'], ['#eff3ff', 'not']],
      };
  }
}
