/** Asks again and again, one question at a time, until there is an answer. */

/** How an asking ended: answered; without an answer, so that it is asked again; or for good, for the answer would be the same. */
export type Ending = 'answered' | 'unreached';

export interface Clock {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

const REAL: Clock = { set: (run, ms) => setTimeout(run, ms), clear: timer => clearTimeout(timer as number) };
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15_000;

export class Asking {
  private isAsking = false;
  private isStale = false;
  private waiting: unknown = null;
  private retrying: unknown = null;
  private failures = 0;

  /**
   * `ask` asks about the plan of that moment. It is called at most once every `everyMs`; where the service was not reached, again after a
   * while that doubles. `busy` is called with whether an answer is still awaited.
   */
  constructor(
    private readonly ask: () => Promise<Ending>,
    private readonly everyMs: number,
    private readonly busy: (isBusy: boolean) => void,
    private readonly clock: Clock = REAL,
  ) {}

  /** Asks now; what changes while it is answered is asked next. Ends with an answer to all that was asked, or when none is to be had. */
  async now(): Promise<void> {
    this.isStale = true;
    this.busy(true);
    if (this.isAsking) return;
    this.stopRetrying();
    this.isAsking = true;
    let ending: Ending = 'answered';
    while (this.isStale) {
      this.isStale = false;
      ending = await this.ask();
      if (ending === 'unreached') break;
    }
    this.isAsking = false;
    if (ending === 'unreached') return this.later();
    this.failures = 0;
    this.busy(false);
  }

  /** Asks now, or once the pause since the last time is over. */
  soon(): void {
    if (this.waiting !== null) {
      this.isStale = true;
      this.busy(true);
      return;
    }
    this.waiting = this.clock.set(() => {
      this.waiting = null;
      if (this.isStale && !this.isAsking) void this.now();
    }, this.everyMs);
    void this.now();
  }

  private later(): void {
    this.stopRetrying();
    const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.failures);
    this.failures += 1;
    this.retrying = this.clock.set(() => void this.now(), wait);
  }

  private stopRetrying(): void {
    if (this.retrying !== null) this.clock.clear(this.retrying);
    this.retrying = null;
  }
}
