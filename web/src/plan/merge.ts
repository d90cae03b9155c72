/** Two people's changes of one scenario, put together: nothing of either is lost, and where both moved the same area, one chooses. */

import type { Scenario } from '../service/api';
import { common, planOf, stepOf, type Plan, type Step } from './plan';
import { grouped } from '../ui/grouped';

/** An area that both moved, to different neighbourhoods. */
export interface Clash {
  readonly area: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Who has each area that moved. */
export type Moves = ReadonlyMap<string, string>;

/** What is mine alone: the changes that theirs do not begin with. Mine may be among theirs already, where an answer was lost. */
function mineAlone(mine: readonly Step[], theirs: readonly Step[]): readonly Step[] {
  return mine.slice(common(mine, theirs));
}

/** Saved changes that I took back, and which theirs still have. */
export function takenBack({ steps, saved }: Plan): readonly Step[] {
  return saved ? saved.steps.slice(common(saved.steps, steps)) : [];
}

/** My changes after theirs. */
export function onTop(plan: Plan, theirs: Scenario): Plan {
  const now = planOf(theirs, plan.steps);
  return { ...plan, steps: [...now.steps, ...mineAlone(plan.steps, now.steps)], saved: now.saved };
}

/** Areas that both moved since then, to different neighbourhoods, in order. */
export function clashes(before: Moves, mine: Moves, theirs: Moves): Clash[] {
  const both = [...mine.keys()].filter(area => theirs.has(area)).sort();
  return both.flatMap(area => {
    const [was, here, there] = [before.get(area), mine.get(area) ?? '', theirs.get(area) ?? ''];
    return here !== there && here !== was && there !== was ? [{ area, mine: here, theirs: there }] : [];
  });
}

/** With the areas where theirs was chosen put back to where they have them: a change for each neighbourhood. */
export function settled(plan: Plan, theirs: readonly Clash[]): Plan {
  const byZone = grouped(theirs, clash => clash.theirs);
  const steps = [...byZone].map(([to, all]) => stepOf({ op: 'move_areas', areas: all.map(clash => clash.area), to }));
  return { ...plan, steps: [...plan.steps, ...steps] };
}
