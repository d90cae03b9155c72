/** What a search for the smallest change found: what is claimed of it in plain words, then each plan as a card. */

import type { Suggestion } from '../../service/suggestions';
import { PlanCard } from './plan_card';
import { Stale, useStart } from './start';

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
    <section aria-label="What was found" id="found-plans">
      <h3>{CLAIMS[answer.outcome]}</h3>
      <Stale start={start} />
      <ul>
        {answer.summary.map(words => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Impossible reasons={answer.impossible} told={answer.summary} />
      <ol class="app-plans">
        {answer.plans.map((plan, place) => (
          <li key={JSON.stringify(plan.changes)}>
            <PlanCard title={title(place)} plan={plan} found={answer} start={start} certificate={place === 0 ? answer.certificate : undefined} />
          </li>
        ))}
      </ol>
      {answer.plans.length === 0 && <p class="app-fine">{answer.caveat}</p>}
    </section>
  );
}

/** Why nothing can work, where that is not told already, and what would remove the reason. */
export function Impossible({ reasons, told }: { reasons: Suggestion['impossible']; told: readonly string[] }) {
  return (
    <>
      {reasons.map(({ because, remedy }) => (
        <p key={because}>
          {!told.includes(because) && `${because} `}
          <strong>What would remove this reason:</strong> {remedy}
        </p>
      ))}
    </>
  );
}
