/** The hand on the map, by mouse, pen or finger: looks, picks, brushes, draws a box or around something. */

import type { Ground, Pixel } from './ground';

export type Tool = 'explore' | 'brush' | 'pick' | 'box' | 'lasso';

export interface Deeds {
  /** Areas were chosen; a stroke goes on from the last call. */
  areas(areas: string[], goesOn: boolean): void;
  /** A line was drawn around some ground. */
  shape(shape: GeoJSON.Polygon): void;
  /** A place was asked about. */
  asked(area: string | null, practice: string | null): void;
  /** What is under the pointer: the areas that would be taken, and where it is. */
  hovered(areas: readonly string[], at: Pixel | null): void;
}

/** A press that moved less is no drag. */
const STILL_PX = 5;
/** A point of a line around something, at most so often. */
const LASSO_PX = 4;
const SVG = 'http://www.w3.org/2000/svg';

export class Hand {
  radius = 12;
  private tool: Tool = 'explore';
  private isPanning = false;
  private from: Pixel | null = null;
  private last: Pixel | null = null;
  private goesOn = false;
  private line: Pixel[] = [];
  private readonly fingers = new Map<number, Pixel>();
  private readonly glass = document.createElement('div');
  private readonly mark = document.createElementNS(SVG, 'path');

  constructor(
    private readonly ground: Ground,
    private readonly deeds: Deeds,
  ) {
    this.glass.className = 'app-glass';
    const picture = document.createElementNS(SVG, 'svg');
    picture.classList.add('app-mark');
    picture.setAttribute('aria-hidden', 'true');
    picture.append(this.mark);
    ground.host.append(this.glass, picture);
    this.listen();
  }

  take(tool: Tool): void {
    this.tool = tool;
    this.letGo();
    this.glass.hidden = tool === 'explore';
    this.ground.host.dataset.tool = tool;
  }

  /** While a key is held, the map is moved, whatever the tool. */
  pan(is: boolean): void {
    this.isPanning = is;
    this.glass.classList.toggle('app-glass--pan', is);
  }

  /** Gives up a stroke that is being made. */
  letGo(): void {
    [this.from, this.last, this.goesOn, this.line] = [null, null, false, []];
    this.mark.setAttribute('d', '');
  }

  private listen(): void {
    const { host } = this.ground;
    const { glass } = this;
    glass.addEventListener('pointerdown', event => this.press(event));
    glass.addEventListener('pointermove', event => this.move(event));
    // The pointer is captured: it is heard wherever it is let go.
    glass.addEventListener('pointerup', event => this.lift(event));
    glass.addEventListener('pointercancel', event => this.cancel(event));
    glass.addEventListener('lostpointercapture', event => this.cancel(event));
    glass.addEventListener('wheel', event => this.wheel(event), { passive: false });
    host.addEventListener('pointerleave', () => this.deeds.hovered([], null));
    let pressed: Pixel | null = null;
    host.addEventListener('pointerdown', event => (pressed = this.isOnMap(event) ? this.pixel(event) : null), true);
    // Not when the finger is lifted: what opens then would be under the click that follows.
    host.addEventListener('click', event => {
      if (this.tool === 'explore' && pressed && isNear(pressed, this.pixel(event))) this.ask(this.pixel(event));
      pressed = null;
    });
    host.addEventListener('pointermove', event => {
      if (this.tool === 'explore' && event.pointerType === 'mouse' && event.buttons === 0) this.hover(this.isOnMap(event) ? this.pixel(event) : null);
    });
  }

  private isOnMap(event: PointerEvent): boolean {
    return event.target instanceof Element && event.target.closest('canvas, .app-drawn, .app-glass') !== null;
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.glass.setPointerCapture(event.pointerId);
    const at = this.pixel(event);
    this.fingers.set(event.pointerId, at);
    // A second finger means the map, not a stroke.
    if (this.fingers.size > 1) return this.letGo();
    [this.from, this.last, this.goesOn, this.line] = [at, at, false, [at]];
    if (this.tool === 'brush' && !this.isPanning) this.paint(at, at);
  }

  private move(event: PointerEvent): void {
    const at = this.pixel(event);
    const finger = this.fingers.get(event.pointerId);
    if (this.fingers.size > 1 && finger) return this.pinch(event.pointerId, finger, at);
    if (!this.from || !this.last) return this.hover(at);
    if (this.isPanning) {
      this.ground.pan([this.last[0] - at[0], this.last[1] - at[1]]);
      this.last = at;
      return;
    }
    if (this.tool === 'brush') this.paint(this.last, at);
    if (this.tool === 'box') this.draw(corners(this.from, at), true);
    if (this.tool === 'lasso') this.trail(event, at);
    this.last = at;
    if (this.tool === 'brush') this.circle(at);
  }

  /** All places of the way, also those between two frames. */
  private trail(event: PointerEvent, at: Pixel): void {
    const all = event.getCoalescedEvents?.() ?? [];
    for (const place of [...all.map(each => this.pixel(each)), at]) if (distance(this.line.at(-1) ?? place, place) > LASSO_PX) this.line.push(place);
    this.draw(this.line, true);
  }

  private lift(event: PointerEvent): void {
    const at = this.pixel(event);
    if (this.tool === 'lasso' && this.from) this.trail(event, at);
    const { from, line } = this;
    this.fingers.delete(event.pointerId);
    const isStroke = from !== null && !this.isPanning;
    this.letGo();
    if (!isStroke) return;
    if (this.tool === 'pick' && isNear(from, at)) this.chosen(this.ground.areasAt(at, 0));
    if (this.tool === 'box' && !isNear(from, at)) this.chosen(this.ground.areasIn(...ordered(from, at)));
    if (this.tool === 'lasso' && line.length > 2) this.deeds.shape(ring(line.map(point => this.ground.placeOf(point))));
  }

  private cancel(event: PointerEvent): void {
    if (!this.fingers.delete(event.pointerId)) return;
    this.letGo();
  }

  private ask(at: Pixel): void {
    this.deeds.asked(this.ground.areasAt(at, 0)[0] ?? null, this.ground.practiceAt(at));
  }

  private hover(at: Pixel | null): void {
    if (!at) return this.deeds.hovered([], null);
    const isBrush = this.tool === 'brush';
    if (isBrush) this.circle(at);
    this.deeds.hovered(this.ground.areasAt(at, isBrush ? this.radius : 0), at);
  }

  /** All along the way: a fast hand leaves no gaps. */
  private paint(from: Pixel, to: Pixel): void {
    const steps = Math.max(1, Math.ceil(distance(from, to) / this.radius));
    const found = new Set<string>();
    for (let step = 1; step <= steps; step += 1) {
      const at: Pixel = [from[0] + ((to[0] - from[0]) * step) / steps, from[1] + ((to[1] - from[1]) * step) / steps];
      for (const area of this.ground.areasAt(at, this.radius)) found.add(area);
    }
    this.circle(to);
    if (!found.size) return;
    this.deeds.areas([...found], this.goesOn);
    this.goesOn = true;
  }

  private chosen(areas: string[]): void {
    if (areas.length) this.deeds.areas(areas, false);
  }

  private pinch(id: number, before: Pixel, at: Pixel): void {
    const [, other] = [...this.fingers].find(([finger]) => finger !== id) ?? [];
    this.fingers.set(id, at);
    if (!other) return;
    const middle: Pixel = [(at[0] + other[0]) / 2, (at[1] + other[1]) / 2];
    this.ground.pan([(before[0] - at[0]) / 2, (before[1] - at[1]) / 2]);
    this.ground.zoom(distance(at, other) / Math.max(1, distance(before, other)), middle);
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.ground.zoom(2 ** (-event.deltaY / (event.deltaMode === 0 ? 300 : 6)), this.pixel(event));
  }

  private circle([x, y]: Pixel): void {
    const r = this.radius;
    this.mark.setAttribute('d', `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`);
  }

  private draw(points: readonly Pixel[], isClosed: boolean): void {
    this.mark.setAttribute('d', `M${points.map(([x, y]) => `${x.toFixed(0)} ${y.toFixed(0)}`).join('L')}${isClosed ? 'Z' : ''}`);
  }

  private pixel(event: MouseEvent): Pixel {
    const { left, top } = this.ground.host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }
}

function distance([ax, ay]: Pixel, [bx, by]: Pixel): number {
  return Math.hypot(ax - bx, ay - by);
}

function isNear(one: Pixel, other: Pixel): boolean {
  return distance(one, other) < STILL_PX;
}

function ordered([ax, ay]: Pixel, [bx, by]: Pixel): [Pixel, Pixel] {
  return [
    [Math.min(ax, bx), Math.min(ay, by)],
    [Math.max(ax, bx), Math.max(ay, by)],
  ];
}

function corners(from: Pixel, to: Pixel): Pixel[] {
  return [from, [to[0], from[1]], to, [from[0], to[1]]];
}

function ring(points: readonly [number, number][]): GeoJSON.Polygon {
  const places = points.map(([lon, lat]) => [Number(lon.toFixed(6)), Number(lat.toFixed(6))]);
  return { type: 'Polygon', coordinates: [[...places, places[0] ?? []]] };
}
