/** What is known before anything changes: the draft, its neighbourhoods, areas and practices. */

import { features, get, type Draft, type Feature } from './api';

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly bbox: Box;
}

export interface Area {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly residents: number;
  readonly msoa: string;
  readonly ward: string;
  readonly bbox: Box;
}

export interface Practice {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly network: string;
  readonly listSize: number;
  readonly at: [number, number];
}

export type Box = [number, number, number, number];

export interface Facts {
  readonly draft: Draft;
  readonly zones: ReadonlyMap<string, Zone>;
  readonly areas: ReadonlyMap<string, Area>;
  readonly practices: readonly Practice[];
}

/** Fetches them: a few requests, whose answers the browser keeps. */
export async function load(draftId: string | null): Promise<Facts> {
  const drafts = await get<{ items: Draft[] }>('/v1/drafts');
  const draft = drafts.items.find(draft => (draftId ? draft.id === draftId : draft.current)) ?? drafts.items[0];
  if (!draft) throw new Error('no draft is loaded');
  const of = `draft=${encodeURIComponent(draft.id)}&zoom-level=0`;
  const [zones, areas, practices] = await Promise.all([
    features('neighbourhoods', `properties=id,name,colour&${of}`),
    features('areas', `properties=id,name,neighbourhood,residents,msoa_name,ward_name&${of}`),
    features('practices', `properties=id,name,neighbourhood,network_name,list_size&filter=${encodeURIComponent('neighbourhood IS NOT NULL')}&${of}`),
  ]);
  const text = (feature: Feature, name: string) => String(feature.properties[name] ?? '');
  const number = (feature: Feature, name: string) => Number(feature.properties[name] ?? 0);
  return {
    draft,
    zones: keyed(zones, zone => ({ id: zone.id, name: text(zone, 'name'), colour: number(zone, 'colour'), bbox: box(zone) })),
    areas: keyed(areas, area => ({
      id: area.id,
      name: text(area, 'name'),
      zone: text(area, 'neighbourhood'),
      residents: number(area, 'residents'),
      msoa: text(area, 'msoa_name'),
      ward: text(area, 'ward_name'),
      bbox: box(area),
    })),
    practices: practices.map(practice => ({
      id: practice.id,
      name: text(practice, 'name'),
      zone: text(practice, 'neighbourhood'),
      network: text(practice, 'network_name'),
      listSize: number(practice, 'list_size'),
      at: (practice.geometry as unknown as { coordinates: [number, number] }).coordinates,
    })),
  };
}

function keyed<T>(features: Feature[], make: (feature: Feature) => T): Map<string, T> {
  return new Map(features.map(feature => [feature.id, make(feature)]));
}

function box(feature: Feature): Box {
  return (feature.bbox ?? [0, 0, 0, 0]) as Box;
}
