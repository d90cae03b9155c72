/** Issues to step through before a meeting: new, worse, as before, better, mended; in groups, each with where to look. */

import { useState } from 'preact/hooks';

import { counts, groups, STATES } from '../../plan/judge/found';
import type { Issue } from '../../service/api';
import type { Box } from '../../service/facts';
import { Button, Choice } from '../../ui/widgets';
import { count } from '../../ui/words';
import { useDesk } from '../desk';

export function Issues() {
  const desk = useDesk();
  const { session } = desk;
  const issues = session.evaluation?.issues ?? [];
  const all = counts(issues);
  const [chosen, setChosen] = useState<Issue['state'] | null>(null);
  const [zone, setZone] = useState('');
  const state = chosen ?? (all.new ? 'new' : all.worse ? 'worse' : 'same');
  const found = groups(issues, state, zone);
  const zones = [['', 'the whole county'] as const, ...[...session.now.value.zones.values()].map(zone => [zone.id, zone.name] as const)];
  return (
    <>
      <div class="app-group app-issues__filter">
        <span class="app-group" role="group" aria-label="Which issues">
          {STATES.map(([which, title]) => (
            <Button key={which} aria-pressed={which === state} press={() => setChosen(which)}>
              {title} ({count(all[which])})
            </Button>
          ))}
        </span>
        <Choice id="issues-of" title="In" options={zones} value={zone} choose={setZone} />
      </div>
      {!found.length && <p>None here.</p>}
      {found.map(group => (
        <details key={`${state} ${group.kind}`} class="app-details" open={state !== 'same'}>
          <summary>
            {group.title} ({count(group.issues.length)})
          </summary>
          <ul class="app-issues">
            {group.issues.map(issue => (
              <li key={issue.text} class={`app-issue app-issue--${issue.severity}`}>
                {issue.text}{' '}
                {issue.bbox && state !== 'mended' && (
                  <button type="button" class="app-link" aria-label={`Show on the map: ${issue.text}`} onClick={() => desk.goTo(issue.bbox as Box)}>
                    Show
                  </button>
                )}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}
