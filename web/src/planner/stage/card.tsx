/** What is told of an area or a practice, with where it may go: nothing moves before the button is pressed. */

import { useState } from 'preact/hooks';

import { allOf } from '../../plan/places';
import { listSize } from '../../plan/standing';
import { placeOf, type Area, type Practice } from '../../service/facts';
import { Button, Choice, Icon, Link } from '../../ui/widgets';
import { count, many } from '../../ui/words';
import { useDesk } from '../desk';
import { announce } from '../notices';

export function Card() {
  const desk = useDesk();
  const { look, facts } = desk;
  const shown = look.card.value;
  const area = shown?.area ? facts.areas.get(shown.area) : undefined;
  const practice = shown?.practice ? facts.practices.get(shown.practice) : undefined;
  if (!area && !practice) return null;
  return (
    <section class="app-card" aria-label={area ? placeOf(area) : practice?.name}>
      <Button class="app-tool app-tool--plain app-tool--icon app-card__close" press={() => desk.show(null, null)} aria-label="Close">
        <Icon name="close" />
      </Button>
      {area ? <AreaCard key={area.id} area={area} /> : practice && <PracticeCard key={practice.id} practice={practice} />}
    </section>
  );
}

function AreaCard({ area }: { area: Area }) {
  const desk = useDesk();
  const { session, facts } = desk;
  const zone = session.now.value.areas.get(area.id) ?? area.zone;
  const [to, setTo] = useState(session.target.value === zone ? (session.targets.find(([id]) => id !== zone)?.[0] ?? '') : session.target.value);
  const [what, setWhat] = useState<'area' | 'msoa' | 'ward'>('area');
  const sets = [
    ['area', 'this area'],
    ['msoa', `all of ${area.msoa.name || 'its MSOA'} (${many(allOf(facts, area.id, 'msoa').length, 'area')})`],
    ['ward', `all of ${area.ward.name || 'its ward'} ward (${many(allOf(facts, area.id, 'ward').length, 'area')})`],
  ] as const;
  const move = () => {
    const areas = what === 'area' ? [area.id] : allOf(facts, area.id, what);
    if (session.move(areas, false, to)) announce(`Moved to ${session.name(to)}.`);
  };
  return (
    <>
      <h2>{placeOf(area)}</h2>
      <p>
        {count(area.residents)} residents, {area.ward.name} ward. In <strong>{session.name(zone)}</strong>
        {zone !== area.zone && <>, moved from {session.name(area.zone)}</>}.
      </p>
      <p class="app-group">
        <Choice id="card-what" title="Move" options={sets} value={what} choose={setWhat} />
        <Choice id="card-to" title="to" options={session.targets.filter(([id]) => id !== zone)} value={to} choose={setTo} />
        <Button class="app-button" press={move} id="card-move">
          Move
        </Button>
      </p>
      <p>
        <Link press={() => desk.about(zone)}>About {session.name(zone)}</Link>
      </p>
    </>
  );
}

function PracticeCard({ practice }: { practice: Practice }) {
  const desk = useDesk();
  const { session, look, facts } = desk;
  const now = session.now.value;
  const zone = now.practices.get(practice.id) ?? practice.zone;
  const taker = now.closed.get(practice.id);
  const patients = () => {
    look.picked.value = zone;
    look.turnTo('practices');
    look.flowing.value = { kind: 'practice', id: practice.id };
  };
  return (
    <>
      <h2>{practice.name}</h2>
      {taker ? (
        <p>
          <strong>Closed in this plan.</strong> Its whole list of {count(practice.listSize)} is with {facts.practices.get(taker)?.name ?? taker}.
        </p>
      ) : (
        <p>
          List of {count(listSize(facts, now, practice.id))}. {practice.network.name}. Counts in <strong>{session.name(zone)}</strong>.
        </p>
      )}
      {!taker && (
        <p>
          <Link press={patients}>Where its patients live</Link>
        </p>
      )}
      <p>
        <Link press={() => desk.about(zone)}>About {session.name(zone)}</Link>
      </p>
    </>
  );
}
