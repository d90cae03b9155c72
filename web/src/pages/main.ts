/** Starts the planner's page. */

import { byId } from '../ui/dom';
import { failed } from '../ui/failed';
import { load } from '../service/facts';
import * as keep from '../plan/keep';
import { fresh, opened, planOf } from '../plan/plan';
import { Planner } from '../planner/planner';
import * as scenario from '../service/scenario';

async function start(): Promise<void> {
  const address = keep.read(location.hash);
  try {
    const now = address.scenario ? planOf(await scenario.open(address.scenario)) : null;
    const facts = await load(now?.base ?? address.draft);
    const base = facts.draft.id;
    const left = keep.remembered(localStorage, base, now?.saved?.id ?? null);
    const plan = now ? opened(now, left) : (left ?? fresh(base));
    await new Planner(facts, plan).start(address);
    document.body.dataset.ready = 'yes';
  } catch (error) {
    failed(byId('meaning'), error);
  }
}

void start();
