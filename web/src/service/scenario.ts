/** The scenarios of the service, as it keeps them. What a plan makes of them is `planner/saver.ts`. */

import { pathOf } from './boundaries';
import { Refused, get, send, upload, type Change, type ImportPreview, type Revision, type Scenario } from './api';
import { mediaOf } from './files';

export function create(name: string, base: string, changes: readonly Change[], certificate?: unknown): Promise<Scenario> {
  return send('POST', '/v1/scenarios', { name, base, changes, ...(certificate !== undefined && { certificate }) });
}

export function rename(id: string, revision: number, name: string): Promise<Scenario> {
  return send('PATCH', `/v1/scenarios/${id}`, { name }, matching(revision));
}

/** A revision with these changes alone; refused when `revision` is no longer the last one. The same `key` makes it once, however often it is sent. */
export function replace(id: string, revision: number, changes: readonly Change[], key: string): Promise<Scenario> {
  return send('PUT', `/v1/scenarios/${id}/changes`, { changes }, { ...matching(revision), 'idempotency-key': key });
}

/** A scenario as it is now, or at a revision: `id@revision`. One whose changes cannot be read is not answered by itself. */
export function open(id: string): Promise<Scenario> {
  return get(pathOf(id));
}

/** A new scenario from a revision of one, with a history of its own. */
export function branch(id: string, revision: number, name: string): Promise<Scenario> {
  return send('POST', `/v1/scenarios/${id}/branch`, { name, revision });
}

export async function revisions(id: string): Promise<Revision[]> {
  return (await get<{ items: Revision[] }>(`/v1/scenarios/${id}/revisions`)).items;
}

/** All scenarios of this service; empty where it does not list them. */
export async function all(): Promise<Revision[]> {
  try {
    return (await get<{ items: Revision[] }>('/v1/scenarios?limit=100')).items;
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

/** How a file is read: what becomes of areas that it does not name, and of neighbourhoods that the draft does not have. */
export interface Reading {
  readonly missing: 'keep' | 'refuse';
  readonly new: 'refuse' | 'create';
}

/** What a file would change; nothing is kept. */
export function previewed(base: string, file: File, reading: Reading): Promise<ImportPreview> {
  return upload(`/v1/scenarios/import?${new URLSearchParams({ base, preview: 'true', ...reading })}`, file, mediaOf(file.name));
}

/** A scenario of a file. */
export function importFile(base: string, file: File, name: string, reading: Reading): Promise<Scenario> {
  return upload(`/v1/scenarios/import?${new URLSearchParams({ base, name, ...reading })}`, file, mediaOf(file.name));
}

/** Whether somebody else saved first. */
export function isConflict(error: unknown): error is Refused {
  return error instanceof Refused && error.status === 412;
}

export const EXPORTS: readonly [string, string][] = [
  ['csv', 'CSV, area to neighbourhood'],
  ['geojson', 'GeoJSON, boundaries'],
  ['xlsx', 'Excel workbook'],
  ['html', 'Board paper, to print'],
];

function matching(revision: number): Record<string, string> {
  return { 'if-match': `"${revision}"` };
}
