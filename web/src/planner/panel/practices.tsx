/** The practices of a neighbourhood: where each counts, and whom it serves. */

import { useEffect, useState } from 'preact/hooks';

import { ofPractice, type Flow } from '../../plan/flows';
import { listSize } from '../../plan/standing';
import { focusOn } from '../../ui/dom';
import { Button, Choice, Link, Table } from '../../ui/widgets';
import { count, many, percent } from '../../ui/words';
import { useDesk } from '../desk';
import { announce, warn } from '../notices';
import { pickedOf } from './areas';
import { askTaker } from './closing';
import { Mover } from './mover';

export function Practices() {
  const desk = useDesk();
  const { session, look, facts } = desk;
  const zones = [...session.now.value.zones.values()].map(zone => [zone.id, zone.name] as const);
  const picked = pickedOf(look.picked.value, zones);
  const options = zones.filter(([id]) => id !== picked);
  const now = session.now.value;
  const size = (id: string) => listSize(facts, now, id);
  const here = [...facts.practices.values()].filter(practice => now.practices.get(practice.id) === picked).sort((one, other) => size(other.id) - size(one.id));
  const rows = here.map(practice => {
    const isShown = look.flowing.value?.id === practice.id;
    return {
      key: practice.id,
      cells: [
        <div key="name">
          <Link press={() => desk.show(null, practice.id)}>{practice.name}</Link> <small>{practice.network.name}</small>
          <span class="app-group app-deeds">
            <Button aria-pressed={isShown} aria-label={`${isShown ? 'Hide' : 'Show'} where the patients of ${practice.name} live`} press={() => (look.flowing.value = isShown ? null : { kind: 'practice', id: practice.id })}>
              Patients
            </Button>
            <Mover label={`Count ${practice.name} elsewhere`} options={options} act="Count" move={to => session.change({ op: 'move_practice', practice: practice.id, to }) && announce(`${practice.name} counts in ${session.name(to)}.`)} />
            <Button id={`close-${practice.id}`} aria-label={`Close ${practice.name}…`} press={() => askTaker(desk, practice.id)}>
              Close…
            </Button>
          </span>
        </div>,
        count(size(practice.id)),
      ],
    };
  });
  return (
    <>
      <p>
        <Choice id="practices-of" title="Practices of" options={zones} value={picked} choose={zone => (look.picked.value = zone)} />
      </p>
      <p class="app-hint">A practice counts where its main site lies, unless it is counted elsewhere here. Nobody has to change their practice.</p>
      <Patients />
      <Table caption={`${many(rows.length, 'practice')} of ${session.name(picked)}`} head={['Practice, and what to do with it', 'List']} rows={rows} />
      <Closed />
    </>
  );
}

/** Every practice that the plan closes, wherever it counted: the neighbourhood that it counted in may be gone. */
function Closed() {
  const { session, facts } = useDesk();
  const name = (id: string) => facts.practices.get(id)?.name ?? id;
  const openAgain = async (id: string) => {
    if (!(await session.openAgain(id))) return;
    focusOn(`close-${id}`);
    announce(`${name(id)} is open again.`);
  };
  const now = session.now.value;
  const rows = [...now.closed].map(([id, taker]) => ({
    key: id,
    cells: [
      name(id),
      `${name(taker)}, ${session.name(now.practices.get(taker) ?? '')}`,
      <Button key="open" id={`open-${id}`} aria-label={`Open again: ${name(id)}`} press={() => void openAgain(id)}>
        Open again
      </Button>,
    ],
  }));
  if (!rows.length) return null;
  return (
    <>
      <Table caption={`Closed in this plan: ${many(rows.length, 'practice')}`} head={['Practice', 'Its list is with', 'Open']} rows={rows} isOfWords />
      <p class="app-fine">A whole list goes to one practice, wherever its patients live: what they would choose no data tells. {facts.draft.caveat}</p>
    </>
  );
}

/** The lines on the map, as a table. */
function Patients() {
  const { session, look, facts } = useDesk();
  const flowing = look.flowing.value;
  const practice = flowing?.kind === 'practice' ? facts.practices.get(flowing.id) : undefined;
  const { evaluation } = session;
  const [flows, setFlows] = useState<readonly Flow[]>([]);
  useEffect(() => {
    let isCurrent = true;
    if (practice && evaluation) ofPractice(practice, evaluation, session.now.value.zones, facts.draft.id).then(found => isCurrent && setFlows(found), (error: unknown) => warn((error as Error).message));
    return () => void (isCurrent = false);
  }, [practice, evaluation]);
  if (!practice) return null;
  const rows = flows.map(flow => ({ key: flow.name, cells: [flow.name, percent(flow.in)] }));
  return (
    <div id="patients" aria-live="polite">
      <Table caption={`Where the patients of ${practice.name} live`} head={['Neighbourhood', 'Of its patients']} rows={rows} />
      <p class="app-fine">Shares may not add to 100% because of rounding.</p>
    </div>
  );
}
