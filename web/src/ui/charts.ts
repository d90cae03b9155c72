/** Charts that are tables: every bar stands beside its number, so that all can read them, and paper too. */

import { bar, h, table } from './dom';
import { count, percent } from './words';

export interface Bar {
  readonly name: string;
  /** Of all here, and of all in the county, 0 to 1. */
  readonly share: number | null;
  readonly everywhere?: number | null;
  /** How many. */
  readonly count?: number | null | undefined;
}

/** Shares here, beside those of the whole county where they are given. */
export function shares(caption: string, first: Node | string, bars: readonly Bar[]): HTMLElement {
  const compares = bars.some(each => each.everywhere !== undefined);
  const counts = bars.some(each => each.count !== undefined);
  const longest = Math.max(Number.EPSILON, ...bars.map(each => Math.max(each.share ?? 0, each.everywhere ?? 0)));
  const head = [first, ...(counts ? ['Number'] : []), 'Here', ...(compares ? ['The whole county'] : []), 'In bars'];
  const rows = bars.map(each => [
    each.name,
    ...(counts ? [count(each.count)] : []),
    percent(each.share),
    ...(compares ? [percent(each.everywhere)] : []),
    drawn(each, longest, compares),
  ]);
  return table(caption, head, rows);
}

function drawn({ share, everywhere }: Bar, longest: number, compares: boolean): HTMLElement {
  const lines = [bar((share ?? 0) / longest, 'after'), compares && bar((everywhere ?? 0) / longest, 'before')];
  return h('span', { class: 'app-bars app-bars--wide', 'aria-hidden': 'true' }, ...lines);
}
