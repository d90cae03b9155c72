/** The fields of a range of people: from, to, and of what, with what is wrong with it. */

import { RULED } from '../../plan/judge/range';
import type { Grouped } from '../../service/groups';
import { Choice } from '../../ui/widgets';

/** Whose people can be counted by neighbourhood and by group alike. */
export const COUNTED: readonly [Grouped, string][] = (['residents', 'registered_by_residence', 'registered_by_practice', 'list_size'] as const).map(figure => [figure, RULED[figure]]);

/** A range as it is typed. */
export interface Typed {
  readonly figure: Grouped;
  readonly least: string;
  readonly most: string;
}

export function RangeFields({ id, legend, typed, type, wrong }: { id: string; legend: string; typed: Typed; type: (typed: Typed) => void; wrong: string }) {
  const number = (name: 'least' | 'most', title: string) => (
    <>
      <label for={`${id}-${name}`}>{title}</label>
      <input id={`${id}-${name}`} class="app-input app-input--few" inputMode="numeric" value={typed[name]} aria-describedby={`${id}-wrong`} onInput={event => type({ ...typed, [name]: event.currentTarget.value })} />
    </>
  );
  return (
    <fieldset class="app-fieldset">
      <legend>{legend}</legend>
      {number('least', 'from')}
      {number('most', 'to')}
      <Choice id={`${id}-figure`} title="of" options={COUNTED} value={typed.figure} choose={figure => type({ ...typed, figure })} />
      <span id={`${id}-wrong`} class="app-error-message" role="alert">
        {wrong}
      </span>
    </fieldset>
  );
}
