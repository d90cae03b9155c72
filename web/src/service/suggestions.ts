/** The smallest change that meets a range, and what fewer people moved cost elsewhere, as the service looks for them: answered at once, or as a job that is asked about until it ends. */

import { get, Refused, send, type Change } from './api';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Suggestion = Schemas['Suggestion'];
export type SuggestedPlan = Schemas['SuggestedPlan'];
export type SuggestRequest = Schemas['SuggestRequest'];
/** Plans of which none is better than another in both measures. */
export type Frontier = Schemas['Frontier'];
export type FrontierRequest = Schemas['FrontierRequest'];
/** What a search finds. */
export type Found = Suggestion | Frontier;
/** A search that takes longer. */
export type Job = Schemas['Job'];

/** Asks; what takes longer is a job. */
export function suggest(request: SuggestRequest, signal: AbortSignal): Promise<Suggestion | Job> {
  return send('POST', '/v1/suggest', request, {}, signal);
}

/** Asks for a frontier, which is always a job. */
export function weigh(request: FrontierRequest, signal: AbortSignal): Promise<Job> {
  return send('POST', '/v1/frontier', request, {}, signal);
}

export function isJob(answer: Suggestion | Job): answer is Job {
  return 'state' in answer;
}

export function isFrontier(found: Found): found is Frontier {
  return 'against' in found;
}

/** How far a job is, and its result once it is done. */
export function job(id: string): Promise<Job> {
  return get(`/v1/jobs/${id}`);
}

/** Stops a job; one that has ended meanwhile stays as it ended. */
export async function cancel(id: string): Promise<void> {
  try {
    await send('DELETE', `/v1/jobs/${id}`, undefined);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
  }
}

/** The changes that what was found starts from. */
export function startOf(found: Found): Change[] {
  const { request } = isFrontier(found) ? found : found.certificate;
  return ((request as { changes?: Change[] }).changes ?? []).slice();
}
