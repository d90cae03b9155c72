/** Several plans weighed: a chart of what each moves against what that spares, the same as a table, and the chosen one as a card. */

import { useState } from 'preact/hooks';

import { inWords } from '../../plan/judge/range';
import type { Frontier, SuggestedPlan } from '../../service/suggestions';
import { Button, Table } from '../../ui/widgets';
import { count, difference } from '../../ui/words';
import { FoundSection } from './found';
import { FrontierChart, type Point } from './frontier_chart';
import { PlanCard } from './plan_card';
import { useStart } from './start';

const MEASURES: Readonly<Record<Frontier['against'], { readonly title: string; readonly of: (plan: SuggestedPlan) => number }>> = {
  patients_crossing: { title: 'Patients who live in one neighbourhood and are registered in another', of: plan => plan.patients_crossing ?? 0 },
  neighbourhoods_outside: { title: 'Neighbourhoods outside the range', of: plan => plan.neighbourhoods_outside },
};

export function FrontierAnswer({ answer }: { answer: Frontier }) {
  const start = useStart(answer);
  const [place, choose] = useState(0);
  const measure = MEASURES[answer.against];
  const { plans } = answer;
  const chosen = plans[place];
  const name = (at: number) => `Plan ${at + 1} of ${plans.length}`;
  const points: Point[] = plans.map(plan => ({ across: plan.moved.residents, up: measure.of(plan) }));
  const first = points[0]?.up ?? 0;
  const rows = plans.map((plan, at) => ({
    key: name(at),
    class: at === place ? 'app-chosen' : '',
    cells: [
      <Button key="show" class="app-link" aria-pressed={at === place} press={() => choose(at)}>
        {name(at)}
      </Button>,
      count(plan.moved.residents),
      count(plan.moved.areas),
      count(measure.of(plan)),
      at === 0 ? '' : difference(measure.of(plan) - first),
    ],
  }));
  const title = plans.length === 0 ? 'Nothing was found to weigh' : `People moved, weighed for ${answer.policy.rules.map(rule => inWords(rule)).join(', ')}`;
  return (
    <FoundSection id="found-frontier" title={title} found={answer} start={start}>
      {plans.length > 1 && <FrontierChart points={points} across="People who change neighbourhood" up={measure.title} chosen={place} choose={choose} />}
      {plans.length > 0 && <Table caption="The plans, that which moves fewest first" head={['Plan', 'People moved', 'Areas', measure.title, 'Beside the first']} rows={rows} />}
      {chosen && <PlanCard key={name(place)} title={name(place)} plan={chosen} found={answer} start={start} />}
    </FoundSection>
  );
}
