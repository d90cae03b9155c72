/** Who has what by the plan, as the service last said: neighbourhoods that came, went or changed name, areas and practices that moved. */

import type { Evaluation } from '../service/api';
import { middle, type Box, type Facts, type Zone } from '../service/facts';
import type { Plan } from './plan';

export interface Standing {
  /** The neighbourhoods, in order. */
  readonly zones: ReadonlyMap<string, Zone>;
  /** The neighbourhood of each area. */
  readonly areas: ReadonlyMap<string, string>;
  /** The neighbourhood that each practice counts in. */
  readonly practices: ReadonlyMap<string, string>;
}

export function standing(facts: Facts, evaluation: Evaluation | null): Standing {
  const areas = new Map([...facts.areas.values()].map(area => [area.id, area.zone]));
  const practices = new Map([...facts.practices.values()].map(practice => [practice.id, practice.zone]));
  for (const area of evaluation?.moved.areas ?? []) areas.set(area.code, area.to);
  for (const practice of evaluation?.moved.practices ?? []) if (practice.to) practices.set(practice.code, practice.to);
  return { zones: zones(facts, evaluation), areas, practices };
}

function zones(facts: Facts, evaluation: Evaluation | null): Map<string, Zone> {
  const zones = new Map(facts.zones);
  const outlines = new Map(evaluation?.borders?.features.map(feature => [feature.id, feature]));
  for (const impact of evaluation?.neighbourhoods ?? []) {
    if (!impact.after) {
      zones.delete(impact.id);
      continue;
    }
    const was = zones.get(impact.id);
    const outline = outlines.get(impact.id);
    const bbox = (outline?.bbox ?? was?.bbox ?? [0, 0, 0, 0]) as Box;
    zones.set(impact.id, {
      id: impact.id,
      name: impact.name,
      colour: outline?.properties.colour ?? was?.colour ?? 0,
      bbox,
      label: was?.label ?? middle(bbox),
      selfContainment: impact.after.self_containment ?? 0,
    });
  }
  return new Map([...zones].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** An id for a new neighbourhood: the first number above those that the draft has or the plan ever had, so that none is given twice. */
export function freeId(facts: Facts, plan: Plan): string {
  const made = plan.changes.flatMap(change => (change.op === 'create' ? [change.id] : []));
  const taken = new Set([...facts.zones.keys(), ...made]);
  for (let number = facts.zones.size + 1; ; number += 1) {
    const id = `N${String(number).padStart(2, '0')}`;
    if (!taken.has(id)) return id;
  }
}
