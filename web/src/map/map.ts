/** The map: the service's own tiles, with what was moved and what is shown of it. */

import { Map as MapLibre, NavigationControl, Popup, ScaleControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import { here } from '../service/address';
import { basemap } from './basemap';
import type { Box, Facts, Point } from '../service/facts';
import { onPaper } from './paper';
import type { Standing } from '../plan/roster';
import { painting, type Painting, type Shading } from './shading';
import { drawn, from, hatch } from './style';
import { Swipe } from './swipe';

export interface Moved {
  readonly code: string;
  readonly to: string;
}

setWorkerUrl(worker);

export class MapView {
  private moved: readonly Moved[] = [];
  private shaded: Shading = 'neighbourhood';
  private readonly painted = new Map<string, string>();
  private isBefore = false;
  private swipe: Swipe | null = null;
  private zones: Standing['zones'];
  private readonly popup = new Popup({ maxWidth: '18rem' });

  private constructor(
    readonly map: MapLibre,
    private readonly facts: Facts,
    private readonly fills: readonly string[],
  ) {
    this.zones = facts.zones;
  }

  /** Draws the draft in an element, where the address says or whole. */
  static async draw(container: HTMLElement, facts: Facts, at: [number, number, number] | null): Promise<MapView> {
    const { style, fills } = await drawn(facts);
    await basemap(style);
    const map = new MapLibre({
      container,
      style,
      transformRequest: url => ({ url: here(url) }),
      attributionControl: { compact: true },
      fadeDuration: isCalm() ? 0 : 150,
      ...(at ? { center: [at[1], at[2]], zoom: at[0] } : { bounds: whole(facts), fitBoundsOptions: { padding: 16 } }),
    });
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    // Layers can be added from now on; tiles come while the figures are looked at.
    await new Promise<void>(resolve => map.once('style.load', () => resolve()));
    hatch(map, facts, fills);
    // Whose the data is opens by itself over the map once all sources are there: it is one press away.
    map.once('load', () => container.querySelector('.maplibregl-compact-show')?.classList.remove('maplibregl-compact-show'));
    onPaper(() => map);
    return new MapView(map, facts, fills);
  }

  /** Shows where areas went: to which neighbourhood, and the borders that come and go. */
  show(moved: readonly Moved[], borders: GeoJSON.GeoJSON, zones: Standing['zones']): Painting {
    const now = new Set(moved.map(area => area.code));
    for (const { code } of this.moved) if (!now.has(code)) this.state(code, null, false);
    [this.moved, this.zones] = [moved, zones];
    this.source('plan').setData(borders);
    return this.paint();
  }

  shade(by: Shading): Painting {
    this.shaded = by;
    return this.paint();
  }

  /** Hides what the plan changes, for a look at how it was. */
  before(is: boolean): void {
    this.isBefore = is;
    for (const layer of ['moved', 'lost-borders', 'gained-borders']) this.map.setLayoutProperty(layer, 'visibility', is ? 'none' : 'visible');
    this.paint();
  }

  /** Puts the map as it was beside the map as it is, or takes it away. */
  async compare(is: boolean): Promise<void> {
    this.swipe?.end();
    this.swipe = null;
    if (is) this.swipe = await Swipe.over(this.map, this.facts);
  }

  flows(lines: GeoJSON.GeoJSON): void {
    this.source('flows').setData(lines);
  }

  /** Outlines areas. */
  select(areas: readonly string[]): void {
    this.map.setFilter('selected', ['in', ['get', 'id'], ['literal', [...areas]]]);
  }

  /** Shows all of the draft. */
  showAll(): void {
    this.map.fitBounds(whole(this.facts), { padding: 16, animate: false });
  }

  goTo(box: Box): void {
    this.map.fitBounds(box, { padding: 60, maxZoom: 13, animate: !isCalm() });
  }

  tell(at: Point, card: HTMLElement): void {
    this.popup.setLngLat(at).setDOMContent(card).addTo(this.map);
  }

  view(): [number, number, number] {
    const { lng, lat } = this.map.getCenter();
    return [Number(this.map.getZoom().toFixed(2)), Number(lng.toFixed(4)), Number(lat.toFixed(4))];
  }

  private paint(): Painting {
    const zones = this.isBefore ? this.facts.zones : this.zones;
    const painted = painting(this.shaded, zones, this.fills);
    const { fill, ofZone } = painted;
    for (const { code, to } of this.moved) {
      const zone = zones.get(to);
      this.state(code, ofZone && zone && !this.isBefore ? ofZone(zone) : null, true);
    }
    this.set('area-fills', 'fill-color', ['coalesce', ['feature-state', 'fill'], fill] as unknown as ExpressionSpecification);
    this.set('moved', 'fill-pattern', from(this.facts, zones));
    return painted;
  }

  /** Sets a property only when it changes, since setting it paints every tile again. */
  private set(layer: string, property: 'fill-color' | 'fill-pattern', value: ExpressionSpecification): void {
    const wanted = JSON.stringify(value);
    if (this.painted.get(property) !== wanted) this.map.setPaintProperty(layer, property, value);
    this.painted.set(property, wanted);
  }

  private state(code: string, fill: string | null, moved: boolean): void {
    this.map.setFeatureState({ source: 'areas', sourceLayer: 'areas', id: code }, { fill, moved });
  }

  private source(name: string): GeoJSONSource {
    return this.map.getSource(name) as GeoJSONSource;
  }
}

function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

function whole(facts: Facts): Box {
  const boxes = [...facts.zones.values()].map(zone => zone.bbox);
  return boxes.reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])]);
}
