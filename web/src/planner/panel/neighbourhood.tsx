/** One neighbourhood by itself: its figures, and what can be done with all of it: rename, merge, split, lock, see its flows. */

import { useState } from 'preact/hooks';

import { fillOf } from '../../plan/colours';
import { ofZone } from '../../plan/flows';
import { SHORT, written, writtenDifference } from '../../plan/judge/range';
import type { Area, FigureKey, Zone } from '../../service/facts';
import { FIGURES } from '../../service/facts';
import { grouped } from '../../ui/grouped';
import { Button, Choice, Details, Icon, Link, Swatch, Table } from '../../ui/widgets';
import { count } from '../../ui/words';
import { useDesk } from '../desk';
import { warn } from '../notices';

export function Neighbourhood({ zone }: { zone: Zone }) {
  const desk = useDesk();
  const { session, look } = desk;
  const isLocked = session.isLocked(zone.id);
  const back = () => {
    look.flowing.value = null;
    look.opened.value = null;
    // Back to the row that it was opened from; of one that is gone, to the head of the table.
    requestAnimationFrame(() => (document.getElementById(`row-${zone.id}`) ?? document.getElementById('tab-all'))?.focus());
  };
  return (
    <>
      <p>
        <Button class="app-link" press={back}>
          <Icon name="back" /> All neighbourhoods
        </Button>
      </p>
      <h2>
        <Swatch fill={fillOf(zone.colour)} /> {zone.name} <small>{zone.id}</small>
      </h2>
      <p class="app-group">
        <Button press={() => desk.goTo(zone.bbox)}>Show on the map</Button>
        <Button id="lock-zone" aria-pressed={isLocked} press={() => session.lock(zone.id)}>
          <Icon name={isLocked ? 'lock' : 'unlock'} /> {isLocked ? 'Unlock' : 'Lock'}
        </Button>
        <a class="app-tool" href={profileOf(desk, zone.id)}>
          Insight pack
        </a>
      </p>
      <FiguresTable zone={zone} />
      <Rename key={`rename ${zone.id}`} zone={zone} />
      <Merge key={`merge ${zone.id}`} zone={zone} />
      <Split key={`split ${zone.id}`} zone={zone} />
      <Flows zone={zone} />
    </>
  );
}

function profileOf({ facts, session }: ReturnType<typeof useDesk>, zone: string): string {
  const { saved } = session.plan.value;
  const of = saved ? `scenario=${saved.id}@${saved.revision}` : `draft=${encodeURIComponent(facts.draft.id)}`;
  return `profile#neighbourhood=${zone}&${of}`;
}

function FiguresTable({ zone }: { zone: Zone }) {
  const desk = useDesk();
  const before = desk.facts.zones.get(zone.id)?.figures;
  const row = (key: FigureKey) => {
    const [was, is] = [before?.[key] ?? null, zone.figures[key]];
    const both = was !== null && is !== null;
    const name = (
      <button type="button" class="app-define" onClick={() => desk.define(key)}>
        {SHORT[key]}
      </button>
    );
    return { key, cells: [name, written(key, was), written(key, is), both ? writtenDifference(key, is - was) : ''] };
  };
  return <Table caption={`Figures of ${zone.name}`} isCaptionHidden head={['Figure', 'Before', 'After', 'Difference']} rows={FIGURES.map(row)} />;
}

function Rename({ zone }: { zone: Zone }) {
  const { session } = useDesk();
  const [name, setName] = useState(zone.name);
  const submit = (event: Event) => {
    event.preventDefault();
    if (name.trim() && name.trim() !== zone.name) session.change({ op: 'rename', id: zone.id, name: name.trim() });
  };
  return (
    <Details title="Rename">
      <form onSubmit={submit}>
        <label class="app-label" for="rename">
          New name
        </label>
        <input id="rename" class="app-input" maxLength={200} value={name} onInput={event => setName(event.currentTarget.value)} />{' '}
        <button type="submit" class="app-tool">
          Rename
        </button>
      </form>
    </Details>
  );
}

function Merge({ zone }: { zone: Zone }) {
  const { session, look } = useDesk();
  const options = session.targets.filter(([id]) => id !== zone.id && session.now.value.zones.has(id));
  const [chosen, setInto] = useState('');
  const into = options.some(([id]) => id === chosen) ? chosen : (options[0]?.[0] ?? '');
  const submit = (event: Event) => {
    event.preventDefault();
    if (session.change({ op: 'merge', from: zone.id, into })) look.opened.value = into;
  };
  return (
    <Details title="Merge">
      <form onSubmit={submit} class="app-group">
        <Choice id="merge-into" title="All of it into" options={options} value={into} choose={setInto} />
        <button type="submit" class="app-tool">
          Merge
        </button>
      </form>
    </Details>
  );
}

/** A part of it becomes a neighbourhood of its own: whole MSOAs. */
function Split({ zone }: { zone: Zone }) {
  const { session, facts } = useDesk();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const here = [...facts.areas.values()].filter(area => session.now.value.areas.get(area.id) === zone.id);
  const residents = (areas: readonly Area[]) => count(areas.reduce((sum, area) => sum + area.residents, 0));
  const byMsoa = grouped(here, area => area.msoa.name);
  const taken = here.filter(area => chosen.has(area.msoa.name));
  const toggle = (msoa: string) => {
    const next = new Set(chosen);
    if (!next.delete(msoa)) next.add(msoa);
    setChosen(next);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!name.trim()) return warn('Give the new neighbourhood a name first.');
    if (!taken.length) return warn('Choose what becomes the new neighbourhood first.');
    if (taken.length === here.length) return warn(`That is all of ${zone.name}: leave a part of it, or rename it.`);
    if (!session.change({ op: 'create', id: session.freeId(), name: name.trim(), areas: taken.map(area => area.id) })) return;
    setName('');
    setChosen(new Set());
  };
  return (
    <Details title="Split">
      <form onSubmit={submit}>
        <label class="app-label" for="split-name">
          Name of the new neighbourhood
        </label>
        <input id="split-name" class="app-input" maxLength={200} value={name} onInput={event => setName(event.currentTarget.value)} />
        <fieldset class="app-fieldset">
          <legend>What becomes the new neighbourhood</legend>
          {[...byMsoa].map(([msoa, areas]) => (
            <label key={msoa} class="app-check">
              <input type="checkbox" checked={chosen.has(msoa)} onChange={() => toggle(msoa)} />
              {msoa} ({areas.length} areas, {residents(areas)} residents)
            </label>
          ))}
        </fieldset>
        <p aria-live="polite">
          {taken.length} of {here.length} areas chosen, with {residents(taken)} residents.
        </p>
        <button type="submit" class="app-tool">
          Split
        </button>
      </form>
    </Details>
  );
}

function Flows({ zone }: { zone: Zone }) {
  const { session, look } = useDesk();
  const table = session.evaluation?.flows?.after;
  if (!table) return null;
  const isShown = look.flowing.value?.kind === 'neighbourhood' && look.flowing.value.id === zone.id;
  const rows = ofZone(table, zone.id, session.now.value.zones).map(flow => ({ key: flow.name, cells: [flow.name, count(flow.out), count(flow.in)] }));
  return (
    <>
      <h3>Patients across its borders</h3>
      <p>
        <Button aria-pressed={isShown} press={() => (look.flowing.value = isShown ? null : { kind: 'neighbourhood', id: zone.id })}>
          {isShown ? 'Hide the lines' : 'Draw lines on the map'}
        </Button>
      </p>
      <Table caption={`Patients between ${zone.name} and elsewhere`} isCaptionHidden head={['Elsewhere', 'Live here, registered there', 'Live there, registered here']} rows={rows} />
      <p>
        <Link press={() => look.turnTo('practices')}>Practices of {zone.name}</Link>
      </p>
    </>
  );
}
