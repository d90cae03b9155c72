/** The plan as it is worked on: changes made and undone, locks, saving, and what the service says the plan means. It draws nothing. */

import { Asking } from '../plan/asking';
import * as keep from '../plan/keep';
import { isWholesale, locked, movable } from '../plan/locks';
import { brushed, canUndo, changed, fresh, redo, toggledLock, undo, type Plan } from '../plan/plan';
import { freeId, standing, type Standing } from '../plan/roster';
import { send, type Change, type Evaluation } from '../service/api';
import type { Facts } from '../service/facts';
import { isConflict } from '../service/scenario';
import * as saving from './saving';

/** While a stroke goes on, the service is asked this often. */
const ASKED_EVERY_MS = 40;

/** Whoever shows the session. */
export interface Audience {
  /** The plan, a lock or the target is another; the figures are not. */
  changed(): void;
  /** There are new figures. */
  evaluated(evaluation: Evaluation): void;
  /** The plan was saved, so its address is another. */
  saved(): void;
  /** The service is asked, and has not answered yet. */
  busy(isBusy: boolean): void;
  say(words: string): void;
  /** What was said last no longer holds. */
  hush(): void;
}

export class Session {
  evaluation!: Evaluation;
  now: Standing;
  /** The neighbourhood that areas are moved to. */
  target: string;
  /** The neighbourhood whose lists are shown. */
  picked: string;
  private policy = '';
  private readonly asking: Asking;
  /** Names of neighbourhoods that are made with the first area that comes to them. */
  private readonly named = new Map<string, string>();

  constructor(
    readonly facts: Facts,
    public plan: Plan,
    private readonly audience: Audience,
  ) {
    this.now = standing(facts, null);
    this.target = this.picked = [...facts.zones.keys()][0] ?? '';
    this.asking = new Asking(() => this.evaluate(), ASKED_EVERY_MS, isBusy => audience.busy(isBusy));
  }

  /** What can be taken back, and done again: here, or by the service where all is saved. */
  get can(): { undo: boolean; redo: boolean } {
    const { saved, undone } = this.plan;
    return { undo: canUndo(this.plan) || (saved?.canUndo ?? false), redo: undone.length > 0 || ((saved?.canRedo ?? false) && !canUndo(this.plan)) };
  }

  name(zone: string): string {
    return this.now.zones.get(zone)?.name ?? this.named.get(zone) ?? this.facts.zones.get(zone)?.name ?? zone;
  }

  /** Asks for the figures, measured against a policy; they are there when this ends. */
  measure(policy: string): Promise<void> {
    this.policy = policy;
    return this.asking.now();
  }

  // Changes.

  /** Makes a change, unless a lock forbids it. */
  change(change: Change): void {
    const forbidden = this.forbids(change);
    if (forbidden) return this.audience.say(forbidden);
    if (this.plan.locked.length && isWholesale(change)) return void this.moveUnlocked(change);
    this.set(changed(this.plan, this.made(change)));
  }

  /** Moves areas to the target; a stroke that goes on is one change. */
  choose(areas: readonly string[], goesOn: boolean): void {
    if (this.plan.locked.includes(this.target)) return this.audience.say(`${this.name(this.target)} is locked.`);
    const free = areas.filter(area => {
      const home = this.now.areas.get(area) ?? '';
      return home !== this.target && !this.plan.locked.includes(home);
    });
    if (!free.length) return;
    const isMade = this.now.zones.has(this.target) || this.plan.changes.some(change => change.op === 'create' && change.id === this.target);
    if (isMade) this.set(brushed(this.plan, free, this.target, goesOn));
    else this.change({ op: 'move_areas', areas: free, to: this.target });
  }

  lock(zone: string): void {
    this.plan = toggledLock(this.plan, zone);
    keep.remember(localStorage, this.plan);
    this.audience.changed();
    this.audience.say(`${this.name(zone)} is ${this.plan.locked.includes(zone) ? 'locked: nothing goes in or out' : 'no longer locked'}.`);
  }

  aim(zone: string): void {
    this.target = zone;
    this.audience.changed();
  }

  /** Areas go to a neighbourhood that is not there yet. */
  aimAtNew(name: string): void {
    this.target = freeId(this.facts, this.plan);
    this.named.set(this.target, name);
  }

  async undo(): Promise<void> {
    if (canUndo(this.plan)) this.set(undo(this.plan));
    else if (this.plan.saved?.canUndo) await this.step('undo');
  }

  async redo(): Promise<void> {
    if (this.plan.undone.length) this.set(redo(this.plan));
    else if (this.plan.saved?.canRedo && !canUndo(this.plan)) await this.step('redo');
  }

  // Saving.

  /** Goes on from another plan: one that was saved, opened, branched or imported. */
  take(plan: Plan): void {
    this.plan = plan;
    keep.remember(localStorage, plan);
    void this.asking.now();
  }

  /** Forgets the changes: the draft as it is. */
  restart(): void {
    keep.forget(localStorage, this.plan.base, this.plan.saved?.id ?? null);
    this.plan = fresh(this.plan.base);
    void this.asking.now();
  }

  async save(name: string): Promise<void> {
    if (!name) return this.audience.say('Give it a name first.');
    const { saved } = this.plan;
    if (saved && !canUndo(this.plan) && saved.name === name) return this.audience.say('Everything is saved.');
    try {
      const before = this.plan;
      this.plan = await saving.save(this.plan, name);
      keep.forget(localStorage, before.base, before.saved?.id ?? null);
      this.audience.say(`Saved as “${this.plan.saved?.name}”, revision ${this.plan.saved?.revision}.`);
    } catch (error) {
      if (!isConflict(error)) return this.audience.say(`Not saved: ${(error as Error).message}`);
      this.plan = await saving.onTop(this.plan);
      this.audience.say('Somebody else saved this scenario meanwhile. Their changes are now below yours, and nothing of yours is lost: look at the figures, then save again.');
      await this.asking.now();
    }
    keep.remember(localStorage, this.plan);
    this.audience.changed();
    this.audience.saved();
  }

  private async step(which: 'undo' | 'redo'): Promise<void> {
    try {
      this.take(await saving.step(this.plan, which));
    } catch (error) {
      this.audience.say(isConflict(error) ? 'Somebody else saved this scenario meanwhile. Reload the page to see it as it is.' : (error as Error).message);
    }
  }

  private set(plan: Plan): void {
    this.plan = plan;
    this.audience.hush();
    keep.remember(localStorage, plan);
    this.asking.soon();
  }

  // Locks.

  /** Areas that come to a neighbourhood that was named, and is not there yet, make it. */
  private made(change: Change): Change {
    const name = this.named.get(this.target);
    const isFirst = change.op === 'move_areas' && change.to === this.target && name !== undefined && !this.now.zones.has(this.target);
    return isFirst ? { op: 'create', id: this.target, name, areas: change.areas } : change;
  }

  /** Why a change may not be made; null when it may. */
  private forbids(change: Change): string | null {
    const zone = locked(change, this.plan, this.now);
    if (zone) return `${this.name(zone)} is locked.`;
    return isWholesale(change) && !this.now.zones.has(change.to) ? `Put a first area into ${this.name(change.to)} before whole sets.` : null;
  }

  /** What a set or a shape would move, without what is locked. */
  private async moveUnlocked(change: Extract<Change, { to: string }>): Promise<void> {
    try {
      const { free, held } = movable(this.now, standing(this.facts, await this.ask([...this.plan.changes, change])), this.plan);
      if (free.length) this.set(changed(this.plan, { op: 'move_areas', areas: free, to: change.to }));
      if (held) this.audience.say(`${held} areas stay, for their neighbourhood is locked.`);
    } catch (error) {
      this.audience.say((error as Error).message);
    }
  }

  // What it means.

  private ask(changes: readonly Change[]): Promise<Evaluation> {
    return send<Evaluation>('POST', '/v1/evaluate', { base: this.plan.base, changes, include: ['borders'], ...(this.policy && { policy: this.policy }) });
  }

  private async evaluate(): Promise<void> {
    const { plan } = this;
    try {
      this.answered(await this.ask(plan.changes));
    } catch (error) {
      this.refused(plan, (error as Error).message);
    }
  }

  private answered(evaluation: Evaluation): void {
    this.evaluation = evaluation;
    this.now = standing(this.facts, evaluation);
    if (!this.now.zones.has(this.picked)) this.picked = [...this.now.zones.keys()][0] ?? '';
    if (!this.now.zones.has(this.target) && !this.named.has(this.target)) this.target = this.picked;
    this.audience.evaluated(evaluation);
  }

  /** A change that cannot be is taken back, with what was made on top of it. */
  private refused(asked: Plan, why: string): void {
    if (!canUndo(asked)) return this.audience.say(`This cannot be shown: ${why}`);
    this.plan = undo(asked);
    keep.remember(localStorage, this.plan);
    this.audience.changed();
    this.audience.say(`That cannot be done: ${why}`);
  }
}
