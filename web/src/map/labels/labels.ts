/** The neighbourhoods' names over the map: as the plan has them, each at every size, with a lock where it is locked. */

import type { Standing } from '../../plan/standing';
import { middle, type Facts, type Point, type Zone } from '../../service/facts';
import type { Ground, Pixel } from '../ground';
import { laidOut } from './label_layout';

/** Names keep where they stand beside their places while the map moves, and are laid out anew once it rests for so long. */
const REST_MS = 150;
/** A map that is narrower has no room for whole names. */
const SMALL_PX = 700;
/** A name is whole where it covers no more of the box around its neighbourhood. */
const MOST_COVERED = 0.35;
/** Where a line to a name ends, as a dot. */
const END = 'm-2 0a2 2 0 1 0 4 0a2 2 0 1 0-4 0';
const SVG = 'http://www.w3.org/2000/svg';

export class Labels {
  private readonly names = new Map<string, HTMLElement>();
  /** The width and height of words on the map, measured once. */
  private readonly sizes = new Map<string, readonly [number, number]>();
  private readonly layer = document.createElement('div');
  private readonly lines = document.createElementNS(SVG, 'path');
  private zones: Standing['zones'] = new Map();
  private areas: Standing['areas'] = new Map();
  private readonly middles: ReadonlyMap<string, Point>;
  private locked: readonly string[] = [];
  private isWaiting = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  /** Where each name stands beside its place, and whether a line leads to it. */
  private offsets = new Map<string, { x: number; y: number; isAway: boolean }>();

  constructor(
    private readonly ground: Ground,
    private readonly facts: Facts,
  ) {
    this.middles = new Map([...facts.areas.values()].map(area => [area.id, middle(area.bbox)]));
    // The table beside the map says the same to those who cannot see this.
    this.layer.className = 'app-labels';
    this.layer.setAttribute('aria-hidden', 'true');
    const picture = document.createElementNS(SVG, 'svg');
    picture.classList.add('app-leaders');
    picture.append(this.lines);
    this.layer.append(picture);
    ground.host.append(this.layer);
    ground.moved(() => this.soon());
    new ResizeObserver(() => this.soon()).observe(ground.host);
  }

  show({ zones, areas }: Pick<Standing, 'zones' | 'areas'>, locked: readonly string[]): void {
    this.zones = zones;
    this.areas = areas;
    for (const [id, name] of this.names) {
      if (zones.has(id)) continue;
      name.remove();
      this.names.delete(id);
    }
    this.locked = locked;
    this.writeAll();
    this.soon();
  }

  /** Names where they fit; on a small map, and of a neighbourhood that is smaller than its name, the first part, where it tells it from the
   * others. */
  private writeAll(): void {
    const isSmall = this.ground.host.clientWidth < SMALL_PX;
    const first = new Map([...this.zones.values()].map(zone => [zone.id, (zone.name.split(/,| and /)[0] ?? zone.name).trim()]));
    const isAlone = (words: string) => [...first.values()].filter(other => other === words).length === 1;
    for (const zone of this.zones.values()) {
      const lock = this.locked.includes(zone.id) ? '🔒 ' : '';
      const [whole, short] = [zone.name, first.get(zone.id) ?? zone.name].map(words => lock + words) as [string, string];
      const isShort = isAlone(first.get(zone.id) ?? '') && (isSmall || !this.fits(zone, whole));
      this.write(zone.id, isShort ? short : whole);
    }
  }

  private fits({ bbox: [west, south, east, north] }: Zone, words: string): boolean {
    const [left, bottom] = this.ground.pixelOf([west, south]);
    const [right, top] = this.ground.pixelOf([east, north]);
    const [width, height] = this.sizeOf(words);
    return width * height <= MOST_COVERED * (right - left) * (bottom - top);
  }

  private sizeOf(words: string): readonly [number, number] {
    const known = this.sizes.get(words);
    if (known) return known;
    const measured = nameOf(words);
    this.layer.append(measured);
    const size: readonly [number, number] = [measured.offsetWidth, measured.offsetHeight];
    measured.remove();
    this.sizes.set(words, size);
    return size;
  }

  private write(id: string, words: string): void {
    const name = this.names.get(id) ?? nameOf(words);
    name.textContent = words;
    name.dataset.zone = id;
    if (!name.isConnected) this.layer.append(name);
    this.names.set(id, name);
  }

  /** Once a frame the names follow their places; they are laid out when nothing moves, or when one has no place yet. */
  private soon(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.layOut(), REST_MS);
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      const hasAll = [...this.zones.values()].every(zone => this.offsets.has(zone.id) || !this.isSeen(this.ground.pixelOf(zone.label)));
      if (hasAll) this.place();
      else this.layOut();
    });
  }

  private isSeen([x, y]: Pixel): boolean {
    const { clientWidth, clientHeight } = this.ground.host;
    return x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
  }

  private layOut(): void {
    clearTimeout(this.resting);
    this.writeAll();
    const { clientWidth, clientHeight } = this.ground.host;
    const asked = [...this.zones.values()].map(({ id, label }) => {
      const [x, y] = this.ground.pixelOf(label);
      const [width, height] = this.sizeOf(this.names.get(id)?.textContent ?? '');
      return { id, x, y, width, height };
    });
    const dots = [...this.facts.practices.values()].map(practice => this.ground.pixelOf(practice.at));
    const soil = [...this.areas].map(([area, id]) => {
      const [x, y] = this.ground.pixelOf(this.middles.get(area) ?? [0, 0]);
      return { id, x, y };
    });
    const at = new Map(asked.map(name => [name.id, name]));
    this.offsets = new Map(laidOut(asked, dots, soil, clientWidth, clientHeight).map(({ id, x, y, isAway }) => [id, { x: x - (at.get(id)?.x ?? 0), y: y - (at.get(id)?.y ?? 0), isAway }]));
    this.place();
  }

  private place(): void {
    let lines = '';
    for (const [id, name] of this.names) {
      const offset = this.offsets.get(id);
      const [x, y] = this.ground.pixelOf(this.zones.get(id)?.label ?? [0, 0]);
      name.hidden = !offset || !this.isSeen([x, y]);
      if (!offset || name.hidden) continue;
      name.style.transform = `translate(${Math.round(x + offset.x)}px, ${Math.round(y + offset.y)}px) translate(-50%, -50%)`;
      if (offset.isAway) lines += `M${x.toFixed(0)} ${y.toFixed(0)}${END}M${x.toFixed(0)} ${y.toFixed(0)}L${this.edge([x, y], offset, name).join(' ')}`;
    }
    this.lines.setAttribute('d', lines);
  }

  /** Where the line from a place to the middle of its name meets the name, so that it runs through no letters. */
  private edge([x, y]: Pixel, offset: { x: number; y: number }, name: HTMLElement): [number, number] {
    const [width, height] = this.sizeOf(name.textContent ?? '');
    const share = Math.min(width / 2 / Math.max(1, Math.abs(offset.x)), height / 2 / Math.max(1, Math.abs(offset.y)), 1);
    return [Math.round(x + offset.x * (1 - share)), Math.round(y + offset.y * (1 - share))];
  }
}

function nameOf(words: string): HTMLElement {
  const name = document.createElement('span');
  name.className = 'app-label-name';
  name.textContent = words;
  return name;
}
