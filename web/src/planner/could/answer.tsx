/** What a search for the smallest change found: what is claimed of it in plain words, then each plan as a card. */

import type { Suggestion } from '../../service/suggestions';
import { FoundSection } from './found';
import { PlanCard } from './plan_card';
import { useStart } from './start';

const CLAIMS: Readonly<Record<Suggestion['outcome'], string>> = {
  proven: 'This is the least that works, and it is proven',
  best_found: 'This works; something smaller may exist',
  impossible: 'Nothing can work',
  nothing_found: 'Nothing was found in the time',
};

export function Answer({ answer }: { answer: Suggestion }) {
  const start = useStart(answer);
  const title = (place: number) => (place > 0 ? `Another way, ${place}` : answer.outcome === 'proven' ? 'The least' : 'The best found');
  return (
    <FoundSection id="found-plans" title={CLAIMS[answer.outcome]} found={answer} start={start}>
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
