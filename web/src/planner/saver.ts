/** Keeping a plan: in this browser at once, and, once it has a name, at the service by itself. Whoever else saves the same plan is met, not written over. */

import { signal } from '@preact/signals';

import { Asking, type Ending } from '../plan/asking';
import { clashes, onTop, settled, takenBack, type Clash, type Moves } from '../plan/merge';
import { certificateOf, changesOf, isSaved, planOf, replaced, saved, type Plan } from '../plan/plan';
import { at } from '../service/address';
import { isUnreached, type Evaluation, type Scenario } from '../service/api';
import { keepGroups } from '../service/groups';
import * as scenario from '../service/scenario';
import type { Slots } from '../service/slots';
import { newId } from '../ui/ids';
import { many } from '../ui/words';
import { announce, hush, say, warn } from './notices';
import type { Session } from './session';

/** After a change, a saved plan is sent once nothing more came for so long. */
const SETTLED_MS = 800;

/** What the browser keeps of a plan. */
export interface Kept {
  readonly plan: Plan;
  /** Areas that somebody else moved too, which nobody has decided on yet. */
  readonly clashes: readonly Clash[];
}

export type State = 'here' | 'saving' | 'saved' | 'waiting' | 'refused';

export class Saver {
  readonly state = signal<State>('here');
  /** When it was saved last, in milliseconds since 1970. */
  readonly at = signal<number | null>(null);
  readonly clashes = signal<readonly Clash[]>([]);
  /** Why nothing can be saved here; null when it can. */
  readonly closed = signal<string | null>(null);
  private readonly asking: Asking;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isCreating = false;
  private sent = { body: '', key: '' };

  constructor(
    private readonly session: Session,
    private readonly slots: Slots<Kept>,
    private readonly renamed: () => void,
  ) {
    this.asking = new Asking(() => this.save(), 0, () => undefined);
    session.kept = plan => this.keep(plan);
    slots.hear((id, revision) => this.heard(id, revision));
    void scenario.closed().then(why => (this.closed.value = why), () => undefined);
    globalThis.addEventListener?.('online', () => this.isDue && void this.asking.now());
  }

  /** Goes on from what was kept, and from what the service has by now. */
  start(clashing: readonly Clash[], current: Scenario | null): void {
    const { saved } = this.session.plan.value;
    this.clashes.value = clashing;
    this.state.value = saved ? 'saved' : 'here';
    if (current) this.at.value = Date.parse(current.at);
    if (saved && current && current.revision > saved.revision) void this.meet(this.session.plan.value);
    else if (this.isDue) void this.asking.now();
  }

  /** Gives the plan a name: makes a scenario of it, or renames the one it is. */
  async name(name: string): Promise<boolean> {
    if (this.isCreating) return false;
    this.isCreating = true;
    const plan = this.session.plan.value;
    this.state.value = 'saving';
    try {
      const made = plan.saved ? await scenario.rename(plan.saved.id, plan.saved.revision, name) : await scenario.create(name, plan.base, changesOf(plan), certificateOf(plan));
      const of = plan.saved?.id ?? plan.base;
      this.session.put(saved(this.session.plan.value, made, plan.saved?.steps ?? plan.steps));
      if (of !== made.id) void this.slots.forget(of);
      this.wasSaved(made);
      hush();
      say(`Saved as “${made.name}”. From now on it saves itself.`);
      return true;
    } catch (error) {
      this.state.value = plan.saved ? 'saved' : 'here';
      if (scenario.isConflict(error)) await this.meet(plan);
      else warn(`Not saved: ${(error as Error).message} It is kept in this browser.`, ['Try again', () => void this.name(name)]);
      return false;
    } finally {
      this.isCreating = false;
      if (this.isDue) this.later();
    }
  }

  /** Goes on from another plan of the service; an undo goes back to the one before. */
  take(made: Scenario): void {
    if (made.base !== this.session.plan.value.base) return location.assign(`#draft=${encodeURIComponent(made.base)}&scenario=${made.id}`);
    this.session.isLooking.value = false;
    this.session.set(replaced(this.session.plan.value, planOf(made)));
    this.wasSaved(made);
  }

  /** Keeps groups of neighbourhoods with the plan, which has a name. */
  async keepGroups(groups: Parameters<typeof keepGroups>[2]): Promise<void> {
    const plan = this.session.plan.value;
    if (!plan.saved) return;
    if (!isSaved(plan)) return warn('The plan is being saved. Keep the groups when it is.');
    try {
      const made = await keepGroups(plan.saved.id, plan.saved.revision, groups);
      this.session.put(saved(this.session.plan.value, made, plan.steps));
      this.wasSaved(made);
      const picture = at(`/v1/scenarios/${made.id}/groups?f=svg`);
      say('The groups are kept with the plan.', ['Open a map of them', () => window.open(picture, '_blank', 'noopener')]);
    } catch (error) {
      warn(`The groups were not kept: ${(error as Error).message}`, ['Try again', () => void this.keepGroups(groups)]);
    }
  }

  /** Decides where two people moved the same areas: for these, theirs is taken. */
  settle(theirs: readonly Clash[]): void {
    const decided = this.clashes.value.length;
    this.clashes.value = [];
    this.session.set(settled(this.session.plan.value, theirs));
    say(`${many(decided, 'area')} decided: ${theirs.length} as they have it, ${decided - theirs.length} as you have it.`);
  }

  private get isDue(): boolean {
    const plan = this.session.plan.value;
    return plan.saved !== null && !isSaved(plan) && !this.session.isLooking.value && this.clashes.value.length === 0;
  }

  private keep(plan: Plan): void {
    if (!this.session.isLooking.value) this.slots.keep(plan.saved?.id ?? plan.base, { plan, clashes: this.clashes.value });
    if (plan.saved && isSaved(plan) && this.state.value !== 'saving') this.state.value = 'saved';
    if (!plan.saved) this.state.value = 'here';
    if (this.isDue) this.later();
    this.renamed();
  }

  private later(): void {
    clearTimeout(this.timer);
    if (this.state.value === 'saved') this.state.value = 'waiting';
    this.timer = setTimeout(() => void this.asking.now(), SETTLED_MS);
  }

  private async save(): Promise<Ending> {
    const plan = this.session.plan.value;
    if (!plan.saved || !this.isDue) return 'answered';
    this.state.value = 'saving';
    const { id, revision } = plan.saved;
    try {
      const made = await scenario.replace(id, revision, changesOf(plan), this.keyOf(id, revision, plan));
      const now = this.session.plan.value;
      if (now.saved?.id === id) this.session.put(saved(now, made, plan.steps));
      this.wasSaved(made);
      this.slots.tell({ kind: 'saved', scenario: id, revision: made.revision });
    } catch (error) {
      if (scenario.isConflict(error)) await this.meet(plan);
      else if (isUnreached(error)) return this.unreached();
      else this.refused(error as Error);
    }
    return 'answered';
  }

  private wasSaved(made: Scenario): void {
    this.at.value = Date.parse(made.at);
    this.state.value = this.isDue ? 'waiting' : 'saved';
    this.renamed();
  }

  private unreached(): Ending {
    this.state.value = 'waiting';
    return 'unreached';
  }

  private refused(error: Error): void {
    this.state.value = 'refused';
    warn(`Not saved: ${error.message} It is kept in this browser.`, ['Try again', () => void this.asking.now()]);
  }

  /** The same request has the same key, so that one whose answer was lost is not made twice. */
  private keyOf(id: string, revision: number, plan: Plan): string {
    const body = JSON.stringify([id, revision, changesOf(plan)]);
    if (body !== this.sent.body) this.sent = { body, key: newId() };
    return this.sent.key;
  }

  private heard(id: string, revision: number): void {
    const { saved } = this.session.plan.value;
    if (saved?.id === id && saved.revision < revision && !this.session.isLooking.value) void this.meet(this.session.plan.value);
  }

  /** Somebody else saved first: mine goes on top of theirs, and where both moved an area, one chooses. */
  private async meet(plan: Plan): Promise<void> {
    if (!plan.saved) return;
    try {
      const theirs = await scenario.open(plan.saved.id);
      if (theirs.revision === plan.saved.revision) return;
      const found = await this.clashing(plan, theirs);
      const now = this.session.plan.value;
      const undone = takenBack(now);
      this.clashes.value = found;
      this.session.set(onTop(now, theirs));
      this.told(theirs, found, undone.map(step => this.session.inWords(step.change)));
    } catch (error) {
      warn(`Somebody else changed this plan, and what they did cannot be read now: ${(error as Error).message}`, ['Try again', () => void this.meet(this.session.plan.value)]);
    }
  }

  private told(theirs: Scenario, found: readonly Clash[], undone: readonly string[]): void {
    this.at.value = Date.parse(theirs.at);
    const again = undone.length ? ` What you took back is there again: ${undone.join('; ')}.` : '';
    if (found.length) return warn(`Somebody else saved this plan meanwhile, and you both moved ${many(found.length, 'area')}. Choose below whose to keep; until then nothing is saved.${again}`);
    say(`Somebody else saved this plan meanwhile. Their changes are now below yours, and nothing of either is lost.${again}`);
    announce('Their changes are now below yours.');
  }

  private async clashing(plan: Plan, theirs: Scenario): Promise<Clash[]> {
    const [before, mine, other] = await Promise.all([changesOf(plan.saved ?? { steps: [] }), changesOf(plan), theirs.changes].map(changes => this.session.ask(changes)));
    return clashes(moves(before), moves(mine), moves(other));
  }
}

function moves(evaluation: Evaluation | undefined): Moves {
  return new Map((evaluation?.moved.areas ?? []).map(area => [area.code, area.to]));
}
