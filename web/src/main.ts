/** Starts the planner's page. */

import { byId } from './dom';
import { failed } from './failed';
import { load } from './facts';
import * as keep from './keep';
import { fresh, opened } from './plan';
import { Planner } from './planner';
import * as scenario from './scenario';

async function start(): Promise<void> {
  const address = keep.read(location.hash);
  try {
    const now = address.scenario ? await scenario.open(address.scenario) : null;
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
