/** What is known before anything changes: the draft, its neighbourhoods, areas and practices. */

import { features, get, type Draft, type Feature } from './api';

/** Figures of a neighbourhood that are judged and shown side by side; null where they cannot be computed. */
export const FIGURES = ['residents', 'registered_by_residence', 'registered_by_practice', 'list_size', 'core20_residents', 'self_containment'] as const;
export type FigureKey = (typeof FIGURES)[number];
export type Figures = Readonly<Record<FigureKey, number | null>>;

export interface Zone {
  readonly id: string;
  readonly name: string;
  readonly colour: number;
  readonly bbox: Box;
  /** Longitude and latitude of its label. */
  readonly label: Point;
  readonly figures: Figures;
}

export interface Area {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly residents: number;
  /** Residents a square kilometre; this and what follows is null where it is not known. */
  readonly residentsPerKm2: number | null;
  /** National decile of deprivation, 1 the most deprived. */
  readonly imdDecile: number | null;
  readonly isCore20: boolean | null;
  /** The neighbourhood of the draft in which most of its patients are registered, or `outside`. */
  readonly registeredIn: string | null;
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
    features('neighbourhoods', `properties=id,name,colour,label_lon,label_lat,${FIGURES.join(',')}&${of}`),
    features('areas', `properties=id,name,neighbourhood,residents,residents_per_km2,imd_decile,core20,registered_mostly_in,msoa,msoa_name,ward,ward_name&${of}`),
    features('practices', `properties=id,name,neighbourhood,network,network_name,list_size&filter=${encodeURIComponent('neighbourhood IS NOT NULL')}&${of}`),
  ]);
  const named = (feature: Feature, name: string): Named => ({ id: text(feature, name), name: text(feature, `${name}_name`) });
  return {
    draft,
    zones: keyed(zones, zone => ({
      id: zone.id,
      name: text(zone, 'name'),
      colour: number(zone, 'colour'),
      bbox: box(zone),
      label: [number(zone, 'label_lon'), number(zone, 'label_lat')] as Point,
      figures: Object.fromEntries(FIGURES.map(key => [key, zone.properties[key] ?? null])) as Record<FigureKey, number | null>,
    })),
    areas: keyed(areas, area => ({
      id: area.id,
      name: text(area, 'name'),
      zone: text(area, 'neighbourhood'),
      residents: number(area, 'residents'),
      residentsPerKm2: known<number>(area, 'residents_per_km2'),
      imdDecile: known<number>(area, 'imd_decile'),
      isCore20: known<boolean>(area, 'core20'),
      registeredIn: known<string>(area, 'registered_mostly_in'),
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

/** The draft of an id; without one, the current one. What is asked for and not there is an error that names those there are. */
export async function draftOf(id: string | null): Promise<Draft> {
  const { items } = await get<{ items: Draft[] }>('/v1/drafts');
  const draft = items.find(draft => (id ? draft.id === id : draft.current)) ?? (id ? undefined : items[0]);
  if (!draft) throw new Error(`There is no draft “${id}” here. There are: ${items.map(draft => draft.id).join(', ')}.`);
  return draft;
}

/** What is always on a page: that this is a draft, and how far it may be believed. */
export function caveat(draft: Pick<Draft, 'title' | 'status' | 'caveat'>): string {
  return `${draft.title}: ${draft.status}. ${draft.caveat}`;
}

/** What an area is called for people: its place, and the published name that tells it from its neighbours. */
export function placeOf(area: Area): string {
  return area.msoa.name ? `${area.msoa.name} (${area.name})` : area.name;
}

export function middle(box: Box): Point {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** The box around some boxes. */
export function around(boxes: readonly Box[]): Box {
  return boxes.reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])], [180, 90, -180, -90]);
}

function text(feature: Feature, name: string): string {
  return String(feature.properties[name] ?? '');
}

function number(feature: Feature, name: string): number {
  return Number(feature.properties[name] ?? 0);
}

function known<T>(feature: Feature, name: string): T | null {
  return (feature.properties[name] as T | undefined) ?? null;
}

function keyed<T>(features: Feature[], make: (feature: Feature) => T): Map<string, T> {
  return new Map(features.map(feature => [feature.id, make(feature)]));
}

function box(feature: Feature): Box {
  return (feature.bbox ?? [0, 0, 0, 0]) as Box;
}
