/** What is known before anything changes: the draft, its neighbourhoods, areas and practices. */

import { features, get, type Draft, type Feature } from './api';

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly bbox: Box;
  /** Longitude and latitude of its label. */
  readonly label: Point;
  readonly selfContainment: number;
}

export interface Area {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly residents: number;
  readonly msoa: Named;
  readonly ward: Named;
  readonly bbox: Box;
}

export interface Practice {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly network: Named;
  readonly listSize: number;
  readonly at: Point;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export type Point = [number, number];
export type Box = [number, number, number, number];

export interface Facts {
  readonly draft: Draft;
  readonly zones: ReadonlyMap<string, Zone>;
  readonly areas: ReadonlyMap<string, Area>;
  readonly practices: ReadonlyMap<string, Practice>;
}

/** Fetches them: a few requests, whose answers the browser keeps. */
export async function load(draftId: string | null): Promise<Facts> {
  const draft = await draftOf(draftId);
  // Outlines are drawn from tiles: here they only tell how far each reaches.
  const of = `draft=${encodeURIComponent(draft.id)}&zoom-level=6`;
  const [zones, areas, practices] = await Promise.all([
    features('neighbourhoods', `properties=id,name,colour,label_lon,label_lat,self_containment&${of}`),
    features('areas', `properties=id,name,neighbourhood,residents,msoa,msoa_name,ward,ward_name&${of}`),
    features('practices', `properties=id,name,neighbourhood,network,network_name,list_size&filter=${encodeURIComponent('neighbourhood IS NOT NULL')}&${of}`),
  ]);
  const text = (feature: Feature, name: string) => String(feature.properties[name] ?? '');
  const number = (feature: Feature, name: string) => Number(feature.properties[name] ?? 0);
  const named = (feature: Feature, name: string): Named => ({ id: text(feature, name), name: text(feature, `${name}_name`) });
  return {
    draft,
    zones: keyed(zones, zone => ({
      id: zone.id,
      name: text(zone, 'name'),
      colour: number(zone, 'colour'),
      bbox: box(zone),
      label: [number(zone, 'label_lon'), number(zone, 'label_lat')] as Point,
      selfContainment: number(zone, 'self_containment'),
    })),
    areas: keyed(areas, area => ({
      id: area.id,
      name: text(area, 'name'),
      zone: text(area, 'neighbourhood'),
      residents: number(area, 'residents'),
      msoa: named(area, 'msoa'),
      ward: named(area, 'ward'),
      bbox: box(area),
    })),
    practices: keyed(practices, practice => ({
      id: practice.id,
      name: text(practice, 'name'),
      zone: text(practice, 'neighbourhood'),
      network: named(practice, 'network'),
      listSize: number(practice, 'list_size'),
      at: (practice.geometry as unknown as { coordinates: Point }).coordinates,
    })),
  };
}

/** The draft of an id, else the current one. */
export async function draftOf(id: string | null): Promise<Draft> {
  const { items } = await get<{ items: Draft[] }>('/v1/drafts');
  const draft = items.find(draft => (id ? draft.id === id : draft.current)) ?? items[0];
  if (!draft) throw new Error('no draft is loaded');
  return draft;
}

/** What is always on a page: that this is a draft, and how far it may be believed. */
export function caveat(draft: Pick<Draft, 'title' | 'status' | 'caveat'>): string {
  return `${draft.title}: ${draft.status}. ${draft.caveat}`;
}

export function middle(box: Box): Point {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

function keyed<T>(features: Feature[], make: (feature: Feature) => T): Map<string, T> {
  return new Map(features.map(feature => [feature.id, make(feature)]));
}

function box(feature: Feature): Box {
  return (feature.bbox ?? [0, 0, 0, 0]) as Box;
}
