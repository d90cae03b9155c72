/** The panel beside the map: three figures first, then who is touched, then tabs over what the plan means and how it is changed by lists. */

import { headlines } from '../../plan/judge/headlines';
import { inWords, outsideOf } from '../../plan/judge/range';
import { fillOf } from '../../plan/colours';
import { Swatch } from '../../ui/widgets';
import { useDesk } from '../desk';
import { Fault } from '../fault';
import type { Tab } from '../look';
import { All } from './all';
import { Areas } from './areas';
import { ChangeTab } from './change';
import { Issues } from './issues';
import { PlanTab } from '../keeping/plan_tab';
import { Practices } from './practices';
import { reveal } from './reveal';

const PANES = { all: All, change: ChangeTab, issues: Issues, areas: Areas, practices: Practices, plan: PlanTab } as const;

export function Panel() {
  const desk = useDesk();
  const { look, session } = desk;
  const tab = look.tab.value;
  const Pane = PANES[tab];
  return (
    <div id="meaning" aria-busy={session.isBusy.value}>
      <Tiles />
      <Touched />
      <Tabs />
      <div role="tabpanel" id="tab-panel" tabIndex={-1} aria-labelledby={`tab-${tab}`} class="app-tabpanel">
        <Fault of={tab}>{session.answer.value ? <Pane /> : <Skeleton />}</Fault>
      </div>
    </div>
  );
}

function Tiles() {
  const { session } = useDesk();
  const { evaluation, range } = session;
  if (!evaluation) {
    return (
      <div class="app-tiles" aria-hidden="true">
        {[0, 1, 2].map(number => (
          <div key={number} class="app-tile app-tile--waiting" />
        ))}
      </div>
    );
  }
  const outside = outsideOf(evaluation);
  const isStale = session.answer.value?.steps !== session.plan.value.steps || session.answer.value?.measure !== session.measure.value;
  return (
    <div class="app-tiles" data-stale={isStale}>
      {headlines(evaluation, outside, range ? inWords(range) : '').map(({ title, figure, detail, turn }) => (
        <div key={title} class={`app-tile app-tile--${turn}`}>
          <span class="app-tile__title">{title}</span>
          <strong class="app-tile__figure">{figure}</strong>
          <span class="app-tile__detail">{detail}</span>
        </div>
      ))}
    </div>
  );
}

/** The neighbourhoods that the plan touches. */
function Touched() {
  const desk = useDesk();
  const { session } = desk;
  const touched = session.evaluation?.neighbourhoods ?? [];
  if (!touched.length) return null;
  const { zones } = session.now.value;
  return (
    <ul class="app-chips" aria-label="Touched neighbourhoods">
      {touched.map(({ id, name, after }) => (
        <li key={`${id}${after ? '' : ' gone'}`}>
          {after && zones.has(id) ? (
            <button type="button" class="app-chip" onClick={() => desk.about(id)}>
              <Swatch fill={fillOf(zones.get(id)?.colour ?? 0)} /> {session.name(id)}
            </button>
          ) : (
            <span class="app-chip">{name}, gone</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Tabs as the ARIA Authoring Practices have them: arrows turn them, one of them takes the focus. */
function Tabs() {
  const { look, session } = useDesk();
  const fresh = session.evaluation?.issues.filter(issue => issue.state === 'new').length ?? 0;
  const all: [Tab, string][] = [
    ['all', `All ${session.now.value.zones.size}`],
    ['change', 'Change'],
    ['issues', fresh ? `Issues (${fresh} new)` : 'Issues'],
    ['areas', 'Areas'],
    ['practices', 'Practices'],
    ['plan', 'Plan'],
  ];
  const turn = (tab: Tab) => {
    look.turnTo(tab);
    if (tab === 'all') [look.opened.value, look.isSearching.value] = [null, false];
    document.getElementById(`tab-${tab}`)?.focus({ preventScroll: true });
    reveal();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const place = all.findIndex(([tab]) => tab === look.tab.value);
    const next = step && all[(place + step + all.length) % all.length];
    if (next) turn(next[0]);
  };
  return (
    <div role="tablist" id="tabs" class="app-tabs" aria-label="What it means" onKeyDown={onKeyDown}>
      {all.map(([tab, title]) => (
        <button key={tab} type="button" role="tab" id={`tab-${tab}`} aria-controls="tab-panel" aria-selected={tab === look.tab.value} tabIndex={tab === look.tab.value ? 0 : -1} class="app-tab" onClick={() => turn(tab)}>
          {title}
        </button>
      ))}
    </div>
  );
}

function Skeleton() {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 10 }, (_, number) => (
        <div key={number} class="app-bone" />
      ))}
    </div>
  );
}
