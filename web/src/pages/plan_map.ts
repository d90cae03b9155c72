/** Maps of plans as the service draws them: the same on a screen and on paper, and without WebGL. */

import { at } from '../service/address';
import { pathOf, type Boundaries } from '../service/boundaries';
import { h } from '../ui/dom';

/** Of a whole plan, or of one neighbourhood of it. */
export function planMap(of: Boundaries, alt: string, neighbourhood: string | null): HTMLImageElement {
  const plan = of.scenario ? pathOf(of.id) : `/v1/drafts/${encodeURIComponent(of.id)}`;
  const query = neighbourhood === null ? '' : `?neighbourhood=${encodeURIComponent(neighbourhood)}`;
  return h('img', { class: 'app-pack__map', src: at(`${plan}/map.svg${query}`), alt });
}
