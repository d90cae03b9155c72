/** Asks again and again, one question at a time. */

export class Asking {
  private isAsking = false;
  private isStale = false;
  private waiting: ReturnType<typeof setTimeout> | null = null;

  /**
   * `ask` asks about what is then, and never fails. Between two bursts of changes there are `everyMs`. `told` is told whether there is
   * something that was not answered yet.
   */
  constructor(
    private readonly ask: () => Promise<void>,
    private readonly everyMs: number,
    private readonly told: (isBusy: boolean) => void,
  ) {}

  /** Asks now; what changes while it is answered is asked next. */
  async now(): Promise<void> {
    this.isStale = true;
    this.told(true);
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isStale) {
      this.isStale = false;
      await this.ask();
    }
    this.isAsking = false;
    this.told(false);
  }

  /** Asks now, or once the pause since the last time is over. */
  soon(): void {
    if (this.waiting !== null) {
      this.isStale = true;
      this.told(true);
      return;
    }
    this.waiting = setTimeout(() => {
      this.waiting = null;
      if (this.isStale) void this.now();
    }, this.everyMs);
    void this.now();
  }
}
