/** The neighbourhoods' names over the map: as the plan has them, each at every size, with a lock where it is locked. */

import type { Standing } from '../plan/standing';
import type { Facts } from '../service/facts';
import type { Ground } from './ground';
import { laidOut } from './label_layout';

/** A map that is narrower has no room for whole names. */
const SMALL_PX = 700;
const SVG = 'http://www.w3.org/2000/svg';

export class Labels {
  private readonly names = new Map<string, HTMLElement>();
  private readonly sizes = new Map<string, [number, number]>();
  private readonly layer = document.createElement('div');
  private readonly lines = document.createElementNS(SVG, 'path');
  private zones: Standing['zones'] = new Map();
  private locked: readonly string[] = [];
  private isWaiting = false;

  constructor(
    private readonly ground: Ground,
    private readonly facts: Facts,
  ) {
    // The table beside the map says the same to those who cannot see this.
    this.layer.className = 'app-labels';
    this.layer.setAttribute('aria-hidden', 'true');
    const picture = document.createElementNS(SVG, 'svg');
    picture.classList.add('app-leaders');
    picture.append(this.lines);
    this.layer.append(picture);
    ground.host.append(this.layer);
    ground.moved(() => this.soon());
    new ResizeObserver(() => {
      this.writeAll();
      this.soon();
    }).observe(ground.host);
  }

  show(zones: Standing['zones'], locked: readonly string[]): void {
    this.zones = zones;
    for (const [id, name] of this.names) {
      if (zones.has(id)) continue;
      name.remove();
      this.names.delete(id);
    }
    this.locked = locked;
    this.writeAll();
    this.soon();
  }

  /** On a small map a name's first part, where it tells the neighbourhood from the others. */
  private writeAll(): void {
    const isSmall = this.ground.host.clientWidth < SMALL_PX;
    const first = new Map([...this.zones.values()].map(zone => [zone.id, (zone.name.split(/,| and /)[0] ?? zone.name).trim()]));
    const isAlone = (words: string) => [...first.values()].filter(other => other === words).length === 1;
    for (const zone of this.zones.values()) {
      const short = first.get(zone.id) ?? zone.name;
      this.write(zone.id, `${this.locked.includes(zone.id) ? '🔒 ' : ''}${isSmall && isAlone(short) ? short : zone.name}`);
    }
  }

  private write(id: string, words: string): void {
    const name = this.names.get(id) ?? document.createElement('span');
    if (name.textContent === words) return;
    name.textContent = words;
    name.className = 'app-label-name';
    name.dataset.zone = id;
    if (!name.isConnected) this.layer.append(name);
    this.names.set(id, name);
    this.sizes.set(id, [name.offsetWidth, name.offsetHeight]);
  }

  /** Once a frame. */
  private soon(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.place();
    });
  }

  private place(): void {
    const { clientWidth, clientHeight } = this.ground.host;
    const at = new Map([...this.zones.values()].map(zone => [zone.id, this.ground.pixelOf(zone.label)]));
    const asked = [...at].map(([id, [x, y]]) => {
      const [width, height] = this.sizes.get(id) ?? [80, 20];
      return { id, x, y, width, height };
    });
    const dots = [...this.facts.practices.values()].map(practice => this.ground.pixelOf(practice.at));
    const placed = new Map(laidOut(asked, dots, clientWidth, clientHeight).map(name => [name.id, name]));
    let lines = '';
    for (const [id, name] of this.names) {
      const place = placed.get(id);
      name.hidden = !place;
      if (!place) continue;
      name.style.transform = `translate(${Math.round(place.x)}px, ${Math.round(place.y)}px) translate(-50%, -50%)`;
      const [x, y] = at.get(id) ?? [0, 0];
      if (place.isAway) lines += `M${x.toFixed(0)} ${y.toFixed(0)}L${place.x.toFixed(0)} ${place.y.toFixed(0)}`;
    }
    this.lines.setAttribute('d', lines);
  }
}
