/** Every move of areas that the map has, as lists: one by one, and all of an MSOA, a ward or a network at once. */

import { useState } from 'preact/hooks';

import type { Change } from '../../service/api';
import type { Facts, Named } from '../../service/facts';
import { Button, Choice, Link, Table } from '../../ui/widgets';
import { count, many } from '../../ui/words';
import { useDesk } from '../desk';
import { announce } from '../notices';
import { Mover } from './mover';

type Kind = Extract<Change, { op: 'move_by_set' }>['set'];

const KINDS: readonly [Kind, string][] = [
  ['msoa', 'MSOA'],
  ['ward', 'ward'],
  ['pcn', 'primary care network'],
];

export function Areas() {
  const { session, look } = useDesk();
  const zones = [...session.now.value.zones.values()].map(zone => [zone.id, zone.name] as const);
  return (
    <>
      <Sets />
      <p>
        <Choice id="areas-of" title="Areas of" options={zones} value={pickedOf(look.picked.value, zones)} choose={zone => (look.picked.value = zone)} />
      </p>
      <Each zone={pickedOf(look.picked.value, zones)} />
    </>
  );
}

/** The neighbourhood that was picked, or the first where that is gone. */
export function pickedOf(picked: string, zones: readonly (readonly [string, string])[]): string {
  return zones.some(([id]) => id === picked) ? picked : (zones[0]?.[0] ?? '');
}

/** All of a set, to a neighbourhood. */
function Sets() {
  const { session, facts } = useDesk();
  const [kind, setKind] = useState<Kind>('msoa');
  const [chosen, setCode] = useState('');
  const [to, setTo] = useState(session.target.value);
  const all = named(facts, kind);
  const code = all.some(one => one.id === chosen) ? chosen : (all[0]?.id ?? '');
  const move = () => {
    if (session.change({ op: 'move_by_set', set: kind, code, to })) announce(`${all.find(one => one.id === code)?.name} goes to ${session.name(to)}.`);
  };
  return (
    <fieldset class="app-fieldset">
      <legend>Move all of one</legend>
      <Choice id="set-kind" title="Kind" options={KINDS} value={kind} choose={setKind} />
      <Choice id="set" title="Which" options={all.map(({ id, name }) => [id, name] as const)} value={code} choose={setCode} />
      <Choice id="set-to" title="to" options={session.targets} value={to} choose={setTo} />
      <Button press={move} id="set-move">
        Move all
      </Button>
    </fieldset>
  );
}

function named(facts: Facts, kind: Kind): Named[] {
  const areas = [...facts.areas.values()];
  const all = kind === 'pcn' ? [...facts.practices.values()].map(practice => practice.network) : areas.map(area => (kind === 'ward' ? area.ward : area.msoa));
  const each = new Map(all.filter(one => one.id).map(one => [one.id, one]));
  return [...each.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function Each({ zone }: { zone: string }) {
  const desk = useDesk();
  const { session, facts } = desk;
  const options = session.targets.filter(([id]) => id !== zone);
  const here = [...facts.areas.values()].filter(area => session.now.value.areas.get(area.id) === zone);
  const rows = here.map(area => ({
    key: area.id,
    cells: [
      <span key="name">
        <Link press={() => desk.show(area.id, null)}>{area.name}</Link> <small>{area.msoa.name}</small>
      </span>,
      count(area.residents),
      <Mover key="move" label={`Move ${area.name}`} options={options} act="Move" move={to => session.move([area.id], false, to) && announce(`${area.name} goes to ${session.name(to)}.`)} />,
    ],
  }));
  return <Table caption={`${many(rows.length, 'area')} of ${session.name(zone)}`} head={['Area', 'Residents', 'Move to']} rows={rows} />;
}
