/** Issues as they are worked through: new, made worse, as before, better, mended; those of one kind together. */

import type { Issue } from '../../service/api';
import { grouped } from '../../ui/grouped';

type State = Issue['state'];

export const STATES: readonly [State, string][] = [
  ['new', 'New'],
  ['worse', 'Worse'],
  ['same', 'As before'],
  ['better', 'Better'],
  ['mended', 'Mended'],
];

const KINDS: Readonly<Record<Issue['kind'], string>> = {
  policy_impossible: 'What no borders can meet',
  policy_breach: 'Outside the policy',
  verdict_turns: 'Judged otherwise by data of another date',
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

/** How many there are of each state. */
export function counts(issues: readonly Issue[]): Readonly<Record<State, number>> {
  const all = { new: 0, worse: 0, same: 0, better: 0, mended: 0 };
  for (const issue of issues) all[issue.state] += 1;
  return all;
}

/** Those of a state and about a neighbourhood (all where none is named), a group for each kind, in the service's order. */
export function groups(issues: readonly Issue[], state: State, zone: string): Group[] {
  const shown = issues.filter(issue => issue.state === state && (!zone || issue.neighbourhood?.id === zone));
  return [...grouped(shown, issue => issue.kind)].map(([kind, all]) => ({ kind, title: KINDS[kind] ?? kind, issues: all }));
}
