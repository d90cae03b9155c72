/** Keeping a plan as a scenario of the service. */

import { opened, planOf, saved, unsaved, type Plan } from '../plan/plan';
import * as scenario from '../service/scenario';

/** Saves what is not saved: a new scenario, or a revision of the one it goes on from; under another name when it has one. */
export async function save(plan: Plan, name: string): Promise<Plan> {
  if (!plan.saved) return saved(plan, await scenario.create(name, plan.base, plan.changes));
  let { revision } = plan.saved;
  const { id } = plan.saved;
  let kept = plan;
  if (name !== plan.saved.name) {
    const renamed = await scenario.rename(id, revision, name);
    [kept, revision] = [{ ...saved(plan, renamed), changes: plan.changes }, renamed.revision];
  }
  if (!unsaved(plan).length) return kept;
  return saved(plan, await scenario.append(id, revision, unsaved(plan)));
}

/** Takes the last saved change back, or does it again. Locks are the browser's own and stay. */
export async function step(plan: Plan, which: 'undo' | 'redo'): Promise<Plan> {
  if (!plan.saved) return plan;
  const next = planOf(await scenario.step(plan.saved.id, plan.saved.revision, which));
  return { ...next, locked: plan.locked };
}

/** The changes that are not saved, put after what somebody else saved in between. */
export async function onTop(plan: Plan): Promise<Plan> {
  if (!plan.saved) return plan;
  return opened(planOf(await scenario.open(plan.saved.id)), plan);
}
