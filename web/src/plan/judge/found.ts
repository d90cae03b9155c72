/** Issues as they are worked through: new, made worse, as before, better, mended; those of one kind together. */

import type { Issue } from '../../service/api';
import { grouped } from '../../ui/grouped';

/** How an issue stands beside the draft; those that somebody accepted are found by that too, whatever their state. */
export type Sort = Issue['state'] | 'accepted';

export const SORTS: readonly [Sort, string][] = [
  ['new', 'New'],
  ['worse', 'Worse'],
  ['same', 'As before'],
  ['better', 'Better'],
  ['mended', 'Mended'],
  ['accepted', 'Accepted'],
];

const KINDS: Readonly<Record<Issue['kind'], string>> = {
  policy_impossible: 'What no borders can meet',
  policy_breach: 'Outside the policy',
  verdict_turns: 'Judged otherwise by data of another date',
  verdict_not_known: 'No figure to be judged by',
  in_pieces: 'In pieces',
  no_practice: 'Without a practice',
  shared_name: 'Two of one name',
  uncounted_practice: 'Practices that count nowhere',
  hidden_pocket: 'Hidden deprivation',
  split_network: 'Networks divided',
  split_practice: 'Practices divided',
  enclave: 'Enclosed areas',
  patients_elsewhere: 'Patients registered elsewhere',
  patients_outside: 'Patients registered outside the county',
  split_area: 'Areas divided by a drawn border',
  coverage_flag: 'Registered patients and residents far apart',
  inferred_merger: 'Mergers of practices that were inferred',
};

export interface Group {
  readonly kind: Issue['kind'];
  readonly title: string;
  readonly issues: readonly Issue[];
}

/** How many there are of each sort. */
export function counts(issues: readonly Issue[]): Readonly<Record<Sort, number>> {
  const all = { new: 0, worse: 0, same: 0, better: 0, mended: 0, accepted: 0 };
  for (const issue of issues) {
    all[issue.state] += 1;
    if (issue.accepted) all.accepted += 1;
  }
  return all;
}

/** Those of a sort and about a neighbourhood (all where none is named), a group for each kind, in the service's order. */
export function groups(issues: readonly Issue[], sort: Sort, zone: string): Group[] {
  const shown = issues.filter(issue => (sort === 'accepted' ? issue.accepted !== null : issue.state === sort) && (!zone || issue.neighbourhood?.id === zone));
  return [...grouped(shown, issue => issue.kind)].map(([kind, all]) => ({ kind, title: KINDS[kind] ?? kind, issues: all }));
}
