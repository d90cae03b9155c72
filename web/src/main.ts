/** Starts the planner's page. */

import { byId } from './dom';
import { failed } from './failed';
import { load } from './facts';
import * as keep from './keep';
import { fresh } from './plan';
import { Planner } from './planner';
import * as scenario from './scenario';

async function start(): Promise<void> {
  const address = keep.read(location.hash);
  try {
    const opened = address.scenario ? await scenario.open(address.scenario) : null;
    const facts = await load(opened?.base ?? address.draft);
    const base = facts.draft.id;
    const plan = keep.remembered(localStorage, base, opened?.saved?.id ?? null) ?? opened ?? fresh(base);
    await new Planner(facts, plan).start(address);
    document.body.dataset.ready = 'yes';
  } catch (error) {
    failed(byId('meaning'), error);
  }
}

void start();
