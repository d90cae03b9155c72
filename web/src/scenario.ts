/** Keeping a plan as a scenario of the service. */

import { Refused, get, send, upload, type Scenario } from './api';
import { fresh, opened, saved, unsaved, type Plan } from './plan';

/** Saves what is not saved: a new scenario, or a revision of the one it goes on from; under another name when it has one. */
export async function save(plan: Plan, name: string): Promise<Plan> {
  if (!plan.saved) return saved(plan, await send<Scenario>('POST', '/v1/scenarios', { name, base: plan.base, changes: plan.changes }));
  let { revision } = plan.saved;
  const { id } = plan.saved;
  let kept = plan;
  if (name !== plan.saved.name) {
    const renamed = await send<Scenario>('PATCH', `/v1/scenarios/${id}`, { name }, matching(revision));
    [kept, revision] = [{ ...saved(plan, renamed), changes: plan.changes }, renamed.revision];
  }
  if (!unsaved(plan).length) return kept;
  return saved(plan, await send<Scenario>('POST', `/v1/scenarios/${id}/changes`, { changes: unsaved(plan) }, matching(revision)));
}

/** A saved scenario as it is now, to go on from. */
export async function open(id: string): Promise<Plan> {
  return planOf(await get<Scenario>(`/v1/scenarios/${id}`));
}

/** Takes the last saved change back, or does it again: a revision of its own. */
export async function step(plan: Plan, which: 'undo' | 'redo'): Promise<Plan> {
  if (!plan.saved) return plan;
  const { id, revision } = plan.saved;
  const next = planOf(await send<Scenario>('POST', `/v1/scenarios/${id}/${which}`, undefined, matching(revision)));
  return { ...next, locked: plan.locked };
}

/** A new scenario from a revision of one, with a history of its own. */
export async function branch(id: string, revision: number, name: string): Promise<Plan> {
  return planOf(await send<Scenario>('POST', `/v1/scenarios/${id}/branch`, { name, revision }));
}

export async function history(id: string): Promise<Scenario[]> {
  return (await get<{ items: Scenario[] }>(`/v1/scenarios/${id}/revisions`)).items;
}

/** Those of this service; none where it does not tell. */
export async function all(): Promise<Scenario[]> {
  try {
    return (await get<{ items: Scenario[] }>('/v1/scenarios?limit=100')).items;
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

let whyClosed: Promise<string | null> | undefined;

/** Why nothing can be saved here, in the service's words; null when it can. Asked once, for it follows from how the service was started. */
export function closed(): Promise<string | null> {
  return (whyClosed ??= get('/v1/scenarios?limit=1').then(
    () => null,
    (error: unknown) => (error instanceof Refused && error.status === 403 ? error.message : null),
  ));
}

/** A scenario of a file: a table of areas, or boundaries as GeoJSON. */
export async function importFile(base: string, file: File): Promise<Plan> {
  const name = file.name.replace(/\.[^.]*$/, '');
  const media = /\.(geo)?json$/i.test(file.name) ? 'application/geo+json' : /\.tsv$/i.test(file.name) ? 'text/tab-separated-values' : 'text/csv';
  const asked = new URLSearchParams({ name, base, missing: 'keep' });
  return planOf(await upload<Scenario>(`/v1/scenarios/import?${asked}`, file, media));
}

/** Whether somebody else saved first. */
export function isConflict(error: unknown): error is Refused {
  return error instanceof Refused && error.status === 412;
}

/** The changes that are not saved, put after what somebody else saved meanwhile. */
export async function onTop(plan: Plan): Promise<Plan> {
  if (!plan.saved) return plan;
  return opened(await open(plan.saved.id), plan);
}

export const EXPORTS: readonly [string, string][] = [
  ['csv', 'CSV, area to neighbourhood'],
  ['geojson', 'GeoJSON, boundaries'],
  ['xlsx', 'Excel workbook'],
  ['html', 'Board paper, to print'],
];

function planOf(scenario: Scenario): Plan {
  return saved({ ...fresh(scenario.base), changes: scenario.changes }, scenario);
}

function matching(revision: number): Record<string, string> {
  return { 'if-match': `"${revision}"` };
}
