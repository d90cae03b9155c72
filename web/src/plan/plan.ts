/** A what-if as the hand makes it: a base draft and changes in order, as `/v1/evaluate` takes them. Nothing here touches the page. */

import type { Change, Scenario } from '../service/api';

/** A saved state that the plan goes on from. */
export interface Saved {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  /** How many of the changes are saved. */
  readonly changes: number;
  /** Whether the service can take a change back, or do one again. */
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export interface Plan {
  readonly base: string;
  readonly changes: readonly Change[];
  /** Changes that were undone, the last first. */
  readonly undone: readonly Change[];
  readonly locked: readonly string[];
  readonly saved: Saved | null;
}

export function fresh(base: string): Plan {
  return { base, changes: [], undone: [], locked: [], saved: null };
}

/** With one more change. What was undone is gone: there is one line of history. */
export function changed(plan: Plan, change: Change): Plan {
  return { ...plan, changes: [...plan.changes, change], undone: [] };
}

/** With areas moved. A stroke that goes on is one change, so that one undo takes it back; one that begins with a new neighbourhood too. */
export function brushed(plan: Plan, areas: readonly string[], to: string, goesOn: boolean): Plan {
  const last = plan.changes.at(-1);
  const isSame = (last?.op === 'move_areas' && last.to === to) || (last?.op === 'create' && last.id === to);
  if (goesOn && isSame && plan.changes.length > (plan.saved?.changes ?? 0)) {
    const all = [...new Set([...last.areas, ...areas])];
    return { ...plan, changes: [...plan.changes.slice(0, -1), { ...last, areas: all }] };
  }
  return changed(plan, { op: 'move_areas', areas: [...areas], to });
}

/** Whether there is a change here to take back: what is saved, the service takes back, as a revision of its own. */
export function canUndo(plan: Plan): boolean {
  return plan.changes.length > (plan.saved?.changes ?? 0);
}

export function undo(plan: Plan): Plan {
  const last = plan.changes.at(-1);
  if (!last || !canUndo(plan)) return plan;
  return { ...plan, changes: plan.changes.slice(0, -1), undone: [last, ...plan.undone] };
}

export function redo(plan: Plan): Plan {
  const [next, ...rest] = plan.undone;
  return next ? { ...plan, changes: [...plan.changes, next], undone: rest } : plan;
}

export function toggledLock(plan: Plan, zone: string): Plan {
  const isLocked = plan.locked.includes(zone);
  return { ...plan, locked: isLocked ? plan.locked.filter(other => other !== zone) : [...plan.locked, zone] };
}

/** The changes that are not saved yet. */
export function unsaved(plan: Plan): readonly Change[] {
  return plan.changes.slice(plan.saved?.changes ?? 0);
}

/** The plan as the service has it now: nothing of it is left to save. */
export function saved(plan: Plan, { id, name, revision, can_undo: canUndo, can_redo: canRedo }: Scenario): Plan {
  return { ...plan, undone: [], saved: { id, name, revision, changes: plan.changes.length, canUndo, canRedo } };
}

/** A scenario as the plan to go on from: everything in it is saved. */
export function planOf(scenario: Scenario): Plan {
  return saved({ ...fresh(scenario.base), changes: scenario.changes }, scenario);
}

/** What to go on from when a scenario is opened: as it is now, with what was left unsaved of it in this browser on top. */
export function opened(now: Plan, left: Plan | null): Plan {
  return left ? { ...now, changes: [...now.changes, ...unsaved(left)], locked: left.locked } : now;
}
