/** What survives: the address bar holds what to share, the browser's own store what is not saved yet. */

import { fresh, type Plan } from './plan';

export interface Address {
  readonly draft: string | null;
  /** `id` of a scenario. */
  readonly scenario: string | null;
  /** Zoom, longitude, latitude. */
  readonly view: [number, number, number] | null;
}

/** Reads `#draft=…&scenario=…&map=zoom/lon/lat`. */
export function read(hash: string): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const view = given.get('map')?.split('/').map(Number);
  const isView = view?.length === 3 && view.every(Number.isFinite);
  return { draft: given.get('draft'), scenario: given.get('scenario'), view: isView ? (view as [number, number, number]) : null };
}

export function write(address: Address): string {
  const parts = new URLSearchParams();
  if (address.draft) parts.set('draft', address.draft);
  if (address.scenario) parts.set('scenario', address.scenario);
  if (address.view) parts.set('map', address.view.join('/'));
  return `#${parts.toString().replaceAll('%2F', '/')}`;
}

const key = (base: string, scenario: string | null) => `footprint:${scenario ?? base}`;

/** Work that was not saved; null when nothing readable is kept. */
export function remembered(store: Storage, base: string, scenario: string | null): Plan | null {
  try {
    const kept: unknown = JSON.parse(store.getItem(key(base, scenario)) ?? 'null');
    const isPlan = typeof kept === 'object' && kept !== null && 'changes' in kept && Array.isArray(kept.changes);
    return isPlan ? { ...fresh(base), ...(kept as Plan) } : null;
  } catch {
    return null;
  }
}

export function remember(store: Storage, plan: Plan): void {
  try {
    store.setItem(key(plan.base, plan.saved?.id ?? null), JSON.stringify(plan));
  } catch {
    // A full or forbidden store keeps nothing; the plan goes on in the page.
  }
}

export function forget(store: Storage, base: string, scenario: string | null): void {
  store.removeItem(key(base, scenario));
}
