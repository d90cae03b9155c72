/** A plan as the hand makes it: a base draft and changes in order, each with an id, and every state it had before. Nothing here touches the page. */

import type { Change, Scenario } from '../service/api';
import { newId } from '../ui/ids';

/** A change, under an id of this browser's. */
export interface Step {
  readonly id: string;
  readonly change: Change;
}

/** What the service keeps of a plan. */
export interface Saved {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly steps: readonly Step[];
}

/** A state to go back to. `saved` is there only where the plan became another one. */
interface State {
  readonly steps: readonly Step[];
  readonly saved?: Saved | null;
}

/** The certificate of a suggestion, and the changes that it is of. */
export interface Certified {
  readonly changes: readonly Change[];
  readonly certificate: unknown;
}

export interface Plan {
  readonly base: string;
  readonly steps: readonly Step[];
  /** States before this one, the last at the end. */
  readonly past: readonly State[];
  /** States that were undone, the next one first. */
  readonly future: readonly State[];
  readonly locked: readonly string[];
  readonly saved: Saved | null;
  /** Of the suggestion that was opened last. */
  readonly certified?: Certified;
}

/** States that are kept. */
const MOST_PAST = 200;

export function fresh(base: string): Plan {
  return { base, steps: [], past: [], future: [], locked: [], saved: null };
}

/** A plan of some changes that nobody keeps yet. */
export function planFrom(base: string, changes: readonly Change[]): Plan {
  return { ...fresh(base), steps: changes.map(stepOf) };
}

export function changesOf({ steps }: { steps: readonly Step[] }): Change[] {
  return steps.map(step => step.change);
}

export function stepOf(change: Change): Step {
  return { id: newId(), change };
}

/** With one more change. What was undone is gone: there is one line of history. */
export function changed(plan: Plan, change: Change): Plan {
  return next(plan, { steps: [...plan.steps, stepOf(change)] });
}

/** With areas moved. A stroke that goes on is one change, so that one undo takes it back; one that begins with a new neighbourhood too. */
export function brushed(plan: Plan, areas: readonly string[], to: string, goesOn: boolean): Plan {
  const last = plan.steps.at(-1);
  const change = last?.change;
  const isSame = (change?.op === 'move_areas' && change.to === to) || (change?.op === 'create' && change.id === to);
  if (!goesOn || !last || !isSame) return changed(plan, { op: 'move_areas', areas: [...areas], to });
  const all = [...new Set([...change.areas, ...areas])];
  return { ...plan, steps: [...plan.steps.slice(0, -1), { ...last, change: { ...change, areas: all } }] };
}

/** Going on with changes in the place of those there are, as one step back. */
export function withAll(plan: Plan, changes: readonly Change[]): Plan {
  const kept = plan.steps.slice(0, common(plan.steps, changes.map(stepOf)));
  return next(plan, { steps: [...kept, ...changes.slice(kept.length).map(stepOf)] });
}

/** The same with the certificate of a suggestion, which goes with the plan as long as it is that suggestion. */
export function certified(plan: Plan, certificate: unknown): Plan {
  return { ...plan, certified: { changes: changesOf(plan), certificate } };
}

/** The certificate of the suggestion that the plan is; undefined when it is none. */
export function certificateOf(plan: Plan): unknown {
  return plan.certified && sameChanges(plan.certified.changes, changesOf(plan)) ? plan.certified.certificate : undefined;
}

/** Without some changes, which an undo brings back. */
export function leftOut(plan: Plan, isOut: (change: Change) => boolean): Plan {
  return next(plan, { steps: plan.steps.filter(step => !isOut(step.change)) });
}

/** The draft as it is, as a plan of its own: what is saved stays as it is, and an undo brings it back. */
export function startedAgain(plan: Plan): Plan {
  return next(plan, { steps: [], saved: null });
}

/** Goes on from another plan of the same draft, which an undo takes back. */
export function replaced(plan: Plan, other: Plan): Plan {
  return next(plan, { steps: other.steps, saved: other.saved });
}

function next(plan: Plan, state: State): Plan {
  return { ...plan, ...state, past: [...plan.past, before(plan, state)].slice(-MOST_PAST), future: [] };
}

/** The state to go back to from another. */
function before(plan: Plan, state: State): State {
  return state.saved === undefined ? { steps: plan.steps } : { steps: plan.steps, saved: plan.saved };
}

export function canUndo(plan: Plan): boolean {
  return plan.past.length > 0;
}

export function canRedo(plan: Plan): boolean {
  return plan.future.length > 0;
}

export function undo(plan: Plan): Plan {
  const last = plan.past.at(-1);
  if (!last) return plan;
  return { ...plan, ...last, past: plan.past.slice(0, -1), future: [before(plan, last), ...plan.future] };
}

export function redo(plan: Plan): Plan {
  const [first, ...rest] = plan.future;
  return first ? { ...plan, ...first, past: [...plan.past, before(plan, first)], future: rest } : plan;
}

/** Without some changes, now and in every state: they were refused, and would be again. */
export function without(plan: Plan, ids: readonly string[]): Plan {
  const kept = <T extends State>(state: T): T => ({ ...state, steps: state.steps.filter(step => !ids.includes(step.id)) });
  return { ...kept(plan), past: plan.past.map(kept), future: plan.future.map(kept) };
}

export function toggledLock(plan: Plan, zone: string): Plan {
  const isLocked = plan.locked.includes(zone);
  return { ...plan, locked: isLocked ? plan.locked.filter(other => other !== zone) : [...plan.locked, zone] };
}

/** Whether the service keeps exactly this. */
export function isSaved({ saved, steps }: Plan): boolean {
  return saved !== null && saved.steps.length === steps.length && common(saved.steps, steps) === steps.length;
}

/** How many changes two lists begin with alike. */
export function common(one: readonly Step[], other: readonly Step[]): number {
  const differs = one.findIndex((step, place) => !isAlike(step, other[place]));
  return differs < 0 ? one.length : differs;
}

function isAlike(one: Step, other: Step | undefined): boolean {
  return one === other || (other !== undefined && isSame(one.change, other.change));
}

/** Whether two lists hold the same changes in the same order, however the service or the page orders what is in each. */
export function sameChanges(some: readonly Change[], others: readonly Change[]): boolean {
  return isSame(some, others);
}

/** Whether two values are the same JSON; what is undefined is not there. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [some, others] = [one, other] as [Record<string, unknown>, Record<string, unknown>];
  return Object.keys({ ...some, ...others }).every(key => isSame(some[key], others[key]));
}

/** The plan once the service keeps `steps` of it; what was done meanwhile is left to save. */
export function saved(plan: Plan, { id, name, revision }: Scenario, steps: readonly Step[]): Plan {
  return { ...plan, saved: { id, name, revision, steps } };
}

/** A scenario as the plan to go on from: everything in it is saved. Changes that were known keep their ids. */
export function planOf(scenario: Scenario, known: readonly Step[] = []): Plan {
  const made = scenario.changes.map(stepOf);
  const same = common(made, known);
  const steps = [...known.slice(0, same), ...made.slice(same)];
  return saved({ ...fresh(scenario.base), steps }, scenario, steps);
}
