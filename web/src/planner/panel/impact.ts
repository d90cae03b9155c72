/** What changes, for whom: the service's figures before and after, in words and numbers. Nothing is computed here. */

import type { Evaluation, NeighbourhoodImpact, Policy } from '../../service/api';
import { bars, choice, h, list, table } from '../../ui/dom';
import type { Standing } from '../../plan/roster';
import { count, difference, percent, points } from '../../ui/words';

type Side = NonNullable<NeighbourhoodImpact['before']>;
type Key = 'residents' | 'registered_by_practice' | 'registered_by_residence' | 'practices' | 'core20_residents' | 'self_containment' | 'pieces';

const ROWS: readonly [Key, string][] = [
  ['residents', 'Residents'],
  ['registered_by_residence', 'Patients who live here'],
  ['registered_by_practice', 'Patients of practices here'],
  ['practices', 'Practices'],
  ['core20_residents', 'Residents in Core20 areas'],
  ['self_containment', 'Registered where they live'],
  ['pieces', 'Pieces on the map'],
];

/** What the verdict is measured against. */
export function policyChoice(policies: readonly Policy[], chosen: string, choose: (policy: string) => void): HTMLElement {
  const options = policies.map((policy): [string, string] => [policy.id, policy.title]);
  return h('p', {}, choice('policy', 'Measured against ', options, chosen, choose));
}

/** The panel of figures. `define` opens what a figure means. */
export function impact(evaluation: Evaluation, zones: Standing['zones'], define: (key: string) => void): HTMLElement {
  return h(
    'div',
    {},
    evaluation.neighbourhoods.length > 0 || evaluation.moved.practices.length > 0
      ? list(evaluation.summary)
      : h('p', {}, 'Nothing has moved yet. Choose a tool above the map, or one of the lists beside it, to move areas from one neighbourhood to another.'),
    evaluation.notes.length > 0 && list(evaluation.notes.map(note => note.text)),
    verdict(evaluation),
    ...evaluation.neighbourhoods.map(zone => card(zone, define)),
    splits(evaluation, zones),
    outside(evaluation),
  );
}

function card(zone: NeighbourhoodImpact, define: (key: string) => void): HTMLElement {
  const { before, after } = zone;
  const rows = ROWS.filter(([key]) => (before?.[key] ?? after?.[key]) !== undefined).map(([key, title]) => {
    const [was, is] = [value(before, key), value(after, key)];
    const about = h('button', { type: 'button', class: 'app-define', onclick: () => define(key) }, title);
    const written = key === 'self_containment' ? percent : count;
    const change = key === 'self_containment' ? points : difference;
    const both = was !== null && is !== null;
    return [about, written(was), written(is), both ? change(is - was) : '', bars(was, is)];
  });
  return table(`${zone.name} (${zone.id})`, ['Figure', 'Before', 'After', 'Difference', 'In a bar'], rows);
}

function value(side: Side | null | undefined, key: Key): number | null {
  return side?.[key] ?? null;
}

/** Practices whose patients a border divides, and did not before, or no longer does. */
function splits(evaluation: Evaluation, zones: Standing['zones']): HTMLElement | null {
  const changed = (evaluation.consequences.practices ?? []).filter(({ before, after }) => (before?.split ?? false) !== (after?.split ?? false));
  if (!changed.length) return null;
  const rows = changed.map(({ name, after }) => [
    name,
    after?.split ? 'becomes split' : 'becomes whole',
    (after?.teams ?? []).map(team => zones.get(team)?.name ?? team).join(', '),
  ]);
  return table('Practices whose patients a border divides', ['Practice', 'What changes', 'Neighbourhoods it works with'], rows);
}

function verdict({ verdict }: Evaluation): HTMLElement | null {
  if (!verdict) return null;
  const missed = (side: typeof verdict.after) => side.findings.filter(finding => !finding.met).length;
  const { before, after } = verdict;
  const sentence = after.met
    ? 'Every neighbourhood is within the policy.'
    : `${missed(after)} of ${after.findings.length} neighbourhoods are outside the policy (${missed(before)} before).`;
  return h('p', { class: 'app-verdict' }, h('strong', {}, sentence));
}

function outside({ verdict }: Evaluation): HTMLElement | null {
  const missed = verdict?.after.findings.filter(finding => !finding.met) ?? [];
  if (!missed.length) return null;
  const rows = missed.map(({ neighbourhood, value, least, most }) => [neighbourhood.name, count(value), `${count(least)} to ${count(most)}`]);
  return table('Outside the policy', ['Neighbourhood', 'Residents', 'Policy'], rows);
}
