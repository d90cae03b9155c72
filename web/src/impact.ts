/** What changes, for whom: the service's figures before and after, in words and numbers. Nothing is computed here. */

import type { Evaluation, Metric, NeighbourhoodImpact } from './api';
import { h, table } from './dom';
import { count, difference, percent, points } from './words';

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

/** The panel of figures. `define` opens what a figure means. */
export function impact(evaluation: Evaluation, define: (key: string) => void): HTMLElement {
  const sentences = evaluation.summary.map(sentence => h('li', {}, sentence));
  const notes = evaluation.notes.map(note => h('li', {}, note.text));
  const cards = evaluation.neighbourhoods.map(zone => card(zone, define));
  return h(
    'div',
    {},
    sentences.length
      ? h('ul', { class: 'nhsuk-list nhsuk-list--bullet' }, ...sentences)
      : h('p', {}, 'Nothing has moved yet. Choose a tool above the map, or the list of areas, to move areas from one neighbourhood to another.'),
    notes.length > 0 && h('ul', { class: 'nhsuk-list nhsuk-list--bullet' }, ...notes),
    verdict(evaluation),
    ...cards,
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
    return [about, written(was), written(is), both ? change(is - was) : '', bar(was, is)];
  });
  return table(`${zone.name} (${zone.id})`, ['Figure', 'Before', 'After', 'Difference', 'In a bar'], rows);
}

function value(side: Side | null | undefined, key: Key): number | null {
  return side?.[key] ?? null;
}

/** Before and after as lengths; the numbers beside it say the same. */
function bar(before: number | null, after: number | null): HTMLElement {
  const most = Math.max(before ?? 0, after ?? 0, Number.EPSILON);
  const part = (number: number | null, name: string) => {
    const line = h('span', { class: `app-bar app-bar--${name}` });
    line.style.width = `${(100 * (number ?? 0)) / most}%`;
    return line;
  };
  return h('span', { class: 'app-bars', 'aria-hidden': 'true' }, part(before, 'before'), part(after, 'after'));
}

function verdict(evaluation: Evaluation): HTMLElement | null {
  if (!evaluation.verdict) return null;
  const { before, after } = evaluation.verdict;
  const missed = (side: typeof after) => side.findings.filter(finding => !finding.met);
  const was = missed(before).length;
  const rows = missed(after).map(finding => [
    finding.neighbourhood.name,
    count(finding.value),
    `${count(finding.least)} to ${count(finding.most)}`,
  ]);
  const sentence = after.met
    ? 'Every neighbourhood is within the policy.'
    : `${rows.length} of ${after.findings.length} neighbourhoods are outside the policy (${was} before).`;
  return h('div', {}, h('p', { class: 'app-verdict' }, h('strong', {}, sentence)), rows.length > 0 && table('Outside the policy', ['Neighbourhood', 'Residents', 'Policy'], rows));
}

/** What a figure means, whose it is, and of when. */
export function definition(metric: Metric): HTMLElement {
  const parts = metric.parts.map(part => h('li', {}, `${part.dataset}: ${part.vintage}`));
  return h(
    'div',
    {},
    h('h2', { class: 'nhsuk-heading-s' }, metric.title),
    h('p', {}, metric.definition),
    metric.source !== null && h('p', {}, `Source of the formula: ${metric.source}`),
    h('ul', { class: 'nhsuk-list nhsuk-list--bullet' }, ...parts),
  );
}
