/** Every neighbourhood in one table that lives with the plan: sorted by any column, each a press away. */

import { useEffect } from 'preact/hooks';

import { fillOf } from '../../plan/colours';
import { deviation, judged, SHORT, written, writtenDifference, type Range, type Ruled } from '../../plan/judge/range';
import type { FigureKey, Zone } from '../../service/facts';
import { Icon, Swatch } from '../../ui/widgets';
import { count, percent } from '../../ui/words';
import { useDesk } from '../desk';
import { Could } from '../could/could';
import { MeasureChoice } from './measure';
import { Neighbourhood } from './neighbourhood';
import { reveal } from './reveal';

type Column = 'name' | 'off' | FigureKey | Ruled;
/** A neighbourhood with the number that is judged, now and in the draft. */
interface Line {
  readonly zone: Zone;
  readonly value: number | null;
  readonly was: number | null;
}

export function All() {
  const { look, session } = useDesk();
  const opened = look.opened.value;
  const isSearching = look.isSearching.value;
  useEffect(() => {
    if (opened || isSearching) reveal();
  }, [opened, isSearching]);
  const zone = opened ? session.now.value.zones.get(opened) : undefined;
  if (zone) return <Neighbourhood zone={zone} />;
  return isSearching ? <Could /> : <Table />;
}

function Table() {
  const desk = useDesk();
  const { look, session } = desk;
  const range = session.range ?? { figure: 'residents', least: null, most: null };
  // It is as it was when one comes back from one of them.
  const { by, isDown } = look.sorting.value as { by: Column; isDown: boolean };
  const { evaluation } = session;
  const lines = [...session.now.value.zones.values()].map(zone => ({ zone, value: evaluation ? judged(evaluation, zone, range) : null, was: evaluation ? judged(evaluation, zone, range, 'before') : null }));
  const rows = sorted(lines, by, isDown, range);
  const sort = (column: Column) => (look.sorting.value = { by: column, isDown: column === by ? !isDown : column !== 'name' });
  const sorter = (column: Column, title: string) => (
    <button type="button" class={`app-sort ${by === column ? (isDown ? 'app-sort--down' : 'app-sort--up') : ''}`} onClick={() => sort(column)}>
      {title}
    </button>
  );
  const head = (column: Column, title: string) => (
    <th key={column} scope="col" class={column === 'name' ? '' : 'app-number'} aria-sort={by === column ? (isDown ? 'descending' : 'ascending') : 'none'}>
      {sorter(column, title)}
    </th>
  );
  const axis = axisOf(lines, range);
  return (
    <>
      {!session.plan.value.steps.length && <p class="app-hint">Nothing has moved yet. Press an area on the map, or paint with the Brush, to try other borders.</p>}
      <MeasureChoice />
      <div class="app-scroll" tabIndex={0} role="region" aria-label="All neighbourhoods">
        <table class="app-table app-table--all">
          <caption class="app-hidden">All neighbourhoods</caption>
          <thead>
            <tr>
              {head('name', 'Neighbourhood')}
              <th scope="col" class="app-number" aria-sort={by === range.figure || by === 'off' ? (isDown ? 'descending' : 'ascending') : 'none'}>
                {sorter(range.figure, SHORT[range.figure])}, {sorter('off', 'from the range')}
              </th>
              {range.figure !== 'list_size' && head('list_size', 'On lists')}
              {head('core20_residents', 'Core20')}
              {head('self_containment', 'At home')}
            </tr>
          </thead>
          <tbody>
            {rows.map(line => (
              <Row key={line.zone.id} line={line} range={range} axis={axis} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="app-fine">
        “On lists”: patients on the lists of practices there. “Core20”: residents of areas among the most deprived fifth in England. “At home”: of the patients who live there, the share registered there.
      </p>
    </>
  );
}

function Row({ line: { zone, value, was }, range, axis }: { line: Line; range: Range; axis: readonly [number, number] }) {
  const desk = useDesk();
  const { session } = desk;
  const isTouched = session.evaluation?.neighbourhoods.some(touched => touched.id === zone.id) ?? false;
  return (
    <tr class={isTouched ? 'app-row--changed' : ''}>
      <th scope="row">
        <span class="app-zone-name">
          <Swatch fill={fillOf(zone.colour)} />
          <button type="button" class="app-link" id={`row-${zone.id}`} onClick={() => desk.about(zone.id)}>
            {zone.name}
          </button>
          {isTouched && (
            <span class="app-mark-changed" title="Changed by the plan">
              <Icon name="changed" />
              <span class="app-hidden">changed</span>
            </span>
          )}
          {session.isLocked(zone.id) && (
            <span class="app-mark-changed" title="Locked">
              <Icon name="lock" />
              <span class="app-hidden">locked</span>
            </span>
          )}
        </span>
      </th>
      <td class="app-number app-ruled">
        {written(range.figure, value)}
        {isTouched && value !== null && was !== null && value !== was && <small> {writtenDifference(range.figure, value - was)}</small>}
        <Deviation value={value} range={range} axis={axis} />
      </td>
      {range.figure !== 'list_size' && <td class="app-number">{count(zone.figures.list_size)}</td>}
      <td class="app-number">{count(zone.figures.core20_residents)}</td>
      <td class="app-number">{percent(zone.figures.self_containment)}</td>
    </tr>
  );
}

/** A number on one axis for all, with the range as a band. */
function Deviation({ value, range, axis: [from, to] }: { value: number | null; range: Range; axis: readonly [number, number] }) {
  const off = deviation(value, range);
  const place = (number: number) => `${Math.max(0, Math.min(100, (100 * (number - from)) / Math.max(Number.EPSILON, to - from)))}%`;
  const [low, high] = [range.least ?? from, range.most ?? to];
  return (
    <span class={`app-off ${off === 0 ? '' : 'app-off--out'}`}>
      <span class="app-off__axis" aria-hidden="true">
        <span class="app-off__band" style={{ left: place(low), right: `calc(100% - ${place(high)})` }} />
        {value !== null && <span class="app-off__dot" style={{ left: place(value) }} />}
      </span>
      <span class="app-off__words">{off === null ? 'not known' : off === 0 ? 'within' : writtenDifference(range.figure, off)}</span>
    </span>
  );
}

function axisOf(lines: readonly Line[], range: Range): [number, number] {
  const all = [...lines.map(line => line.value), range.least, range.most].filter(number => number !== null);
  const [from, to] = [Math.min(...all), Math.max(...all)];
  const room = (to - from) * 0.05;
  return [from - room, to + room];
}

function sorted(lines: readonly Line[], by: Column, isDown: boolean, range: Range): Line[] {
  const number = ({ zone, value }: Line) => (by === 'off' ? deviation(value, range) : by === range.figure ? value : (zone.figures[by as FigureKey] ?? null)) ?? Number.NEGATIVE_INFINITY;
  const name = (one: Line, other: Line) => one.zone.name.localeCompare(other.zone.name);
  const way = isDown ? -1 : 1;
  return [...lines].sort((one, other) => way * (by === 'name' ? name(one, other) : number(one) - number(other)) || name(one, other));
}
