/** A what-if as the hand makes it: a base draft and changes in order, as `/v1/evaluate` takes them. Nothing here touches the page. */

import type { Change } from './api';

/** A saved state that the plan goes on from. */
export interface Saved {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  /** How many of the changes are saved. */
  readonly changes: number;
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

/** With areas moved. A brush that goes on is one change, so that one undo takes back the stroke. */
export function brushed(plan: Plan, areas: readonly string[], to: string, goesOn: boolean): Plan {
  const last = plan.changes.at(-1);
  if (goesOn && last?.op === 'move_areas' && last.to === to && plan.changes.length > (plan.saved?.changes ?? 0)) {
    const all = [...new Set([...last.areas, ...areas])];
    return { ...plan, changes: [...plan.changes.slice(0, -1), { ...last, areas: all }] };
  }
  return changed(plan, { op: 'move_areas', areas: [...areas], to });
}

/** Saved changes are taken back by the service, as a revision of their own; here only what is not saved. */
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

export function saved(plan: Plan, id: string, name: string, revision: number): Plan {
  return { ...plan, undone: [], saved: { id, name, revision, changes: plan.changes.length } };
}
