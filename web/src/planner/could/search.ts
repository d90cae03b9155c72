/** A search for what could work: asked for once, followed until it ends, and stopped when one says so. It goes on while one looks at something else. */

import { signal } from '@preact/signals';

import { changesOf } from '../../plan/plan';
import { isUnreached, Refused } from '../../service/api';
import { cancel, isJob, job, suggest, weigh, type Found, type FrontierRequest, type Job, type SuggestRequest } from '../../service/suggestions';
import { announce } from '../notices';
import type { Session } from '../session';

/** What is asked beside the plan and its locks. */
export type Question = Pick<SuggestRequest, 'policy' | 'minimise' | 'keep_together' | 'anchors' | 'seconds'>;
/** What is held against what moves. */
export type Against = NonNullable<FrontierRequest['against']>;

export type SearchState =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly since: number; readonly seconds: number; readonly job: Job | null; readonly isReached: boolean }
  | { readonly kind: 'done'; readonly answer: Found }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'stopped' };

/** How often a job is asked about. */
const EVERY_MS = 1000;
const KEPT = 'footprint:job';

export class Search {
  readonly state = signal<SearchState>({ kind: 'none' });
  /** The search that is followed: a later one takes its place. */
  private stopper: AbortController | null = null;

  constructor(private readonly session: Session) {
    const kept = remembered();
    if (kept) void this.run(signal => this.follow(kept, signal), 0);
  }

  /** Looks for the smallest change of the plan as it is; what is locked stays. */
  ask(question: Question): Promise<void> {
    const request = { ...this.start(), ...question } as SuggestRequest;
    return this.run(async signal => {
      const answer = await suggest(request, signal);
      return isJob(answer) ? this.follow(answer.id, signal) : answer;
    }, question.seconds ?? 0);
  }

  /** Looks for several plans, each of which moves more people than the one before and leaves less of what is held against that. */
  weigh(question: Question, against: Against): Promise<void> {
    const request = { ...this.start(), ...question, against } as FrontierRequest;
    return this.run(async signal => this.follow((await weigh(request, signal)).id, signal), question.seconds ?? 0);
  }

  /** Stops looking; nothing of the plan changes. */
  stop(): void {
    const now = this.state.value;
    if (now.kind !== 'running') return;
    this.stopper?.abort();
    forget();
    // One that cannot be reached now stops by itself when its seconds are over.
    if (now.job) cancel(now.job.id).catch(() => undefined);
    this.state.value = { kind: 'stopped' };
    announce('Stopped. Nothing was changed.');
  }

  private start() {
    const { base, steps, locked } = this.session.plan.value;
    const neighbourhoods = locked.filter(zone => this.session.now.value.zones.has(zone));
    return { base, changes: changesOf({ steps }), fixed: { neighbourhoods } };
  }

  private async run(work: (signal: AbortSignal) => Promise<Found | string>, seconds: number): Promise<void> {
    this.stopper?.abort();
    const stopper = new AbortController();
    this.stopper = stopper;
    this.state.value = { kind: 'running', since: Date.now(), seconds, job: null, isReached: true };
    const ended = await work(stopper.signal).catch((error: unknown) => (error instanceof Refused ? error.message : 'The service could not be reached. Try again.'));
    if (stopper.signal.aborted) return;
    forget();
    this.state.value = typeof ended === 'string' ? { kind: 'failed', why: ended } : { kind: 'done', answer: ended };
    announce(typeof ended === 'string' ? ended : (ended.summary[0] ?? 'The search has ended.'));
  }

  /** Until a job has ended: its result, or why there is none. While the service is not reached, it is asked again. */
  private async follow(id: string, signal: AbortSignal): Promise<Found | string> {
    remember(id);
    while (!signal.aborted) {
      const found = await job(id).catch((error: unknown) => {
        if (!isUnreached(error)) throw error;
        return null;
      });
      if (signal.aborted) break;
      if (found?.state === 'done') return (found.result as Found | undefined) ?? 'The search ended without a result.';
      if (found?.state === 'failed') return found.failure ?? 'The search failed.';
      if (found?.state === 'cancelled') return 'The search was stopped elsewhere.';
      const now = this.state.value;
      if (now.kind === 'running') this.state.value = { ...now, job: found ?? now.job, isReached: found !== null };
      await new Promise(resolve => setTimeout(resolve, EVERY_MS));
    }
    return 'It was stopped.';
  }
}

/** A job is followed further after a reload. */
function remember(id: string): void {
  try {
    sessionStorage.setItem(KEPT, id);
  } catch {
    // It is followed as long as the page lives.
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

function forget(): void {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // There was none.
  }
}
