/** Issues to step through before a meeting: new, as before, mended; in groups, each with where to look. */

import { useState } from 'preact/hooks';

import { groups, sorted, STANDINGS, type Standing } from '../../plan/judge/found';
import type { Box } from '../../service/facts';
import { Button, Choice } from '../../ui/widgets';
import { count } from '../../ui/words';
import { useDesk } from '../desk';

export function Issues() {
  const desk = useDesk();
  const { session } = desk;
  const all = sorted(session.evaluation?.issues ?? [], session.draftIssues.value);
  const [chosen, setChosen] = useState<Standing | null>(null);
  const [zone, setZone] = useState('');
  const standing = chosen ?? (all.new.length ? 'new' : 'before');
  const found = groups(all[standing], zone);
  const zones = [['', 'the whole county'] as const, ...[...session.now.value.zones.values()].map(zone => [zone.id, zone.name] as const)];
  return (
    <>
      <div class="app-group app-issues__filter">
        <span class="app-group" role="group" aria-label="Which issues">
          {STANDINGS.map(([which, title]) => (
            <Button key={which} aria-pressed={which === standing} press={() => setChosen(which)}>
              {title} ({count(all[which].length)})
            </Button>
          ))}
        </span>
        <Choice id="issues-of" title="In" options={zones} value={zone} choose={setZone} />
      </div>
      {!found.length && <p>None here.</p>}
      {found.map(group => (
        <details key={group.kind} class="app-details" open={standing === 'new'}>
          <summary>
            {group.title} ({count(group.issues.length)})
          </summary>
          <ul class="app-issues">
            {group.issues.map(issue => (
              <li key={issue.text} class={`app-issue app-issue--${issue.severity}`}>
                {issue.text}{' '}
                {issue.bbox && standing !== 'mended' && (
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
