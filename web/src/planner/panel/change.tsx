/** What changes, for whom: the service's sentences first, then its figures before and after. Nothing is computed here. */

import type { Evaluation, NeighbourhoodImpact } from '../../service/api';
import { limits, RULED, written } from '../../plan/judge/range';
import { Table } from '../../ui/widgets';
import { count, difference, names, percent, points } from '../../ui/words';
import { useDesk } from '../desk';

type Side = NonNullable<NeighbourhoodImpact['before']>;
type Key = 'residents' | 'registered_by_practice' | 'registered_by_residence' | 'practices' | 'core20_residents' | 'self_containment' | 'pieces';

const ROWS: readonly [Key, string][] = [
  ['residents', 'Residents'],
  ['registered_by_residence', 'Patients who live here'],
  ['registered_by_practice', 'Patients of practices here'],
  ['practices', 'Practices'],
  ['core20_residents', 'Residents in Core20 areas'],
  ['self_containment', 'Registered where they live'],
  ['pieces', 'Pieces on the map'],
];

export function ChangeTab() {
  const { session } = useDesk();
  const { evaluation } = session;
  if (!evaluation) return null;
  const hasChanges = evaluation.neighbourhoods.length > 0 || evaluation.moved.practices.length > 0;
  if (!hasChanges) return <FirstSteps />;
  return (
    <>
      <ul id="summary">
        {evaluation.summary.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {evaluation.notes.length > 0 && (
        <ul>
          {evaluation.notes.map(note => (
            <li key={note.text}>{note.text}</li>
          ))}
        </ul>
      )}
      {evaluation.neighbourhoods.map(zone => (
        <Impact key={`${zone.id}${zone.after ? '' : ' gone'}`} zone={zone} widest={widest(evaluation)} />
      ))}
      <Splits evaluation={evaluation} />
      <Outside evaluation={evaluation} />
    </>
  );
}

/** What somebody reads who was never here. */
function FirstSteps() {
  const { look } = useDesk();
  return (
    <div class="app-first">
      <p>Nothing has moved yet.</p>
      <ol>
        <li>
          Press an area on the map, choose where it goes, and press Move. Or take the{' '}
          <button type="button" class="app-link" onClick={() => (look.tool.value = 'brush')}>
            Brush
          </button>{' '}
          and paint over areas.
        </li>
        <li>Read here what it means for residents, patients and practices.</li>
        <li>Undo as often as you like. Give the plan a name to keep and share it.</li>
      </ol>
    </div>
  );
}

function Impact({ zone, widest }: { zone: NeighbourhoodImpact; widest: number }) {
  const desk = useDesk();
  const { before, after } = zone;
  const rows = ROWS.filter(([key]) => (before?.[key] ?? after?.[key]) !== undefined).map(([key, title]) => {
    const [was, is] = [value(before, key), value(after, key)];
    const isShare = key === 'self_containment';
    const number = isShare ? percent : count;
    const both = was !== null && is !== null;
    const about = (
      <button type="button" class="app-define" onClick={() => desk.define(key)}>
        {title}
      </button>
    );
    return {
      key,
      cells: [about, before ? number(was) : '', after ? number(is) : '', both ? (isShare ? points : difference)(is - was) : '', both ? <FromZero key={key} share={(is - was) / Math.max(was, is, Number.EPSILON)} widest={widest} /> : ''],
    };
  });
  const title = `${zone.name} (${zone.id})${before ? '' : ', new'}${after ? '' : ', gone'}`;
  return <Table caption={title} head={['Figure', 'Before', 'After', 'Difference', '']} rows={rows} />;
}

/** A difference as a bar from zero, as a share of what there is; the number beside it says how much. */
function FromZero({ share, widest }: { share: number; widest: number }) {
  const size = `${(50 * Math.abs(share)) / widest}%`;
  return (
    <span class="app-zero" aria-hidden="true">
      <span class={`app-zero__bar ${share < 0 ? 'app-zero__bar--less' : ''}`} style={{ width: size }} />
    </span>
  );
}

function widest({ neighbourhoods }: Evaluation): number {
  const shares = neighbourhoods.flatMap(({ before, after }) =>
    ROWS.map(([key]) => {
      const [was, is] = [value(before, key), value(after, key)];
      return was === null || is === null ? 0 : Math.abs(is - was) / Math.max(was, is, Number.EPSILON);
    }),
  );
  return Math.max(Number.EPSILON, ...shares);
}

function value(side: Side | null | undefined, key: Key): number | null {
  return side?.[key] ?? null;
}

/** Practices whose patients a border divides, and did not before, or no longer does. */
function Splits({ evaluation }: { evaluation: Evaluation }) {
  const { session } = useDesk();
  const changed = evaluation.consequences.practices.filter(({ before, after }) => (before?.split ?? false) !== (after?.split ?? false));
  if (!changed.length) return null;
  const rows = changed.map(({ code, name, after }) => ({
    key: code,
    cells: [name, after?.split ? 'becomes divided' : 'becomes whole', names((after?.teams ?? []).map(team => session.name(team)))],
  }));
  return <Table caption="Practices whose patients a border divides" head={['Practice', 'What changes', 'Neighbourhoods it works with']} rows={rows} />;
}

/** The rules that do not hold: each names the figure that it judges. */
function Outside({ evaluation: { verdict } }: { evaluation: Evaluation }) {
  const missed = verdict?.after.findings.filter(finding => finding.met === false) ?? [];
  if (!missed.length) return null;
  const rows = missed.map(({ neighbourhood, figure, value, least, most }) => ({ key: `${neighbourhood.id} ${figure}`, cells: [neighbourhood.name, `${written(figure, value)} ${RULED[figure].toLowerCase()}`, limits({ figure, least, most })] }));
  return <Table caption="Outside the policy" head={['Neighbourhood', 'Has', 'Policy']} rows={rows} />;
}
