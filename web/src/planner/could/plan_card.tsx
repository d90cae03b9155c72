/** A plan that was found, as a card: its map, what it costs, and to open or to compare it. */

import { useState } from 'preact/hooks';

import { fillOf } from '../../plan/colours';
import { inWords } from '../../plan/judge/range';
import { certified, stepOf, withAll } from '../../plan/plan';
import { withPending } from '../../plan/standing';
import { create } from '../../service/scenario';
import type { Found, SuggestedPlan, Suggestion } from '../../service/suggestions';
import { Button, Details } from '../../ui/widgets';
import { count, difference, many } from '../../ui/words';
import { useDesk } from '../desk';
import { say, warn } from '../notices';
import { SmallMap } from './small_map';
import type { Start } from './start';

export function PlanCard({ title, plan, found, start, certificate }: { title: string; plan: SuggestedPlan; found: Found; start: Start; certificate?: Suggestion['certificate'] | undefined }) {
  const { facts, session } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const { base } = session.plan.value;
  const moved = plan.changes.flatMap(change => ('areas' in change ? change.areas : []));
  const whole = [...start.changes, ...plan.changes];
  const now = withPending(start.standing, facts, plan.changes.map(stepOf));
  const crossing = session.evaluation?.flows?.before.cross_border.between_neighbourhoods;
  const open = () => {
    session.isLooking.value = false;
    const opened = withAll(session.plan.value, whole);
    session.set(certificate ? certified(opened, certificate) : opened);
    say(`Opened. ${found.caveat} An undo goes back to the plan before.`, ['Undo', () => session.undo()]);
  };
  const compare = async () => {
    setBusy(true);
    try {
      const made = await create(`What could work: ${title.toLowerCase()} for ${found.policy.rules.map(rule => inWords(rule)).join(', ')}`.slice(0, 200), base, whole, certificate);
      const { saved } = session.plan.value;
      location.assign(`compare#a=${saved?.id ?? base}&b=${made.id}`);
    } catch (error) {
      warn(`It cannot be compared: ${(error as Error).message}`, ['Try again', () => void compare()]);
      setBusy(false);
    }
  };
  return (
    <article class="app-plan-card" aria-label={title}>
      <SmallMap facts={facts} fill={area => fillOf(now.zones.get(now.areas.get(area) ?? '')?.colour ?? 0)} moved={moved} />
      <div>
        <h4>{title}</h4>
        <ul>
          <li>
            {count(plan.moved.residents)} people in {many(plan.moved.areas, 'area')} change neighbourhood
          </li>
          {plan.patients_crossing !== null && (
            <li>
              {count(plan.patients_crossing)} patients live in one neighbourhood and are registered in another{crossing !== undefined && ` (${difference(plan.patients_crossing - crossing)} beside the draft)`}
            </li>
          )}
          <li>{plan.neighbourhoods_outside === 0 ? 'every neighbourhood is in the range' : `${many(plan.neighbourhoods_outside, 'neighbourhood')} outside the range`}</li>
        </ul>
        <p class="app-group">
          <Button class="app-button" press={open}>
            Open
          </Button>
          <Button press={() => void compare()} disabled={isBusy}>
            Compare
          </Button>
        </p>
        {plan.explanation.length + plan.alternatives.length > 0 && (
          <Details title="Why these areas">
            <ul>
              {[...plan.explanation, ...plan.alternatives.map(other => other.in_words)].map(words => (
                <li key={words}>{words}</li>
              ))}
            </ul>
          </Details>
        )}
        <p class="app-fine">{found.caveat}</p>
      </div>
    </article>
  );
}
