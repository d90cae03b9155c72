/** The plan that a search started from: the one on the map, or one that was changed since. */

import { changesOf, sameChanges, stepOf } from '../../plan/plan';
import { withPending, type Standing } from '../../plan/standing';
import type { Change } from '../../service/api';
import { startOf, type Found } from '../../service/suggestions';
import { useDesk } from '../desk';

export interface Start {
  readonly changes: readonly Change[];
  /** Where everything was. */
  readonly standing: Standing;
  /** Whether the plan was changed since. */
  readonly isStale: boolean;
}

export function useStart(found: Found): Start {
  const { facts, session } = useDesk();
  const changes = startOf(found);
  const isStale = !sameChanges(changes, changesOf(session.plan.value));
  const standing = isStale ? withPending(session.draft, facts, changes.map(stepOf)) : session.now.value;
  return { changes, standing, isStale };
}

export function Stale({ start }: { start: Start }) {
  return start.isStale ? <p class="app-hint">The plan was changed since this was asked. What is found here starts from the plan as it was then.</p> : null;
}
