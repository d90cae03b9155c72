/** The plan as it is worked on, and what the service says it means. Nothing is lost: what cannot be asked now is asked again. It draws nothing. */

import { batch, computed, signal } from '@preact/signals';

import { Asking, type Ending } from '../plan/asking';
import { firstPolicy, rangeOf, type Measure } from '../plan/judge/range';
import { isWholesale, locked, lockedByOpening, movable } from '../plan/locks';
import { brushed, canRedo, canUndo, changed, changesOf, isSaved, leftOut, redo, startedAgain, toggledLock, undo, without, type Plan, type Step } from '../plan/plan';
import { freeId, standing, withPending, type Standing } from '../plan/standing';
import { isUnreached, Refused, send, type Change, type Evaluation, type Policy } from '../service/api';
import type { Facts } from '../service/facts';
import { names } from '../ui/words';
import { announce, hush, say, warn } from './notices';

/** While a stroke goes on, the service is asked this often. */
const ASKED_EVERY_MS = 40;

export class Session {
  readonly plan;
  /** The last answer, and the changes it is of. */
  readonly answer = signal<{ readonly evaluation: Evaluation; readonly steps: readonly Step[]; readonly measure: Measure } | null>(null);
  /** Who has what: as answered, with what was done since on top. */
  readonly now;
  readonly measure;
  readonly isBusy = signal(false);
  readonly isReached = signal(true);
  /** A plan that is only looked at until one says otherwise. */
  readonly isLooking = signal(false);
  /** The neighbourhood that areas are moved to. */
  readonly target = signal('');
  /** Called whenever the plan is another. */
  kept: (plan: Plan) => void = () => undefined;
  private readonly asking: Asking;
  /** Neighbourhoods that are named, and made with the first area that comes to them. */
  private readonly named = signal<ReadonlyMap<string, string>>(new Map());
  private readonly answered;

  constructor(
    readonly facts: Facts,
    plan: Plan,
    readonly policies: readonly Policy[],
  ) {
    this.plan = signal(plan);
    this.measure = signal<Measure>({ policy: firstPolicy(policies) });
    this.target.value = [...facts.zones.keys()][0] ?? '';
    let zones = facts.zones;
    this.answered = computed(() => {
      const now = standing(facts, this.answer.value?.evaluation ?? null, zones);
      zones = now.zones;
      return now;
    });
    this.now = computed<Standing>(() => this.withPending());
    this.asking = new Asking(() => this.evaluate(), ASKED_EVERY_MS, isBusy => (this.isBusy.value = isBusy));
    globalThis.addEventListener?.('online', () => void this.asking.now());
  }

  get evaluation(): Evaluation | null {
    return this.answer.value?.evaluation ?? null;
  }

  get range() {
    return rangeOf(this.measure.value, this.policies);
  }

  get canUndo(): boolean {
    return canUndo(this.plan.value) && !this.isLooking.value;
  }

  get canRedo(): boolean {
    return canRedo(this.plan.value) && !this.isLooking.value;
  }

  /** Neighbourhoods to move to, those that are named and not made yet at the end. */
  get targets(): [string, string][] {
    const { zones } = this.now.value;
    const unmade = [...this.named.value].filter(([id]) => !zones.has(id));
    return [...[...zones.values()].map((zone): [string, string] => [zone.id, zone.name]), ...unmade];
  }

  name(zone: string): string {
    return this.now.value.zones.get(zone)?.name ?? this.named.value.get(zone) ?? this.facts.zones.get(zone)?.name ?? zone;
  }

  isLocked(zone: string): boolean {
    return this.plan.value.locked.includes(zone);
  }

  /** Asks for the figures; they are there when this ends, where the service is. */
  measureBy(measure: Measure): Promise<void> {
    this.measure.value = measure;
    return this.asking.now();
  }

  askAgain(): void {
    void this.asking.now();
  }

  // Changes.

  /** Makes a change, unless a lock or the plan forbids it; whether it was made, or is being asked for. */
  change(change: Change): boolean {
    if (this.isHeld() || this.forbids(change)) return false;
    if (this.plan.value.locked.length && isWholesale(change)) void this.moveUnlocked(change);
    else this.set(changed(this.plan.value, this.made(change)));
    return true;
  }

  /** Moves areas to the target, or to another; a stroke that goes on is one change. Those that are locked or there already stay. */
  move(areas: readonly string[], goesOn = false, to = this.target.value): boolean {
    if (this.isHeld()) return false;
    if (this.isLocked(to)) return this.not(`${this.name(to)} is locked: nothing goes in or out.`);
    const { areas: homes, zones } = this.now.value;
    const elsewhere = areas.filter(area => homes.has(area) && homes.get(area) !== to);
    const free = elsewhere.filter(area => !this.isLocked(homes.get(area) ?? ''));
    if (free.length < elsewhere.length) say(`Locked: ${names([...new Set(elsewhere.filter(area => !free.includes(area)).map(area => this.name(homes.get(area) ?? '')))])}.`);
    if (!free.length) return false;
    if (this.empties(free, to)) return false;
    if (zones.has(to)) this.set(brushed(this.plan.value, free, to, goesOn));
    else return this.change({ op: 'move_areas', areas: free, to });
    return true;
  }

  /** An issue is known and stays, for a reason that is kept with the plan. */
  accept(issue: string, reason: string): boolean {
    return this.change({ op: 'accept_issue', issue, reason });
  }

  /** An issue is no longer accepted. */
  reopen(issue: string): boolean {
    if (this.isHeld()) return false;
    this.set(leftOut(this.plan.value, change => change.op === 'accept_issue' && change.issue === issue));
    return true;
  }

  /** A practice that the plan closes is open again, unless a lock forbids it; whether it is. */
  async openAgain(practice: string): Promise<boolean> {
    if (this.isHeld()) return false;
    const isClosing = (change: Change) => change.op === 'close_practice' && change.practice === practice;
    if (this.plan.value.locked.length) {
      try {
        // Where it would count, only the service knows.
        const then = standing(this.facts, await this.ask(changesOf(leftOut(this.plan.value, isClosing))));
        const zone = lockedByOpening(practice, this.plan.value, this.now.value, then);
        if (zone) return this.not(`${this.name(zone)} is locked: nothing goes in or out.`);
      } catch (error) {
        return this.not(`${this.practice(practice)} was not opened again: ${(error as Error).message}`);
      }
      // Meanwhile a plan may have been opened that is only looked at.
      if (this.isHeld()) return false;
    }
    this.set(leftOut(this.plan.value, isClosing));
    return true;
  }

  lock(zone: string): void {
    this.put(toggledLock(this.plan.value, zone));
    announce(`${this.name(zone)} is ${this.isLocked(zone) ? 'locked: nothing goes in or out' : 'no longer locked'}.`);
  }

  /** Areas go to a neighbourhood that is not there yet. */
  aimAtNew(name: string): void {
    const id = freeId(this.facts, [...this.plan.value.steps, ...[...this.named.value.keys()].map(id => ({ id, change: { op: 'create', id, name, areas: [] } as Change }))]);
    this.named.value = new Map(this.named.value).set(id, name);
    this.target.value = id;
  }

  freeId(): string {
    return freeId(this.facts, this.plan.value.steps);
  }

  undo(): void {
    if (!this.canUndo) return;
    this.set(undo(this.plan.value));
    announce('Undone.');
  }

  redo(): void {
    if (!this.canRedo) return;
    this.set(redo(this.plan.value));
    announce('Done again.');
  }

  startAgain(): void {
    const { saved, steps } = this.plan.value;
    this.set(startedAgain(this.plan.value));
    this.isLooking.value = false;
    const left = saved ? `“${saved.name}” stays saved as it was.` : `${steps.length} changes were put aside.`;
    say(`This is the draft as it is. ${left}`, ['Undo', () => this.undo()]);
  }

  /** Goes on from a plan as it is given, and asks what it means. */
  set(plan: Plan): void {
    hush();
    this.put(plan);
    this.asking.soon();
  }

  /** Keeps a plan that means the same as the one before. */
  put(plan: Plan): void {
    this.plan.value = plan;
    this.kept(plan);
  }

  // What a change may not do.

  private isHeld(): boolean {
    if (!this.isLooking.value) return false;
    warn('You are looking at a plan that was shared. Choose “Edit this” or “Edit a copy” above the map first.');
    return true;
  }

  private not(words: string): false {
    warn(words);
    return false;
  }

  private forbids(change: Change): boolean {
    const zone = locked(change, this.plan.value, this.now.value);
    if (zone) return !this.not(`${this.name(zone)} is locked: nothing goes in or out.`);
    if (isWholesale(change) && !this.now.value.zones.has(change.to)) return !this.not(`Put a first area into ${this.name(change.to)} before whole sets.`);
    return false;
  }

  /** Whether a move would leave a neighbourhood without any area. Then it is said, with the change that does what was meant. */
  private empties(areas: readonly string[], to: string): boolean {
    const { areas: homes, zones } = this.now.value;
    const moving = new Set(areas);
    const left = new Set([...homes].filter(([area]) => !moving.has(area)).map(([, zone]) => zone));
    const emptied = [...new Set(areas.map(area => homes.get(area) ?? ''))].filter(zone => !left.has(zone) && zone !== to);
    const [first] = emptied;
    if (first === undefined) return false;
    warn(`That would leave ${names(emptied.map(zone => this.name(zone)))} without any area, so it was not done.`, ...(zones.has(to) ? ([[`Merge ${this.name(first)} into ${this.name(to)}`, () => void this.change({ op: 'merge', from: first, into: to })]] as const) : []));
    return true;
  }

  /** Areas that come to a neighbourhood that was named, and is not there yet, make it. */
  private made(change: Change): Change {
    if (change.op !== 'move_areas' || this.now.value.zones.has(change.to)) return change;
    const name = this.named.value.get(change.to);
    return name === undefined ? change : { op: 'create', id: change.to, name, areas: change.areas };
  }

  /** What a set or a shape would move, without what is locked. */
  private async moveUnlocked(change: Extract<Change, { to: string }>): Promise<void> {
    try {
      const then = standing(this.facts, await this.ask([...changesOf(this.plan.value), change]));
      // Meanwhile a plan may have been opened that is only looked at.
      if (this.isHeld()) return;
      const { free, held } = movable(this.now.value, then, this.plan.value);
      if (free.length) this.set(changed(this.plan.value, { op: 'move_areas', areas: free, to: change.to }));
      if (held) say(`${held} areas stay, for their neighbourhood is locked.`);
    } catch (error) {
      warn(`Nothing was moved: ${(error as Error).message}`, ['Try again', () => void this.moveUnlocked(change)]);
    }
  }

  // What it means.

  /** What the service says of some changes, by the measure. */
  ask(changes: readonly Change[]): Promise<Evaluation> {
    const measure = this.measure.value;
    const policy = 'policy' in measure ? measure.policy : { rules: [measure.range] };
    return send<Evaluation>('POST', '/v1/evaluate', { base: this.plan.value.base, changes, include: ['borders'], ...(policy && { policy }) });
  }

  private async evaluate(): Promise<Ending> {
    const [plan, measure] = [this.plan.value, this.measure.value];
    try {
      const evaluation = await this.ask(changesOf(plan));
      this.reached();
      this.take(evaluation, plan.steps, measure);
    } catch (error) {
      if (isUnreached(error)) return this.unreached();
      this.reached();
      this.refused(plan, error as Refused);
    }
    return 'answered';
  }

  private reached(): void {
    if (!this.isReached.value) announce('The service is back.');
    this.isReached.value = true;
  }

  private unreached(): Ending {
    if (this.isReached.value) announce('The service is not reached. What you do is kept, and the figures come when it is back.');
    this.isReached.value = false;
    return 'unreached';
  }

  private take(evaluation: Evaluation, steps: readonly Step[], measure: Measure): void {
    batch(() => {
      this.answer.value = { evaluation, steps, measure };
      const { zones } = this.now.value;
      if (!zones.has(this.target.value) && !this.named.value.has(this.target.value)) this.target.value = [...zones.keys()][0] ?? '';
    });
    announce(evaluation.summary.join(' '));
  }

  /** The changes that the service names are taken out, and nothing else; each is told with its reason. One that is saved stays until one says so. */
  private refused(asked: Plan, error: Refused): void {
    const told = (error.problem.errors ?? []).flatMap(({ pointer, reason }) => {
      const step = asked.steps[Number(/^\/changes\/(\d+)/.exec(pointer)?.[1] ?? Number.NaN)];
      return step ? [{ step, change: this.inWords(step.change), reason }] : [];
    });
    if (!told.length) return warn(`This cannot be shown: ${error.message}`, ['Ask again', () => this.askAgain()], ['Undo', () => this.undo()]);
    const kept = new Set(asked.saved?.steps.map(step => step.id));
    const fresh = told.filter(({ step }) => !kept.has(step.id));
    const out = fresh.length ? fresh : told;
    const leave = () => this.set(without(this.plan.value, out.map(({ step }) => step.id)));
    const sentences = (verb: string) => [...new Set(out.map(({ change, reason }) => `${change} ${verb}: ${reason}.`))].join(' ');
    if (!fresh.length) return warn(sentences('no longer holds'), ['Leave it out', leave], ['Undo', () => this.undo()]);
    leave();
    warn(sentences('was not taken'));
  }

  /** A change, as the beginning of a sentence. */
  inWords(change: Change): string {
    const areas = (codes: readonly string[]) => names(codes.slice(0, 3).map(code => this.facts.areas.get(code)?.name ?? code)) + (codes.length > 3 ? ` and ${codes.length - 3} more` : '');
    switch (change.op) {
      case 'move_areas':
        return `Moving ${areas(change.areas)} to ${this.name(change.to)}`;
      case 'move_practice':
        return `Counting ${this.practice(change.practice)} in ${this.name(change.to)}`;
      case 'close_practice':
        return `Closing ${this.practice(change.practice)}, its list to ${this.practice(change.to)},`;
      case 'create':
        return `Making ${change.name}`;
      case 'rename':
        return `Renaming ${this.name(change.id)} to ${change.name}`;
      case 'merge':
        return `Merging ${this.name(change.from)} into ${this.name(change.into)}`;
      case 'move_by_set':
        return `Moving a whole ${change.set === 'pcn' ? 'network' : change.set} to ${this.name(change.to)}`;
      case 'accept_issue':
        return `Accepting an issue (“${change.reason}”)`;
      case 'move_by_polygon':
        return `Moving what was drawn around to ${this.name(change.to)}`;
      default:
        return `The change “${change.op}”`;
    }
  }

  private practice(id: string): string {
    return this.facts.practices.get(id)?.name ?? id;
  }

  private withPending(): Standing {
    const answered = this.answered.value;
    const { steps } = this.plan.value;
    const known = this.answer.value?.steps ?? [];
    const same = steps.findIndex((step, place) => step !== known[place]);
    if (same < 0 && steps.length === known.length) return answered;
    // Where something was taken back, all is put on the draft anew.
    const isAhead = same < 0 ? false : same === known.length;
    return isAhead ? withPending(answered, this.facts, steps.slice(same)) : withPending(this.draft, this.facts, steps);
  }

  /** The draft, in the colours that its neighbourhoods have. */
  get draft(): Standing {
    return standing(this.facts, null, this.answered.value.zones);
  }

  /** Whether there is something that only this browser has. */
  get isUnsaved(): boolean {
    const plan = this.plan.value;
    return plan.saved ? !isSaved(plan) : plan.steps.length > 0;
  }
}
