/** The page of insight packs: of one neighbourhood, or of all to print. */

import { at } from '../service/address';
import { get, type Insight, type Neighbourhood } from '../service/api';
import { boundaries, type Boundaries } from '../service/boundaries';
import { button, byId, choice, h, replace } from '../ui/dom';
import { definitions, metrics, terms } from '../service/metrics';
import { pack } from './pack';
import { failed } from '../ui/failed';

const ALL = 'all';

async function show(of: Boundaries, zone: string, zones: readonly Neighbourhood[]): Promise<void> {
  const asked = zone === ALL ? zones.map(each => each.id) : [zone];
  const defined = await metrics();
  const packs = await Promise.all(asked.map(id => get<Insight>(`/v1/neighbourhoods/${id}/profile?${of.query}`)));
  const data = asked.map(id => h('a', { href: at(`/v1/neighbourhoods/${id}/profile?${of.query}`) }, `${id} as data (JSON)`));
  replace(byId('packs'), ...packs.map(insight => pack(insight, of, terms(defined))), h('p', { class: 'app-noprint app-group' }, ...data), definitions(defined));
  const named = packs.length === 1 ? (packs[0]?.name ?? '') : 'All neighbourhoods';
  document.title = `${named}, ${of.title} · Footprint`;
  history.replaceState(null, '', `#neighbourhood=${zone}&${of.query}`);
}

async function start(): Promise<void> {
  try {
    const asked = new URLSearchParams(location.hash.slice(1));
    const of = await boundaries(asked.get('scenario') ?? asked.get('draft'));
    byId('caveat').textContent = of.caveat;
    const { items: zones } = await get<{ items: Neighbourhood[] }>(`/v1/neighbourhoods?${of.query}`);
    const options: [string, string][] = [...zones.map((zone): [string, string] => [zone.id, zone.name]), [ALL, 'All of them']];
    const wanted = asked.get('neighbourhood');
    const isKnown = wanted === null || options.some(([id]) => id === wanted);
    const chosen = isKnown ? (wanted ?? options[0]?.[0] ?? ALL) : '';
    if (!isKnown) options.unshift(['', 'Choose one']);
    const pick = choice('zone', 'Neighbourhood ', options, chosen, zone => void show(of, zone, zones).catch((error: unknown) => failed(byId('packs'), error)));
    replace(byId('choose'), pick, button('Print', () => window.print()));
    if (!isKnown) throw new Error(`There is no neighbourhood “${wanted}” in ${of.title}. Choose one above.`);
    await show(of, chosen, zones);
  } catch (error) {
    failed(byId('packs'), error);
  }
  document.body.dataset.ready = 'yes';
}

void start();
