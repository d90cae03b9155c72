/** Keeping a plan as a scenario of the service. */

import { Refused, get, send, type Scenario } from './api';
import { fresh, saved, unsaved, type Plan } from './plan';

/** Saves what is not saved: a new scenario, or a revision of the one it goes on from. */
export async function save(plan: Plan, name: string): Promise<Plan> {
  if (!plan.saved) {
    const made = await send<Scenario>('POST', '/v1/scenarios', { name, base: plan.base, changes: plan.changes });
    return saved(plan, made.id, made.name, made.revision);
  }
  const { id, revision } = plan.saved;
  const next = await send<Scenario>('POST', `/v1/scenarios/${id}/changes`, { changes: unsaved(plan) }, { 'if-match': `"${revision}"` });
  return saved(plan, next.id, next.name, next.revision);
}

/** A saved scenario as it is now, to go on from. */
export async function open(id: string): Promise<Plan> {
  const scenario = await get<Scenario>(`/v1/scenarios/${id}`);
  return saved({ ...fresh(scenario.base), changes: scenario.changes }, scenario.id, scenario.name, scenario.revision);
}

/** Whether somebody else saved first. */
export function isConflict(error: unknown): error is Refused {
  return error instanceof Refused && error.status === 412;
}

/** The changes that are not saved, put after what somebody else saved meanwhile. */
export async function onTop(plan: Plan): Promise<Plan> {
  if (!plan.saved) return plan;
  const theirs = await open(plan.saved.id);
  return { ...theirs, changes: [...theirs.changes, ...unsaved(plan)], locked: plan.locked };
}

export const EXPORTS: readonly [string, string][] = [
  ['csv', 'CSV, area to neighbourhood'],
  ['geojson', 'GeoJSON, boundaries'],
  ['xlsx', 'Excel workbook'],
  ['html', 'Board paper, to print'],
];
