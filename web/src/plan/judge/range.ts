/** The range that neighbourhoods are held to: of a policy, or a free one; how far each is from it; how many are outside. */

import type { Evaluation, Policy } from '../../service/api';
import type { FigureKey, Zone } from '../../service/facts';
import { count } from '../../ui/words';

export type Ruled = Policy['rules'][number]['figure'];

export interface Range {
  readonly figure: Ruled;
  readonly least: number | null;
  readonly most: number | null;
}

/** What a verdict is asked by: a policy of the service, or a range of one's own. */
export type Measure = { readonly policy: string } | { readonly range: Range };

export const RULED: Readonly<Record<Ruled, string>> = {
  residents: 'Residents',
  registered_by_residence: 'Registered patients who live there',
  registered_by_practice: 'Patients of its practices',
  list_size: 'Patients on the lists of its practices',
};

/** Of a figure in one word or two, as the head of a column. */
export const SHORT: Readonly<Record<FigureKey, string>> = {
  residents: 'Residents',
  registered_by_residence: 'Patients living here',
  registered_by_practice: 'Patients of practices here',
  list_size: 'On lists',
  core20_residents: 'Core20',
  self_containment: 'Registered where they live',
};

export function rangeOf(measure: Measure, policies: readonly Policy[]): Range | null {
  if ('range' in measure) return measure.range;
  const rule = policies.find(policy => policy.id === measure.policy)?.rules[0];
  return rule ? { figure: rule.figure, least: rule.least, most: rule.most } : null;
}

/** `50,000 to 100,000 residents`. */
export function inWords({ figure, least, most }: Range): string {
  const limits = least !== null && most !== null ? `${count(least)} to ${count(most)}` : least !== null ? `at least ${count(least)}` : most !== null ? `at most ${count(most)}` : 'any number of';
  return `${limits} ${RULED[figure].toLowerCase()}`;
}

/** How far a number is from the range: 0 within it, negative below, positive above; null when it is not known. */
export function deviation(value: number | null, { least, most }: Range): number | null {
  if (value === null) return null;
  if (least !== null && value < least) return value - least;
  if (most !== null && value > most) return value - most;
  return 0;
}

/** Neighbourhoods outside the range; one whose number is not known is outside. */
export function outside(zones: Iterable<Zone>, range: Range): Zone[] {
  return [...zones].filter(zone => deviation(zone.figures[range.figure], range) !== 0);
}

/** How many are outside, before and after: as the service judged, where it did. */
export function outsideOf(evaluation: Evaluation, range: Range, before: Iterable<Zone>, after: Iterable<Zone>): { before: number; after: number } {
  const { verdict } = evaluation;
  const missed = (side: NonNullable<typeof verdict>['after']) => new Set(side.findings.filter(finding => !finding.met).map(finding => finding.neighbourhood.id)).size;
  if (verdict) return { before: missed(verdict.before), after: missed(verdict.after) };
  return { before: outside(before, range).length, after: outside(after, range).length };
}

/** The free range of two fields; words for people when it is none. */
export function freeRange(figure: Ruled, least: string, most: string): Range | string {
  const number = (text: string) => (text.trim() === '' ? null : Number(text.replace(/[,\s]/g, '')));
  const [low, high] = [number(least), number(most)];
  const isWhole = (limit: number | null) => limit === null || (Number.isInteger(limit) && limit >= 0);
  if (!isWhole(low)) return `“${least}” is not a whole number of people.`;
  if (!isWhole(high)) return `“${most}” is not a whole number of people.`;
  if (low === null && high === null) return 'Give a least number, a most number, or both.';
  if (low !== null && high !== null && low > high) return `${count(low)} is more than ${count(high)}.`;
  return { figure, least: low, most: high };
}
