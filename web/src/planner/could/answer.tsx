/** What a search found: what is claimed of it in plain words, then each plan as a card to open or to compare. */

import { useState } from 'preact/hooks';

import { fillOf } from '../../plan/colours';
import { inWords } from '../../plan/judge/range';
import { changesOf, stepOf, withAll } from '../../plan/plan';
import { withPending, type Standing } from '../../plan/standing';
import { create } from '../../service/scenario';
import { startOf, type SuggestedPlan, type Suggestion } from '../../service/suggestions';
import { Button, Details } from '../../ui/widgets';
import { count, difference, many } from '../../ui/words';
import { useDesk } from '../desk';
import { say, warn } from '../notices';
import { SmallMap } from './small_map';

const CLAIMS: Readonly<Record<Suggestion['outcome'], string>> = {
  proven: 'This is the least that works, and it is proven',
  best_found: 'This works; something smaller may exist',
  impossible: 'Nothing can work',
  nothing_found: 'Nothing was found in the time',
};

export function Answer({ answer }: { answer: Suggestion }) {
  const { facts, session } = useDesk();
  const start = startOf(answer);
  const isStale = JSON.stringify(start) !== JSON.stringify(changesOf(session.plan.value));
  return (
    <section aria-label="What was found" id="found-plans">
      <h3>{CLAIMS[answer.outcome]}</h3>
      {isStale && <p class="app-hint">The plan was changed since this was asked. What is found here starts from the plan as it was then.</p>}
      <ul>
        {answer.summary.map(words => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {answer.impossible.map(({ because, remedy }) => (
        <p key={because}>
          {!answer.summary.includes(because) && `${because} `}
          <strong>What would remove this reason:</strong> {remedy}
        </p>
      ))}
      <ol class="app-plans">
        {answer.plans.map((plan, place) => (
          <li key={JSON.stringify(plan.changes)}>
            <Card answer={answer} plan={plan} start={start} place={place} from={isStale ? withPending(session.draft, facts, start.map(stepOf)) : session.now.value} />
          </li>
        ))}
      </ol>
      {answer.plans.length === 0 && <p class="app-fine">{answer.caveat}</p>}
    </section>
  );
}

function Card({ answer, plan, start, place, from }: { answer: Suggestion; plan: SuggestedPlan; start: ReturnType<typeof startOf>; place: number; from: Standing }) {
  const { facts, session } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const { base } = session.plan.value;
  const moved = plan.changes.flatMap(change => ('areas' in change ? change.areas : []));
  const title = place > 0 ? `Another way, ${place}` : answer.outcome === 'proven' ? 'The least' : 'The best found';
  const whole = [...start, ...plan.changes];
  const now = withPending(from, facts, plan.changes.map(stepOf));
  const crossing = session.evaluation?.flows?.before.cross_border.between_neighbourhoods;
  const open = () => {
    session.isLooking.value = false;
    session.set(withAll(session.plan.value, whole));
    say(`Opened. ${answer.caveat} An undo goes back to the plan before.`, ['Undo', () => session.undo()]);
  };
  const compare = async () => {
    setBusy(true);
    try {
      const made = await create(`What could work: ${title.toLowerCase()} for ${answer.policy.rules.map(rule => inWords(rule)).join(', ')}`.slice(0, 200), base, whole);
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
              {count(plan.patients_crossing)} patients with a border between home and practice{crossing !== undefined && ` (${difference(plan.patients_crossing - crossing)} beside the draft)`}
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
        <p class="app-fine">{answer.caveat}</p>
      </div>
    </article>
  );
}
