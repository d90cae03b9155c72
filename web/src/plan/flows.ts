/** Patients between places, as lines for the map and as a table. */

import { get, type Evaluation, type PracticeAnswer } from '../service/api';
import type { Point, Practice, Zone } from '../service/facts';

export interface Flow {
  /** What is at the other end, or `Outside`. */
  readonly name: string;
  /** Patients, or their share: living in the neighbourhood, registered there. */
  readonly out: number;
  /** Registered in the neighbourhood, living there. */
  readonly in: number;
  /** Where it is; null outside the county. */
  readonly at: Point | null;
}

type Table = NonNullable<Evaluation['flows']>['after'];

const WIDEST_PX = 14;
/** What is no neighbourhood. */
export const PLACES: Readonly<Record<string, string>> = { outside: 'Outside the county', unknown: 'Not known' };

/** Flows of one neighbourhood with each other place, the most patients first. */
export function ofZone(table: Table, id: string, zones: ReadonlyMap<string, Zone>): Flow[] {
  const row = table.rows.indexOf(id);
  const column = table.columns.indexOf(id);
  if (row < 0 || column < 0) return [];
  const flows = table.rows
    .filter(other => other !== id)
    .map(other => {
      const to = table.columns.indexOf(other);
      return {
        name: zones.get(other)?.name ?? PLACES[other] ?? other,
        out: to < 0 ? 0 : (table.cells[row]?.[to] ?? 0),
        in: table.cells[table.rows.indexOf(other)]?.[column] ?? 0,
        at: zones.get(other)?.label ?? null,
      };
    });
  return sorted(flows);
}

/** Where the patients of a practice live, as shares: by the plan where it changes them, else by the draft. The most first. */
export async function ofPractice(practice: Practice, evaluation: Evaluation, zones: ReadonlyMap<string, Zone>, base: string): Promise<Flow[]> {
  const flow = (id: string, share: number): Flow => ({ name: zones.get(id)?.name ?? PLACES[id] ?? id, out: 0, in: share, at: zones.get(id)?.label ?? null });
  const after = evaluation.consequences.practices.find(({ code }) => code === practice.id)?.after;
  if (after) return sorted([...after.shares.map(({ neighbourhood, share }) => flow(neighbourhood, share)), flow('outside', after.outside ?? 0)]);
  const known = await get<PracticeAnswer>(`/v1/practices/${practice.id}?draft=${encodeURIComponent(base)}`);
  return sorted((known.patients_from ?? []).map(({ neighbourhood, place, share }) => flow(neighbourhood?.id ?? place, share ?? 0)));
}

function sorted(flows: Flow[]): Flow[] {
  return flows.filter(flow => flow.out + flow.in > 0).sort((one, other) => other.out + other.in - one.out - one.in);
}

/** Lines from a place to where its flows go and come from: as wide as there are patients. */
export function lines(from: Point, flows: readonly Flow[]): GeoJSON.FeatureCollection<GeoJSON.LineString> {
  const most = Math.max(1, ...flows.map(flow => Math.max(flow.out, flow.in)));
  const features = flows.flatMap(flow => {
    const { at } = flow;
    if (!at) return [];
    return (['out', 'in'] as const)
      .filter(way => flow[way] > 0)
      .map(way => ({
        type: 'Feature' as const,
        properties: { way, size: flow[way], width: 0.75 + (WIDEST_PX * flow[way]) / most },
        geometry: { type: 'LineString' as const, coordinates: [from, at] },
      }));
  });
  return { type: 'FeatureCollection', features };
}
