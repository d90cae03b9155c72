/** Who has what by the plan: as the service last said, with what was done since put on top, so that a stroke shows at once. */

import type { Change, Evaluation, NeighbourhoodImpact } from '../service/api';
import { around, FIGURES, middle, type Area, type Facts, type FigureKey, type Figures, type Point, type Zone } from '../service/facts';
import { freeColour } from './colours';
import type { Step } from './plan';

export interface Standing {
  /** The neighbourhoods, in order. */
  readonly zones: ReadonlyMap<string, Zone>;
  /** The neighbourhood of each area. */
  readonly areas: ReadonlyMap<string, string>;
  /** The neighbourhood that each open practice counts in. */
  readonly practices: ReadonlyMap<string, string>;
  /** Practices that the plan closes, each with the one that has its list. */
  readonly closed: ReadonlyMap<string, string>;
}

/** As the service says. A neighbourhood keeps the colour it had `before`. */
export function standing(facts: Facts, evaluation: Evaluation | null, before: Standing['zones'] = facts.zones): Standing {
  const areas = new Map([...facts.areas.values()].map(area => [area.id, area.zone]));
  const practices = new Map([...facts.practices.values()].map(practice => [practice.id, practice.zone]));
  for (const area of evaluation?.moved.areas ?? []) areas.set(area.code, area.to);
  const closed = new Map<string, string>();
  for (const { code, to, list_taken_by: taker } of evaluation?.moved.practices ?? []) {
    if (to) practices.set(code, to);
    else practices.delete(code);
    if (taker) closed.set(code, taker);
  }
  const zones = new Map(facts.zones);
  for (const impact of evaluation?.neighbourhoods ?? []) {
    if (impact.after) zones.set(impact.id, zoneOf(facts, areas, impact, zones, before));
    else zones.delete(impact.id);
  }
  return { zones: ordered(zones), areas, practices, closed };
}

function zoneOf(facts: Facts, areas: Standing['areas'], impact: NeighbourhoodImpact, zones: ReadonlyMap<string, Zone>, before: Standing['zones']): Zone {
  const { id, name, after } = impact;
  const known = before.get(id) ?? zones.get(id);
  const here = [...facts.areas.values()].filter(area => areas.get(area.id) === id);
  const place = placed(here, facts.zones.get(id));
  const figures = Object.fromEntries(FIGURES.map(key => [key, after?.[key] ?? null])) as Record<FigureKey, number | null>;
  return { id, name, ...place, colour: known?.colour ?? freeColour(place.label, [...zones.values()]), figures };
}

/** The states of changes that the service has not answered yet, where the page can tell: whole sets of networks and shapes it cannot. */
export function withPending(now: Standing, facts: Facts, steps: readonly Step[]): Standing {
  return steps.reduce((standing, step) => applied(standing, facts, step.change), now);
}

function applied(now: Standing, facts: Facts, change: Change): Standing {
  switch (change.op) {
    case 'move_areas':
      return moved(now, facts, change.areas, change.to);
    case 'move_by_set':
      return change.set === 'pcn' ? now : moved(now, facts, [...facts.areas.values()].filter(area => area[change.set as 'msoa' | 'ward'].id === change.code).map(area => area.id), change.to);
    case 'create':
      return moved({ ...now, zones: ordered(new Map(now.zones).set(change.id, newZone(facts, now, change))) }, facts, change.areas, change.id);
    case 'rename': {
      const zone = now.zones.get(change.id);
      return zone ? { ...now, zones: new Map(now.zones).set(change.id, { ...zone, name: change.name }) } : now;
    }
    case 'merge': {
      const all = moved(now, facts, [...now.areas].filter(([, zone]) => zone === change.from).map(([area]) => area), change.into);
      const practices = new Map([...all.practices].map(([id, zone]): [string, string] => [id, zone === change.from ? change.into : zone]));
      return { ...all, practices, zones: new Map([...all.zones].filter(([id]) => id !== change.from)) };
    }
    case 'move_practice':
      return { ...now, practices: new Map(now.practices).set(change.practice, change.to) };
    case 'close_practice':
      return closing(now, change.practice, change.to);
    default:
      return now;
  }
}

/** A practice closed: the lists that it had taken go on with its own. */
function closing(now: Standing, practice: string, to: string): Standing {
  const handedOn = [...now.closed].map(([code, taker]): [string, string] => [code, taker === practice ? to : taker]);
  return { ...now, practices: new Map([...now.practices].filter(([code]) => code !== practice)), closed: new Map([...handedOn, [practice, to]]) };
}

/** Patients on the list of a practice, and on those that it takes; none once it is closed. */
export function listSize(facts: Facts, { closed }: Standing, practice: string): number {
  if (closed.has(practice)) return 0;
  const lists = [practice, ...[...closed].filter(([, taker]) => taker === practice).map(([code]) => code)];
  return lists.reduce((sum, code) => sum + (facts.practices.get(code)?.listSize ?? 0), 0);
}

function moved(now: Standing, facts: Facts, codes: readonly string[], to: string): Standing {
  const zone = now.zones.get(to);
  if (!zone) return now;
  const areas = new Map(now.areas);
  for (const code of codes) if (facts.areas.has(code)) areas.set(code, to);
  return { ...now, areas };
}

function newZone(facts: Facts, now: Standing, { id, name, areas }: Extract<Change, { op: 'create' }>): Zone {
  const place = placed(areas.flatMap(area => facts.areas.get(area) ?? []), undefined);
  const figures = Object.fromEntries(FIGURES.map(key => [key, null])) as unknown as Figures;
  return { id, name, ...place, colour: freeColour(place.label, [...now.zones.values()]), figures };
}

/** Where some areas reach, and a point for their name: the draft's, while it is theirs, else the middle of the area nearest to the middle of all. */
function placed(areas: readonly Area[], was: Zone | undefined): Pick<Zone, 'bbox' | 'label'> {
  if (!areas.length) return { bbox: was?.bbox ?? [0, 0, 0, 0], label: was?.label ?? [0, 0] };
  const bbox = around(areas.map(area => area.bbox));
  const holds = ({ bbox: [west, south, east, north] }: Area, [lon, lat]: Point) => west <= lon && lon <= east && south <= lat && lat <= north;
  if (was && areas.some(area => holds(area, was.label))) return { bbox, label: was.label };
  const centres = areas.map(area => middle(area.bbox));
  const mean = [0, 1].map(axis => centres.reduce((sum, centre) => sum + (centre[axis] ?? 0), 0) / centres.length);
  const far = ([lon, lat]: Point) => (lon - (mean[0] ?? 0)) ** 2 + (lat - (mean[1] ?? 0)) ** 2;
  return { bbox, label: centres.reduce((best, centre) => (far(centre) < far(best) ? centre : best)) };
}

function ordered(zones: ReadonlyMap<string, Zone>): Map<string, Zone> {
  return new Map([...zones].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** An id for a new neighbourhood: the first number above those that the draft has or the plan ever had, so that none is given twice. */
export function freeId(facts: Facts, steps: readonly Step[]): string {
  const made = steps.flatMap(({ change }) => (change.op === 'create' ? [change.id] : []));
  const taken = new Set([...facts.zones.keys(), ...made]);
  for (let number = facts.zones.size + 1; ; number += 1) {
    const id = `N${String(number).padStart(2, '0')}`;
    if (!taken.has(id)) return id;
  }
}
