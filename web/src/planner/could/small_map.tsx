/** A small map: every area in a colour, and what moves. Whoever cannot see it reads the words beside it. */

import { useEffect, useState } from 'preact/hooks';

import { startBox } from '../../map/ground';
import { outlines, Plane } from '../../map/outlines';
import type { Facts } from '../../service/facts';
import { grouped } from '../../ui/grouped';

/** Coarse: a card is a thumb wide. */
const LEVEL = 7;
const fetched = new WeakMap<Facts, Promise<ReadonlyMap<string, string>>>();

export function SmallMap({ facts, fill, moved = [] }: { facts: Facts; fill: (area: string) => string; moved?: readonly string[] }) {
  const [paths, setPaths] = useState<ReadonlyMap<string, string> | null>(null);
  const box = startBox(facts);
  const plane = new Plane(box);
  useEffect(() => {
    const all = fetched.get(facts) ?? outlines(facts, plane, LEVEL);
    fetched.set(facts, all);
    // Without it the card has its words.
    all.then(setPaths, () => fetched.delete(facts));
  }, [facts]);
  const [[left, top], [right, bottom]] = [plane.flat([box[0], box[3]]), plane.flat([box[2], box[1]])];
  const byFill = paths ? grouped(paths.keys(), fill) : new Map<string, string[]>();
  const drawn = (areas: readonly string[]) => areas.map(area => paths?.get(area) ?? '').join('');
  return (
    <svg class="app-small-map" viewBox={`${left} ${top} ${right - left} ${bottom - top}`} aria-hidden="true" focusable="false">
      {[...byFill].map(([colour, areas]) => (
        <path key={colour} d={drawn(areas)} fill={colour} class="app-small-map__zone" />
      ))}
      {paths && <path d={drawn(moved)} class="app-small-map__moved" />}
    </svg>
  );
}
