/** The finder's map: a picture without a script, and with one a map that is moved and comes nearer by finger, mouse, wheel and keys. */

import { box, panned, WHOLE, zoomed, type Size, type View } from '../map/view';
import { button, h } from '../ui/dom';

/** A press of a button or a key. */
const STEP = 1.6;
const KEY_SHARE = 0.15;
const KEYS: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class Finder {
  private view: View = WHOLE;
  private readonly size: Size;
  private readonly fingers = new Map<number, readonly [number, number]>();
  /** What keeps its size while the map comes nearer: names and marks, by their middles, and lines by their widths. */
  private readonly names: readonly (readonly [SVGGElement, string])[];
  private readonly lines: readonly (readonly [Element, number])[];
  /** The place that was asked for, which has no name. */
  private readonly asked: readonly [number, number] | null;

  constructor(private readonly picture: SVGSVGElement) {
    const { width, height } = picture.viewBox.baseVal;
    this.size = [width, height];
    this.names = [...picture.querySelectorAll<SVGGElement>('[data-at]')].map(name => [name, name.dataset['at'] ?? '']);
    this.lines = [...picture.querySelectorAll('[stroke-width]')].filter(line => !line.closest('[data-at]')).map(line => [line, Number(line.getAttribute('stroke-width'))]);
    const [x, y] = (this.names.find(([name]) => !name.textContent)?.[1] ?? '').split(' ').map(Number);
    this.asked = x === undefined || y === undefined ? null : [x, y];
    const ground = picture.querySelector(':scope > rect');
    for (const [name, share] of [['x', -0.5], ['y', -0.5], ['width', 2], ['height', 2]] as const) ground?.setAttribute(name, String(share * (name === 'x' || name === 'width' ? width : height)));
    this.furnish();
    this.listen();
  }

  private furnish(): void {
    const zoom = (factor: number) => () => this.show(zoomed(this.view, factor, this.middle(), this.size));
    const tools = h(
      'div',
      { class: 'map-tools', role: 'group', 'aria-label': 'Map' },
      button('+', zoom(STEP), { 'aria-label': 'Nearer' }),
      button('−', zoom(1 / STEP), { 'aria-label': 'Farther' }),
      button('Whole', () => this.show(WHOLE), { 'aria-label': 'The whole picture' }),
    );
    const frame = h('div', { class: 'map-frame', tabindex: 0, role: 'group', 'aria-label': 'Map: arrows move it, plus and minus bring it nearer and farther', onkeydown: event => this.key(event as KeyboardEvent) });
    this.picture.replaceWith(frame);
    frame.append(this.picture, tools);
  }

  private listen(): void {
    const { picture } = this;
    picture.addEventListener('pointerdown', event => {
      picture.setPointerCapture(event.pointerId);
      this.fingers.set(event.pointerId, this.place(event));
    });
    picture.addEventListener('pointermove', event => this.move(event));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) picture.addEventListener(end, event => this.fingers.delete(event.pointerId));
    // A wheel alone scrolls the page.
    picture.addEventListener(
      'wheel',
      event => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        this.show(zoomed(this.view, 2 ** (-event.deltaY / 300), this.place(event), this.size));
      },
      { passive: false },
    );
  }

  private move(event: PointerEvent): void {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const at = this.place(event);
    const [, other] = [...this.fingers].find(([finger]) => finger !== event.pointerId) ?? [];
    if (other) {
      const far = ([x, y]: readonly [number, number]) => Math.hypot(x - other[0], y - other[1]);
      this.show(zoomed(this.view, far(at) / Math.max(1, far(before)), other, this.size));
    } else this.show(panned(this.view, [before[0] - at[0], before[1] - at[1]], this.size));
    this.fingers.set(event.pointerId, this.place(event));
  }

  private key(event: KeyboardEvent): void {
    const way = KEYS[event.key];
    const factor = { '+': STEP, '=': STEP, '-': 1 / STEP }[event.key];
    if (!way && !factor) return;
    event.preventDefault();
    const [, , width, height] = box(this.view, this.size);
    if (way) this.show(panned(this.view, [way[0] * KEY_SHARE * width, way[1] * KEY_SHARE * height], this.size));
    if (factor) this.show(zoomed(this.view, factor, this.middle(), this.size));
  }

  private show(view: View): void {
    this.view = view;
    this.picture.setAttribute('viewBox', box(view, this.size).join(' '));
    // While it is whole, a finger scrolls the page.
    this.picture.style.touchAction = view.nearer > 1 ? 'none' : 'pan-x pan-y';
    for (const [name, at] of this.names) name.setAttribute('transform', `translate(${at}) scale(${1 / view.nearer}) translate(${at.split(' ').map(side => -Number(side)).join(' ')})`);
    for (const [line, width] of this.lines) line.setAttribute('stroke-width', String(width / view.nearer));
  }

  /** What comes nearer: the place that was asked for while it is seen, else the middle. */
  private middle(): readonly [number, number] {
    const [x, y, width, height] = box(this.view, this.size);
    const isSeen = this.asked && this.asked[0] >= x && this.asked[0] <= x + width && this.asked[1] >= y && this.asked[1] <= y + height;
    return isSeen && this.asked ? this.asked : [x + width / 2, y + height / 2];
  }

  /** Where a pointer is on the picture. */
  private place({ clientX, clientY }: MouseEvent): [number, number] {
    const { left, top, width, height } = this.picture.getBoundingClientRect();
    const [x, y, wide, high] = box(this.view, this.size);
    return [x + ((clientX - left) / width) * wide, y + ((clientY - top) / height) * high];
  }
}

for (const picture of document.querySelectorAll<SVGSVGElement>('figure > svg')) new Finder(picture);
