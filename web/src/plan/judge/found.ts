/** Issues as they are worked through: new, as before, mended; those of one kind together. */

import type { Issue } from '../../service/api';
import { grouped } from '../../ui/grouped';

export type Standing = 'new' | 'before' | 'mended';
export const STANDINGS: readonly [Standing, string][] = [
  ['new', 'Brought by the changes'],
  ['before', 'As in the draft'],
  ['mended', 'Mended by the changes'],
];

export const KINDS: Readonly<Record<Issue['kind'], string>> = {
  policy_breach: 'Outside the policy',
  in_pieces: 'In pieces',
  no_practice: 'Without a practice',
  hidden_pocket: 'Hidden deprivation',
  split_network: 'Networks divided',
  split_practice: 'Practices divided',
  enclave: 'Enclosed areas',
  patients_elsewhere: 'Patients registered elsewhere',
  split_area: 'Areas divided by a drawn border',
  coverage_flag: 'Registered patients and residents far apart',
};

export interface Group {
  readonly kind: Issue['kind'];
  readonly title: string;
  readonly issues: readonly Issue[];
}

/** Those of the plan, and those of the draft that it no longer has. */
export function sorted(now: readonly Issue[], draft: readonly Issue[]): Record<Standing, Issue[]> {
  const left = new Set(now.map(keyOf));
  return { new: now.filter(issue => issue.new), before: now.filter(issue => !issue.new), mended: draft.filter(issue => !left.has(keyOf(issue))) };
}

/** An issue's name for life: what it is about, not how large it is now. */
export function keyOf({ kind, neighbourhood, area, practice, network }: Issue): string {
  return [kind, neighbourhood?.id, area?.code, practice, network].filter(Boolean).join(' ');
}

/** Those about a neighbourhood (all where none is named), a group for each kind, in the service's order. */
export function groups(issues: readonly Issue[], zone: string): Group[] {
  const shown = issues.filter(issue => !zone || issue.neighbourhood?.id === zone);
  return [...grouped(shown, issue => issue.kind)].map(([kind, all]) => ({ kind, title: KINDS[kind] ?? kind, issues: all }));
}
