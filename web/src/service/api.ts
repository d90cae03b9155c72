/** The service, typed by its contract. Every failure is a {@link Refused} with words for people. */

import { at } from './address';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Evaluation = Schemas['Evaluation'];
export type Change = Schemas['Change'];
export type MoveAreas = Schemas['MoveAreas'];
export type Draft = Schemas['Draft'];
export type Issue = Schemas['Issue'];
export type NeighbourhoodImpact = Schemas['NeighbourhoodImpact'];
export type Places = Schemas['Places'];
export type Policy = Schemas['Policy'];
/** A revision in a history, where its changes may not be readable. */
export type Revision = Schemas['Scenario'];
export type Scenario = Revision & { readonly changes: readonly Change[] };
export type Metric = Schemas['Metric'];
export type Resolution = Schemas['ResolvedOne'];
export type Feature = Schemas['Feature'];
export type Insight = Schemas['NeighbourhoodInsight'];
export type PracticeAnswer = Schemas['PracticeAnswer'];
export type Difference = Schemas['Difference'];
export type Neighbourhood = Schemas['Neighbourhood'];
/** How a table was understood, before it is answered. */
export type TablePreview = Schemas['TablePreview'];
/** The same of lines of JSON. */
export type LinesPreview = Schemas['LinesPreview'];
/** A piece of a sentence: words, or an option by which a table is read. */
export type Piece = Schemas['Piece'];
/** How many rows of a table each neighbourhood has. */
export type TableCounts = Schemas['TableCounts'];
/** What a file would change, before a plan is made of it. */
export type ImportPreview = Schemas['ImportPreview'];

/** The service said no. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Schemas['Problem']>,
  ) {
    super(words(problem) ?? `The service answered ${status}.`);
  }
}

/** Whether the service was not reached, or could not answer now: the same may be asked again. */
export function isUnreached(error: unknown): boolean {
  return !(error instanceof Refused) || error.status >= 500 || error.status === 408 || error.status === 429;
}

/** What is wrong with a body says more than that it is wrong. */
function words(problem: Partial<Schemas['Problem']>): string | undefined {
  const reasons = problem.errors?.map(defect => defect.reason);
  return reasons?.length ? reasons.join('; ') : problem.detail;
}

async function answered<T>(response: Response): Promise<T> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body: unknown = isJson ? await response.json() : undefined;
  if (!response.ok) throw new Refused(response.status, (body ?? {}) as Partial<Schemas['Problem']>);
  return body as T;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answered(await fetch(at(path), { headers: { accept: 'application/json' }, ...(signal && { signal }) }));
}

/** Sends a file as it is. */
export async function upload<T>(path: string, body: Blob, media: string): Promise<T> {
  return answered(await fetch(at(path), { method: 'POST', headers: { 'content-type': media }, body }));
}

export async function send<T>(method: string, path: string, body: unknown, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
  const sent = { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  return answered(await fetch(at(path), { ...sent, ...(signal && { signal }) }));
}

/** All features of a collection, with a choice of properties. */
export async function features(collection: string, query: string): Promise<Feature[]> {
  const page = await get<Schemas['FeatureCollection']>(`/collections/${collection}/items?limit=10000&${query}`);
  return page.features;
}
