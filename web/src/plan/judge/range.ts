/** The range that neighbourhoods are held to, of a policy or a free one: how far each is from it, as the service judged. */

import type { Evaluation, Policy } from '../../service/api';
import type { FigureKey, Zone } from '../../service/facts';
import { count, difference, percent, points } from '../../ui/words';

export type Ruled = Policy['rules'][number]['figure'];

export interface Range {
  readonly figure: Ruled;
  readonly least: number | null;
  readonly most: number | null;
}

/** What a verdict is asked by: a policy of the service, or a range of one's own. */
export type Measure = { readonly policy: string } | { readonly range: Range };

/** What a rule judges, in words. */
export const RULED: Readonly<Record<Ruled, string>> = {
  residents: 'Residents',
  registered_by_residence: 'Registered patients who live there',
  registered_by_practice: 'Patients of its practices',
  list_size: 'Patients on the lists of its practices',
  self_containment: 'Registered where they live',
  localisation: 'Patients of its practices who live there',
  practices: 'Practices',
  pieces: 'Pieces on the map',
};

/** Of a figure in few words, as the head of a column. */
export const SHORT: Readonly<Record<FigureKey | Ruled, string>> = {
  residents: 'Residents',
  registered_by_residence: 'Patients living here',
  registered_by_practice: 'Patients of practices here',
  list_size: 'On lists',
  core20_residents: 'Core20',
  self_containment: 'Registered where they live',
  localisation: 'Patients who live here',
  practices: 'Practices',
  pieces: 'Pieces',
};

export function isShare(figure: FigureKey | Ruled): boolean {
  return figure === 'self_containment' || figure === 'localisation';
}

export function written(figure: FigureKey | Ruled, value: number | null): string {
  return isShare(figure) ? percent(value) : count(value);
}

export function writtenDifference(figure: FigureKey | Ruled, value: number): string {
  return isShare(figure) ? points(value) : difference(value);
}

/** What is judged: of several rules the first, which the table shows; the verdict holds all. */
export function rangeOf(measure: Measure, policies: readonly Policy[]): Range | null {
  if ('range' in measure) return measure.range;
  const rule = policies.find(policy => policy.id === measure.policy)?.rules[0];
  return rule ? { figure: rule.figure, least: rule.least, most: rule.most } : null;
}

/** The policy that a page begins with: the last that is about residents, else the last. */
export function firstPolicy(policies: readonly Policy[]): string {
  return (policies.findLast(policy => policy.rules[0]?.figure === 'residents') ?? policies.at(-1))?.id ?? '';
}

/** `50,000 to 100,000`. */
export function limits({ figure, least, most }: Range): string {
  const [low, high] = [least, most].map(limit => (limit === null ? '' : isShare(figure) ? `${count(limit * 100)}%` : count(limit)));
  return low && high ? `${low} to ${high}` : low ? `at least ${low}` : high ? `at most ${high}` : 'any number';
}

/** `50,000 to 100,000 residents`. */
export function inWords(range: Range): string {
  return `${limits(range)} ${RULED[range.figure].toLowerCase()}`;
}

/** The number that was judged; where it was not, the neighbourhood's own. */
export function judged({ verdict }: Evaluation, zone: Zone, { figure }: Range, side: 'before' | 'after' = 'after'): number | null {
  const finding = verdict?.[side].findings.find(finding => finding.neighbourhood.id === zone.id && finding.figure === figure);
  return finding ? finding.value : ((zone.figures as Readonly<Record<string, number | null>>)[figure] ?? null);
}

/** How far a number is from the range: 0 within it, negative below, positive above; null when it is not known. */
export function deviation(value: number | null, { least, most }: Range): number | null {
  if (value === null) return null;
  if (least !== null && value < least) return value - least;
  if (most !== null && value > most) return value - most;
  return 0;
}

/** How many neighbourhoods are outside, before and after, by any rule; null where nothing was judged. */
export function outsideOf({ verdict }: Evaluation): { before: number; after: number } | null {
  if (!verdict) return null;
  const missed = (side: typeof verdict.after) => new Set(side.findings.filter(finding => finding.met === false).map(finding => finding.neighbourhood.id)).size;
  return { before: missed(verdict.before), after: missed(verdict.after) };
}

/** The free range of two fields; words for people when it is none. Shares are written in percent. */
export function freeRange(figure: Ruled, least: string, most: string): Range | string {
  const number = (text: string) => (text.trim() === '' ? null : Number(text.replace(/[,\s%]/g, '')));
  const [low, high] = [number(least), number(most)];
  const share = isShare(figure);
  const isRight = (limit: number | null) => limit === null || (limit >= 0 && (share ? limit <= 100 : Number.isInteger(limit)));
  const wanted = share ? 'a share from 0 to 100 percent' : 'a whole number';
  if (!isRight(low)) return `“${least}” is not ${wanted}.`;
  if (!isRight(high)) return `“${most}” is not ${wanted}.`;
  if (low === null && high === null) return 'Give a least number, a most number, or both.';
  if (low !== null && high !== null && low > high) return `${count(low)} is more than ${count(high)}.`;
  const limit = (value: number | null) => (value === null || !share ? value : value / 100);
  return { figure, least: limit(low), most: limit(high) };
}
