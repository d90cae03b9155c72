/** The smallest change that meets a range, as the service looks for it: answered at once, or as a job that is asked about until it ends. */

import { get, Refused, send, type Change } from './api';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Suggestion = Schemas['Suggestion'];
export type SuggestedPlan = Schemas['SuggestedPlan'];
export type SuggestRequest = Schemas['SuggestRequest'];

/** A search that takes longer. */
export interface Job {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Jobs that wait for their turn before it. */
  readonly ahead: number;
  readonly progress: { readonly share: number; readonly in_words: string } | null;
  readonly failure: string | null;
  readonly result?: Suggestion;
}

/** Asks; what takes longer is a job. */
export function suggest(request: SuggestRequest, signal: AbortSignal): Promise<Suggestion | Job> {
  return send('POST', '/v1/suggest', request, {}, signal);
}

export function isJob(answer: Suggestion | Job): answer is Job {
  return 'state' in answer;
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

/** The changes that a suggestion starts from. */
export function startOf({ certificate }: Suggestion): Change[] {
  return ((certificate.request as { changes?: Change[] }).changes ?? []).slice();
}
