/** What a search for the smallest change found: what is claimed of it in plain words, then each plan as a card. */

import type { Suggestion } from '../../service/suggestions';
import { FoundSection } from './found';
import { PlanCard } from './plan_card';
import { useStart } from './start';

/** Where there is no plan. Else the heading is the service's own: what it claims, under which conditions, it alone says. */
const NONE: Readonly<Partial<Record<Suggestion['outcome'], string>>> = {
  impossible: 'Nothing can work as it is asked',
  nothing_found: 'Nothing was found in the time',
};

export function Answer({ answer }: { answer: Suggestion }) {
  const start = useStart(answer);
  const title = (place: number) => (place > 0 ? `Another way, ${place}` : answer.outcome === 'proven' ? 'The least under these conditions' : 'The best found');
  return (
    <FoundSection id="found-plans" title={NONE[answer.outcome] ?? answer.summary[0] ?? ''} found={answer} start={start}>
      <ol class="app-plans">
        {answer.plans.map((plan, place) => (
          <li key={JSON.stringify(plan.changes)}>
            <PlanCard title={title(place)} plan={plan} found={answer} start={start} certificate={place === 0 ? answer.certificate : undefined} />
          </li>
        ))}
      </ol>
    </FoundSection>
  );
}
