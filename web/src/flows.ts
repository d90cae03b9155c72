/** Patients between places, as lines for the map and as a table for everybody. */

import type { Evaluation } from './api';
import type { Point, Zone } from './facts';

export interface Flow {
  /** What is at the other end, or `Outside`. */
  readonly name: string;
  /** Living in the neighbourhood, registered there. */
  readonly out: number;
  /** Registered in the neighbourhood, living there. */
  readonly in: number;
  /** Where it is; none outside. */
  readonly at: Point | null;
}

type Table = NonNullable<Evaluation['flows']>['after'];

const WIDEST_PX = 14;
/** What is no neighbourhood. */
export const PLACES: Readonly<Record<string, string>> = { outside: 'Outside the study area', unknown: 'Not known' };

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
        properties: { way, patients: flow[way], width: 0.75 + (WIDEST_PX * flow[way]) / most },
        geometry: { type: 'LineString' as const, coordinates: [from, at] },
      }));
  });
  return { type: 'FeatureCollection', features };
}
