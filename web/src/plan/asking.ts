/** Asks again and again, one question at a time. */

export class Asking {
  private isAsking = false;
  private isStale = false;
  private waiting: ReturnType<typeof setTimeout> | null = null;

  /**
   * `ask` asks about the plan of that moment, and never fails. It is called at most once every `everyMs`. `busy` is called with whether
   * an answer is still awaited.
   */
  constructor(
    private readonly ask: () => Promise<void>,
    private readonly everyMs: number,
    private readonly busy: (isBusy: boolean) => void,
  ) {}

  /** Asks now; what changes while it is answered is asked next. */
  async now(): Promise<void> {
    this.isStale = true;
    this.busy(true);
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isStale) {
      this.isStale = false;
      await this.ask();
    }
    this.isAsking = false;
    this.busy(false);
  }

  /** Asks now, or once the pause since the last time is over. */
  soon(): void {
    if (this.waiting !== null) {
      this.isStale = true;
      this.busy(true);
      return;
    }
    this.waiting = setTimeout(() => {
      this.waiting = null;
      if (this.isStale) void this.now();
    }, this.everyMs);
    void this.now();
  }
}
