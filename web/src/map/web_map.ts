/** The map as the graphics card draws it: the service's own tiles, with what was moved and what is shown of it. */

import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type ExpressionSpecification, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import worker from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

import type { Settlement } from '../service/settlements';
import { listSize, type Standing } from '../plan/standing';
import { here } from '../service/address';
import type { Box, Facts, Point } from '../service/facts';
import { basemap } from './basemap';
import { hasSheet, isCalm, startBox, type Ground, type Layers, type Pixel } from './ground';
import { onPaper } from './paper';
import { showPlaces } from './place_names';
import { room } from './room';
import { painting, type Shading } from './shading';
import { closedOnes, crosses, drawn, from, hatch, radius } from './style';
import { Swipe } from './swipe';

setWorkerUrl(worker);

const LAYERS: Readonly<Record<keyof Layers, readonly string[]>> = { practices: ['practices', 'closed-practices'], places: ['places'], settlement: ['settlement'], councils: ['districts'] };

export class WebMap implements Ground {
  readonly marks = 'stripes';
  readonly drawable = ['practices', 'places', 'settlement', 'councils'] as const;
  /** What each area shows: its colour, and whether it moved. */
  private readonly shown = new Map<string, string>();
  private readonly painted = new Map<string, string>();
  private selected: readonly string[] = [];
  private hovered: string | null = null;
  private swipe: Swipe | null = null;
  private shading: Shading = 'neighbourhood';
  private isCompared = false;

  private constructor(
    private readonly map: MapLibre,
    private readonly facts: Facts,
  ) {}

  /** Draws the draft in an element, where the address says or whole. */
  static async draw(container: HTMLElement, facts: Facts, at: [number, number, number] | null, places: readonly Settlement[]): Promise<WebMap> {
    const style = await drawn(facts);
    await basemap(style);
    const map = new MapLibre({
      container,
      style,
      transformRequest: url => ({ url: here(url) }),
      attributionControl: { compact: true },
      fadeDuration: isCalm() ? 0 : 150,
      dragRotate: false,
      touchPitch: false,
      ...(at ? { center: [at[1], at[2]], zoom: at[0] } : { bounds: startBox(facts), fitBoundsOptions: { padding: room(container.clientWidth, hasSheet()) } }),
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-left');
    // Layers can be added from now on; tiles come while the figures are looked at.
    await new Promise<void>(resolve => map.once('style.load', () => resolve()));
    hatch(map, facts);
    crosses(map);
    showPlaces(map, places);
    // Whose the data is opens by itself over the map once all sources are there: it is one press away.
    map.once('load', () => container.querySelector('.maplibregl-compact-show')?.classList.remove('maplibregl-compact-show'));
    map.once('idle', () => (container.dataset.ready = 'yes'));
    onPaper(() => map);
    return new WebMap(map, facts);
  }

  get host(): HTMLElement {
    return this.map.getContainer();
  }

  areasAt([x, y]: Pixel, radius: number): string[] {
    if (radius <= 1) return this.areas([x, y]);
    return this.areas([[x - radius, y - radius], [x + radius, y + radius]]);
  }

  areasIn(from: Pixel, to: Pixel): string[] {
    return this.areas([[...from], [...to]]);
  }

  practiceAt([x, y]: Pixel): string | null {
    const near = 6;
    const [found] = this.map.queryRenderedFeatures([[x - near, y - near], [x + near, y + near]], { layers: ['practices', 'closed-practices'] });
    return found ? String(found.properties.id) : null;
  }

  pixelOf(place: Point): Pixel {
    const { x, y } = this.map.project(place);
    return [x, y];
  }

  placeOf([x, y]: Pixel): Point {
    const { lng, lat } = this.map.unproject([x, y]);
    return [lng, lat];
  }

  show(now: Standing, shading: Shading, isBefore: boolean): void {
    const zones = isBefore ? this.facts.zones : now.zones;
    const painted = painting(shading, zones);
    if (shading !== this.shading) this.swipe?.shade(shading);
    this.shading = shading;
    for (const area of this.facts.areas.values()) {
      const zone = isBefore ? area.zone : (now.areas.get(area.id) ?? area.zone);
      const [fill, moved] = [painted.of(area, zones.get(zone)), zone !== area.zone];
      const shown = `${fill} ${moved}`;
      if (this.shown.get(area.id) === shown) continue;
      this.shown.set(area.id, shown);
      this.state(area.id, { fill, moved });
    }
    this.set('moved', 'fill-pattern', from(this.facts, zones));
    this.practices(now, isBefore);
    for (const layer of ['lost-borders', 'gained-borders', 'gained-casings']) this.visible(layer, !isBefore);
  }

  /** Practices that close are crossed, and those that take their lists grow. */
  private practices(now: Standing, isBefore: boolean): void {
    const lists = isBefore ? { ...now, closed: new Map<string, string>() } : now;
    const wanted = JSON.stringify([...lists.closed]);
    if ((this.painted.get('practices-closed') ?? '[]') === wanted) return;
    this.painted.set('practices-closed', wanted);
    const closed = closedOnes([...lists.closed.keys()]);
    this.map.setFilter('practices', ['all', ['has', 'neighbourhood'], ['!', closed]] as unknown as ExpressionSpecification);
    this.map.setFilter('closed-practices', closed);
    const takers = new Map([...lists.closed.values()].map(taker => [taker, listSize(this.facts, lists, taker)]));
    this.map.setPaintProperty('practices', 'circle-radius', radius(takers));
  }

  borders(lines: GeoJSON.GeoJSON): void {
    this.source('plan').setData(lines);
  }

  flows(lines: GeoJSON.GeoJSON): void {
    this.source('flows').setData(lines);
  }

  layers(shown: Layers): void {
    for (const [name, ids] of Object.entries(LAYERS)) for (const id of ids) this.visible(id, shown[name as keyof Layers]);
  }

  select(areas: readonly string[]): void {
    for (const area of this.selected) this.state(area, { selected: false });
    for (const area of areas) this.state(area, { selected: true });
    this.selected = areas;
  }

  hover(area: string | null): void {
    if (area === this.hovered) return;
    if (this.hovered) this.state(this.hovered, { hovered: false });
    if (area) this.state(area, { hovered: true });
    this.hovered = area;
  }

  goTo(box: Box): void {
    this.map.fitBounds(box, { padding: room(this.host.clientWidth, hasSheet()), maxZoom: 13, animate: !isCalm() });
  }

  pan([x, y]: Pixel): void {
    this.map.panBy([x, y], { animate: false });
  }

  zoom(factor: number, [x, y]: Pixel): void {
    this.map.zoomTo(this.map.getZoom() + Math.log2(factor), { around: this.map.unproject([x, y]), animate: false });
  }

  view(): [number, number, number] {
    const { lng, lat } = this.map.getCenter();
    return [Number(this.map.getZoom().toFixed(2)), Number(lng.toFixed(4)), Number(lat.toFixed(4))];
  }

  moved(listener: () => void): void {
    this.map.on('move', listener);
    this.map.on('resize', listener);
  }

  /** Puts the map as it was beside the map as it is, or takes it away. */
  async compare(is: boolean): Promise<void> {
    this.isCompared = is;
    this.swipe?.end();
    this.swipe = null;
    if (!is) return;
    const swipe = await Swipe.over(this.map, this.facts, this.shading);
    // It may have been taken away, or asked for again, while it was drawn.
    if (this.isCompared && !this.swipe) this.swipe = swipe;
    else swipe.end();
  }

  private areas(where: [number, number] | [[number, number], [number, number]]): string[] {
    const found = this.map.queryRenderedFeatures(where, { layers: ['area-fills'] });
    return [...new Set(found.map(feature => String(feature.properties.id)))];
  }

  /** Sets a property only when it changes, since setting it paints every tile again. */
  private set(layer: string, property: 'fill-pattern', value: ExpressionSpecification): void {
    const wanted = JSON.stringify(value);
    if (this.painted.get(property) !== wanted) this.map.setPaintProperty(layer, property, value);
    this.painted.set(property, wanted);
  }

  private visible(layer: string, is: boolean): void {
    const wanted = is ? 'visible' : 'none';
    if (this.map.getLayer(layer) && this.painted.get(layer) !== wanted) this.map.setLayoutProperty(layer, 'visibility', wanted);
    this.painted.set(layer, wanted);
  }

  private state(area: string, state: Record<string, unknown>): void {
    this.map.setFeatureState({ source: 'areas', sourceLayer: 'areas', id: area }, state);
  }

  private source(name: string): GeoJSONSource {
    return this.map.getSource(name) as GeoJSONSource;
  }
}
