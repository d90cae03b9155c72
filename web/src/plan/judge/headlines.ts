/** The three figures that are asked about first, with what is said below each. */

import type { Evaluation } from '../../service/api';
import { count, difference, many, percent } from '../../ui/words';

export interface Headline {
  readonly title: string;
  readonly figure: string;
  readonly detail: string;
  /** Whether it became better, worse, or neither. */
  readonly turn: 'better' | 'worse' | 'same';
}

export function headlines(evaluation: Evaluation, outside: { before: number; after: number } | null, range: string): Headline[] {
  return [people(evaluation), patients(evaluation), ...(outside ? [policy(outside, range)] : [])];
}

function people({ moved, totals }: Evaluation): Headline {
  const detail = moved.areas.length ? `${many(moved.areas.length, 'area')}, ${percent(moved.residents / Math.max(1, totals.after.residents))} of the county` : `of ${count(totals.after.residents)}`;
  return { title: 'People moved', figure: count(moved.residents), detail, turn: 'same' };
}

function patients({ flows }: Evaluation): Headline {
  const title = 'Patients registered in another neighbourhood';
  if (!flows) return { title, figure: 'not known', detail: 'no registrations are loaded', turn: 'same' };
  const [was, is] = [flows.before.cross_border, flows.after.cross_border];
  const more = is.between_neighbourhoods - was.between_neighbourhoods;
  const county = is.registered_outside + is.living_outside;
  return { title, figure: count(is.between_neighbourhoods), detail: `${more === 0 ? 'as before' : `${difference(more)}`}; ${count(county)} over the county’s own border`, turn: turn(more) };
}

function policy({ before, after }: { before: number; after: number }, range: string): Headline {
  const detail = `${after === 1 ? 'neighbourhood' : 'neighbourhoods'}, ${before === after ? 'as before' : `${count(before)} before`}`;
  return { title: `Outside ${range}`, figure: count(after), detail, turn: turn(after - before) };
}

function turn(more: number): Headline['turn'] {
  return more > 0 ? 'worse' : more < 0 ? 'better' : 'same';
}
