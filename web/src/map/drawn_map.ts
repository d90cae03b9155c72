/** The map as SVG, for browsers that cannot draw with the graphics card: the areas of the plan, which every tool works on. */

import { listSize, type Standing } from '../plan/standing';
import type { Box, Facts, Point } from '../service/facts';
import { hasSheet, startBox, type Ground, type Layers, type Pixel } from './ground';
import { radiusOf, shareAt } from './dots';
import { outlines, Plane } from './outlines';
import { room } from './room';
import { painting, type Shading } from './shading';

const SVG = 'http://www.w3.org/2000/svg';
const RING_POINTS = 8;

export class DrawnMap implements Ground {
  readonly marks = 'outlines';
  readonly drawable = ['practices'] as const;
  private readonly paths = new Map<string, SVGPathElement>();
  private readonly practices: SVGGElement;
  private readonly lines: SVGGElement;
  private readonly listeners: (() => void)[] = [];
  /** Degrees at the upper left corner, and pixels a degree of latitude. */
  private west = 0;
  private north = 0;
  private scale = 1;
  private readonly picture = svg('svg', { class: 'app-drawn' });
  private readonly all = svg('g', {});
  private readonly flowing = svg('g', {});

  private constructor(
    readonly host: HTMLElement,
    private readonly facts: Facts,
    private readonly plane: Plane,
    areas: ReadonlyMap<string, string>,
  ) {
    for (const [area, d] of areas) {
      const path = svg('path', { d, 'data-area': area });
      this.paths.set(area, path);
      this.all.append(path);
    }
    [this.lines, this.practices] = [svg('g', {}), svg('g', {})];
    for (const practice of facts.practices.values()) {
      const [x, y] = plane.flat(practice.at);
      this.practices.append(svg('circle', { cx: x, cy: y, class: 'app-drawn__practice', 'data-practice': practice.id }));
    }
    this.all.append(this.lines, this.flowing, this.practices);
    this.picture.append(this.all);
    host.append(this.picture);
    host.dataset.ready = 'yes';
    this.drag();
    this.goTo(startBox(facts));
    new ResizeObserver(() => this.place()).observe(host);
  }

  static async draw(host: HTMLElement, facts: Facts): Promise<DrawnMap> {
    const plane = new Plane(startBox(facts));
    return new DrawnMap(host, facts, plane, await outlines(facts, plane, 10));
  }

  areasAt(at: Pixel, radius: number): string[] {
    const around = Array.from({ length: radius > 1 ? RING_POINTS : 0 }, (_, way): Pixel => {
      const angle = (2 * Math.PI * way) / RING_POINTS;
      return [at[0] + radius * Math.cos(angle), at[1] + radius * Math.sin(angle)];
    });
    return [...new Set([at, ...around].flatMap(point => this.under(point, 'area') ?? []))];
  }

  areasIn(from: Pixel, to: Pixel): string[] {
    const { left, top } = this.host.getBoundingClientRect();
    const meets = (path: SVGPathElement) => {
      const box = path.getBoundingClientRect();
      return box.right - left >= from[0] && box.left - left <= to[0] && box.bottom - top >= from[1] && box.top - top <= to[1];
    };
    return [...this.paths].filter(([, path]) => meets(path)).map(([area]) => area);
  }

  practiceAt(at: Pixel): string | null {
    return this.under(at, 'practice');
  }

  pixelOf(place: Point): Pixel {
    const [x, y] = this.plane.flat(place);
    return [(x - this.west) * this.scale, (y - this.north) * this.scale];
  }

  placeOf([x, y]: Pixel): Point {
    return this.plane.round([this.west + x / this.scale, this.north + y / this.scale]);
  }

  show(now: Standing, shading: Shading, isBefore: boolean): void {
    const zones = isBefore ? this.facts.zones : now.zones;
    const painted = painting(shading, zones);
    for (const area of this.facts.areas.values()) {
      const zone = zones.get(isBefore ? area.zone : (now.areas.get(area.id) ?? area.zone));
      const path = this.paths.get(area.id);
      path?.setAttribute('fill', painted.of(area, zone));
      path?.classList.toggle('app-drawn__moved', !isBefore && now.areas.get(area.id) !== area.zone);
    }
    this.dots(isBefore ? { ...now, closed: new Map() } : now);
  }

  /** Practices that close are marked, and those that take their lists grow. */
  private dots(now: Standing): void {
    for (const dot of this.practices.children as Iterable<SVGCircleElement>) {
      const id = dot.dataset['practice'] ?? '';
      const isClosed = now.closed.has(id);
      dot.classList.toggle('app-drawn__practice--closed', isClosed);
      dot.style.setProperty('--radius', String(radiusOf(isClosed ? (this.facts.practices.get(id)?.listSize ?? 0) : listSize(this.facts, now, id))));
    }
  }

  borders(lines: GeoJSON.GeoJSON): void {
    this.lines.replaceChildren();
    if (lines.type !== 'FeatureCollection') return;
    for (const { geometry, properties } of lines.features) {
      if (geometry.type !== 'MultiLineString' || properties?.border !== 'gained') continue;
      this.lines.append(svg('path', { class: 'app-drawn__gained', d: geometry.coordinates.map(line => this.plane.path(line as Point[])).join('') }));
    }
  }

  flows(lines: GeoJSON.GeoJSON): void {
    this.flowing.replaceChildren();
    if (lines.type !== 'FeatureCollection') return;
    for (const { geometry, properties } of lines.features) {
      if (geometry.type === 'LineString') this.flowing.append(svg('path', { class: `app-drawn__flow app-drawn__flow--${properties?.way}`, d: this.plane.path(geometry.coordinates as Point[]), 'stroke-width': Number(properties?.width ?? 1) }));
    }
  }

  layers({ practices }: Layers): void {
    this.practices.style.display = practices ? '' : 'none';
  }

  select(areas: readonly string[]): void {
    for (const [area, path] of this.paths) path.classList.toggle('app-drawn__selected', areas.includes(area));
  }

  hover(area: string | null): void {
    for (const path of this.all.querySelectorAll('.app-drawn__hovered')) path.classList.remove('app-drawn__hovered');
    if (area) this.paths.get(area)?.classList.add('app-drawn__hovered');
  }

  goTo(box: Box): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    const [west, south, east, north] = box;
    const [left, top] = this.plane.flat([west, north]);
    const [right, bottom] = this.plane.flat([east, south]);
    const around = room(width, hasSheet());
    const [wide, high] = [Math.max(1, width - around.left - around.right), Math.max(1, height - around.top - around.bottom)];
    this.scale = Math.min(wide / Math.max(1e-6, right - left), high / Math.max(1e-6, bottom - top));
    this.west = (left + right) / 2 - (around.left + wide / 2) / this.scale;
    this.north = (top + bottom) / 2 - (around.top + high / 2) / this.scale;
    this.place();
  }

  pan([x, y]: Pixel): void {
    this.west += x / this.scale;
    this.north += y / this.scale;
    this.place();
  }

  zoom(factor: number, [x, y]: Pixel): void {
    const [east, south] = [this.west + x / this.scale, this.north + y / this.scale];
    this.scale *= factor;
    [this.west, this.north] = [east - x / this.scale, south - y / this.scale];
    this.place();
  }

  view(): [number, number, number] {
    const [lon, lat] = this.placeOf([this.host.clientWidth / 2, this.host.clientHeight / 2]);
    return [Number(Math.log2((this.scale * this.plane.degrees * 360) / 512).toFixed(2)), Number(lon.toFixed(4)), Number(lat.toFixed(4))];
  }

  moved(listener: () => void): void {
    this.listeners.push(listener);
  }

  private place(): void {
    this.all.setAttribute('transform', `scale(${this.scale}) translate(${-this.west} ${-this.north})`);
    this.all.style.setProperty('--pixel', String(shareAt(this.view()[0]) / this.scale));
    for (const listener of this.listeners) listener();
  }

  /** The map is moved by dragging, and comes nearer by the wheel. */
  private drag(): void {
    let last: Pixel | null = null;
    this.picture.addEventListener('pointerdown', event => (last = [event.clientX, event.clientY]));
    addEventListener('pointerup', () => (last = null));
    addEventListener('pointermove', event => {
      if (!last) return;
      this.pan([last[0] - event.clientX, last[1] - event.clientY]);
      last = [event.clientX, event.clientY];
    });
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = this.host.getBoundingClientRect();
      this.zoom(2 ** (-event.deltaY / 300), [event.clientX - left, event.clientY - top]);
    };
    this.picture.addEventListener('wheel', wheel, { passive: false });
  }

  private under([x, y]: Pixel, what: 'area' | 'practice'): string | null {
    const { left, top } = this.host.getBoundingClientRect();
    for (const element of document.elementsFromPoint(left + x, top + y)) {
      const found = element instanceof SVGElement ? element.dataset[what] : undefined;
      if (found && this.host.contains(element)) return found;
    }
    return null;
  }
}

function svg<K extends keyof SVGElementTagNameMap>(name: K, attributes: Record<string, string | number>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
