/** Where two people moved the same areas: one by one, whose is kept. */

import { useState } from 'preact/hooks';

import { placeOf } from '../../service/facts';
import { useDesk } from '../desk';

export function Clashes() {
  const desk = useDesk();
  const { saver, session, facts } = desk;
  const all = saver.clashes.value;
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  if (!all.length) return null;
  const choose = (area: string, isTheirs: boolean) => {
    const next = new Set(theirs);
    if (isTheirs) next.add(area);
    else next.delete(area);
    setTheirs(next);
  };
  const settle = (event: Event) => {
    event.preventDefault();
    saver.settle(all.filter(clash => theirs.has(clash.area)));
    setTheirs(new Set());
  };
  return (
    <form class="app-clashes" onSubmit={settle} aria-label="Areas that you both moved">
      <h2>You both moved these</h2>
      {all.map(({ area, mine, theirs: other }) => {
        const place = facts.areas.get(area);
        return (
          <fieldset key={area} class="app-fieldset">
            <legend>{place ? placeOf(place) : area}</legend>
            <label class="app-check">
              <input type="radio" name={`clash-${area}`} checked={!theirs.has(area)} onChange={() => choose(area, false)} /> Yours: {session.name(mine)}
            </label>
            <label class="app-check">
              <input type="radio" name={`clash-${area}`} checked={theirs.has(area)} onChange={() => choose(area, true)} /> Theirs: {session.name(other)}
            </label>
          </fieldset>
        );
      })}
      <button type="submit" class="app-button">
        Keep these, and save
      </button>
    </form>
  );
}
