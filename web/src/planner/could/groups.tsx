/** Groups of neighbourhoods that services are planned over: a range of people, and the ways to cover the county, each with a small map. */

import { useState } from 'preact/hooks';

import { FILLS } from '../../plan/colours';
import { freeRange } from '../../plan/judge/range';
import { changesOf } from '../../plan/plan';
import { groupings, type Groupings, type Way } from '../../service/groups';
import { Button } from '../../ui/widgets';
import { count } from '../../ui/words';
import { useDesk } from '../desk';
import { announce } from '../notices';
import { RangeFields, type Typed } from './range_fields';
import { SmallMap } from './small_map';

export function Groups() {
  const { session } = useDesk();
  const [typed, setTyped] = useState<Typed>({ figure: 'residents', least: '200,000', most: '300,000' });
  const [wrong, setWrong] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [found, setFound] = useState<Groupings | null>(null);
  const ask = async () => {
    const { figure } = typed;
    const range = freeRange(figure, typed.least, typed.most);
    if (typeof range === 'string') return setWrong(range);
    if (range.least === null || range.most === null) return setWrong('Give a least and a most number.');
    setWrong('');
    setBusy(true);
    try {
      const answer = await groupings(session.plan.value.base, changesOf(session.plan.value), { figure, least: range.least, most: range.most });
      setFound(answer);
      announce(answer.summary[0] ?? 'The groups are there.');
    } catch (error) {
      setFound(null);
      setWrong((error as Error).message);
    }
    setBusy(false);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void ask();
  };
  return (
    <section aria-label="Groups of neighbourhoods" class="app-groups">
      <h3>Groups of neighbourhoods</h3>
      <p>Some services are planned over several neighbourhoods at once. These are all the ways to put neighbouring ones together.</p>
      <form onSubmit={submit}>
        <RangeFields id="groups" legend="Every group is to have" typed={typed} type={setTyped} wrong={wrong} />
        <p>
          <button type="submit" class="app-tool" id="groups-ask" disabled={isBusy}>
            Find the groups
          </button>
        </p>
      </form>
      {found && <Found found={found} />}
    </section>
  );
}

function Found({ found }: { found: Groupings }) {
  return (
    <div id="found-groups">
      <ul>
        {found.summary.map(words => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {found.not_dominated.items.length > 0 && <h4>Ways that no other is better than in everything</h4>}
      <ol class="app-plans">
        {found.not_dominated.items.map(way => (
          <li key={JSON.stringify(way.groups)}>
            <WayCard way={way} caveat={found.caveat} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function WayCard({ way, caveat }: { way: Way; caveat: string }) {
  const { facts, saver, session } = useDesk();
  const { zones, areas } = session.now.value;
  const groupOf = new Map(way.groups.flatMap((group, place) => group.neighbourhoods.map(zone => [zone, place] as const)));
  const fill = (area: string) => FILLS[(groupOf.get(areas.get(area) ?? '') ?? 0) % FILLS.length] ?? FILLS[0];
  const title = `${way.groups.length} groups`;
  return (
    <article class="app-plan-card" aria-label={title}>
      <SmallMap facts={facts} fill={fill} />
      <div>
        <h5>{title}</h5>
        <ol>
          {way.groups.map(group => (
            <li key={group.neighbourhoods.join(' ')}>
              {group.neighbourhoods.map(zone => zones.get(zone)?.name ?? zone).join('; ')}: {count(group.people)}
            </li>
          ))}
        </ol>
        <p>
          {way.patients_crossing === null ? '' : `${count(way.patients_crossing)} patients live in one group and are registered in another. `}
          The largest has {count(way.balance)} more than the smallest. Borders between groups divide councils {count(way.councils_crossed)} times.
        </p>
        {session.plan.value.saved && (
          <Button press={() => void saver.keepGroups(way.groups.map((group, place) => ({ name: `Group ${place + 1}`, neighbourhoods: group.neighbourhoods })))}>Keep with the plan</Button>
        )}
        <p class="app-fine">{caveat}</p>
      </div>
    </article>
  );
}
