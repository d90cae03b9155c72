/** Starts the planner's page. */

import { render } from 'preact';

import * as address from '../plan/address';
import { fresh, planOf, type Plan } from '../plan/plan';
import { App } from '../planner/app';
import { Desk } from '../planner/desk';
import { Look } from '../planner/look';
import { say, warn } from '../planner/notices';
import { Saver, type Kept } from '../planner/saver';
import { Session } from '../planner/session';
import { get, isUnreached, type Policy, type Scenario } from '../service/api';
import { load, type Facts } from '../service/facts';
import { metrics } from '../service/metrics';
import { settlements } from '../service/settlements';
import * as scenario from '../service/scenario';
import { Slots, type Slot } from '../service/slots';
import { byId } from '../ui/dom';
import { failed } from '../ui/failed';
import { clock, many } from '../ui/words';

const TITLE = document.title;

async function start(): Promise<void> {
  const read = address.read(location.hash);
  const [slots, opened, defined, policies, places] = await Promise.all([Slots.open<Kept>(), open(read), metrics(), get<{ items: Policy[] }>('/v1/policies'), settlements()]);
  const facts = await factsOf(opened.scenario?.base ?? read.draft);
  const kept = await slots.find(opened.scenario?.id ?? facts.draft.id);
  const begun = beginning(facts, opened.scenario, kept.slot);
  const session = new Session(facts, begun.plan, policies.items);
  session.isLooking.value = begun.isLooking;
  const saver = new Saver(session, slots, () => name(session));
  const look = new Look();
  const desk = new Desk(facts, session, saver, look, defined, places);
  const share = () => {
    const { saved } = session.plan.value;
    const of = { draft: facts.draft.id, scenario: session.isLooking.value ? read.scenario : (saved?.id ?? null), view: look.ground.value?.view() ?? read.view };
    history.replaceState(null, '', address.write(of));
  };
  const name = ({ plan }: Session) => {
    document.title = `${plan.value.saved?.name ?? 'Unnamed plan'} · ${TITLE}`;
    share();
  };
  render(<App desk={desk} at={read.view} moved={share} />, byId('app'));
  name(session);
  saver.start(begun.clashes, opened.scenario);
  told(read.wrong, opened.why, kept, begun, session);
  addEventListener('hashchange', () => changedAddress(session, read));
  await session.measureBy(session.measure.value);
  document.body.dataset.ready = 'yes';
}

/** The scenario that an address names, or why there is none. */
async function open({ scenario: id }: address.Address): Promise<{ scenario: Scenario | null; why: string | null }> {
  if (!id) return { scenario: null, why: null };
  try {
    return { scenario: await scenario.open(id), why: null };
  } catch (error) {
    if (isUnreached(error)) throw error;
    return { scenario: null, why: `The plan of this link is not here: ${(error as Error).message}` };
  }
}

/** The draft that is asked for; where it is not there, the current one, and it is said. */
async function factsOf(draft: string | null): Promise<Facts> {
  try {
    return await load(draft);
  } catch (error) {
    if (draft === null || isServiceGone(error)) throw error;
    warn(`${(error as Error).message} This is the current one.`);
    return load(null);
  }
}

function isServiceGone(error: unknown): boolean {
  return error instanceof TypeError;
}

interface Beginning {
  readonly plan: Plan;
  readonly clashes: Kept['clashes'];
  /** A plan of somebody else's, until one says that one edits it. */
  readonly isLooking: boolean;
}

/** What this browser kept of the plan, else the plan as the service has it, else the draft. */
function beginning(facts: Facts, opened: Scenario | null, slot: Slot<Kept> | null): Beginning {
  if (!opened) return { plan: slot?.value.plan ?? fresh(facts.draft.id), clashes: slot?.value.clashes ?? [], isLooking: false };
  if (!slot) return { plan: planOf(opened), clashes: [], isLooking: true };
  return { ...slot.value, isLooking: false };
}

/** What is to be said at the start: what of the link could not be read, and where the work on the screen comes from. */
function told(wrong: readonly string[], why: string | null, kept: Awaited<ReturnType<Slots<Kept>['find']>>, { plan }: Beginning, session: Session): void {
  if (wrong.length) warn(`Part of this link was not understood: ${wrong.join('; ')}. The rest was.`);
  if (why) warn(`${why} This is the draft instead.`);
  if (kept.isOpenElsewhere && !kept.slot) say('Another tab has a plan of the same draft. This tab has one of its own.');
  const { slot } = kept;
  if (slot && !plan.saved && plan.steps.length) say(`You go on with ${many(plan.steps.length, 'change')} from ${clock(slot.at)}.`, ['Start again', () => session.startAgain()]);
}

/** Another link in the same tab: what was done here is kept, and is there again when one comes back. */
function changedAddress(session: Session, before: address.Address): void {
  const next = address.read(location.hash);
  const { saved, base } = session.plan.value;
  const now = { draft: base, scenario: session.isLooking.value ? before.scenario : (saved?.id ?? null), view: null };
  const isSame = next.scenario === now.scenario && (next.draft === null || next.draft === now.draft);
  if (!isSame || next.wrong.length) location.reload();
}

start().catch((error: unknown) => failed(byId('app'), error));
