/** Before beside after: a second map over the first, of the draft as it was, cut off where a slider stands. */

import { Map as MapLibre } from 'maplibre-gl';

import { here } from '../service/address';
import { h } from '../ui/dom';
import type { Facts } from '../service/facts';
import { painting, type Shading } from './shading';
import { AREAS, drawn } from './style';

export class Swipe {
  private constructor(
    private readonly facts: Facts,
    private readonly before: MapLibre,
    private readonly parts: readonly HTMLElement[],
    private readonly over: MapLibre,
    private readonly follow: () => void,
  ) {}

  static async over(over: MapLibre, facts: Facts, shading: Shading): Promise<Swipe> {
    const style = await drawn(facts);
    const container = h('div', { class: 'app-swipe__map' });
    const cut = h('div', { class: 'app-swipe', 'aria-hidden': 'true' }, container);
    const words = h('div', { class: 'app-swipe__words' }, h('span', {}, 'Before'), h('span', {}, 'After'));
    const line = h('div', { class: 'app-swipe__line', 'aria-hidden': 'true' }, words);
    const slider = h('input', { type: 'range', id: 'swipe', min: 0, max: 100, value: 50, class: 'app-swipe__slider', 'aria-label': 'How much of the map shows it as it was' });
    const parts = [cut, line, slider];
    const host = over.getContainer();
    host.append(...parts);
    const place = () => {
      cut.style.clipPath = `inset(0 ${100 - Number(slider.value)}% 0 0)`;
      line.style.left = `${slider.value}%`;
    };
    slider.addEventListener('input', place);
    place();
    const before = new MapLibre({ container, style, transformRequest: url => ({ url: here(url) }), interactive: false, attributionControl: false, fadeDuration: 0 });
    const follow = () => before.jumpTo({ center: over.getCenter(), zoom: over.getZoom() });
    follow();
    over.on('move', follow);
    await new Promise<void>(resolve => before.once('style.load', () => resolve()));
    const swipe = new Swipe(facts, before, parts, over, follow);
    swipe.shade(shading);
    return swipe;
  }

  /** Shades the draft by the same as the map under it. */
  shade(shading: Shading): void {
    const { zones, areas } = this.facts;
    const painted = painting(shading, zones);
    for (const area of areas.values()) this.before.setFeatureState({ source: AREAS.source, sourceLayer: AREAS['source-layer'], id: area.id }, { fill: painted.of(area, zones.get(area.zone)) });
  }

  end(): void {
    this.over.off('move', this.follow);
    this.before.remove();
    for (const part of this.parts) part.remove();
  }
}
