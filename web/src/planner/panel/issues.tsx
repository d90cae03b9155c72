/** Issues to step through before a meeting: new, worse, as before, better, mended; in groups, each with where to look, and accepted with a reason. */

import { useState } from 'preact/hooks';

import { counts, groups, SORTS, type Sort } from '../../plan/judge/found';
import type { Issue } from '../../service/api';
import type { Box } from '../../service/facts';
import { Button, Choice, Link } from '../../ui/widgets';
import { count } from '../../ui/words';
import { useDesk } from '../desk';
import { announce } from '../notices';

export function Issues() {
  const { session } = useDesk();
  const issues = session.evaluation?.issues ?? [];
  const all = counts(issues);
  const [chosen, setChosen] = useState<Sort | null>(null);
  const [zone, setZone] = useState('');
  const sort = chosen ?? (all.new ? 'new' : all.worse ? 'worse' : 'same');
  const found = groups(issues, sort, zone);
  const zones = [['', 'the whole county'] as const, ...[...session.now.value.zones.values()].map(zone => [zone.id, zone.name] as const)];
  return (
    <>
      <div class="app-group app-issues__filter">
        <span class="app-group" role="group" aria-label="Which issues">
          {SORTS.map(([which, title]) => (
            <Button key={which} aria-pressed={which === sort} press={() => setChosen(which)}>
              {title} ({count(all[which])})
            </Button>
          ))}
        </span>
        <Choice id="issues-of" title="In" options={zones} value={zone} choose={setZone} />
      </div>
      {!found.length && <p>None here.</p>}
      {found.map(group => (
        <details key={`${sort} ${group.kind}`} class="app-details" open={sort !== 'same'}>
          <summary>
            {group.title} ({count(group.issues.length)})
          </summary>
          <ul class="app-issues">
            {group.issues.map(issue => (
              <One key={issue.id} issue={issue} />
            ))}
          </ul>
        </details>
      ))}
    </>
  );
}

/** One of them, with what can be done about it. What was mended needs neither. */
function One({ issue }: { issue: Issue }) {
  const desk = useDesk();
  const isThere = issue.state !== 'mended';
  return (
    <li class={`app-issue app-issue--${issue.severity}`}>
      {issue.text}{' '}
      {issue.bbox && isThere && (
        <button type="button" class="app-link" aria-label={`Show on the map: ${issue.text}`} onClick={() => desk.goTo(issue.bbox as Box)}>
          Show
        </button>
      )}{' '}
      {issue.accepted ? <Accepted issue={issue} reason={issue.accepted.reason} /> : isThere && <Accepting key={issue.id} issue={issue} />}
    </li>
  );
}

function Accepted({ issue, reason }: { issue: Issue; reason: string }) {
  const { session } = useDesk();
  return (
    <p class="app-accepted">
      <strong>Accepted:</strong> {reason}{' '}
      <Link press={() => session.reopen(issue.id) && announce('No longer accepted.')} label={`Take back that this is accepted: ${issue.text}`}>
        Take back
      </Link>
    </p>
  );
}

/** The reason stands in the board paper and in the workbook, beside the issue. */
function Accepting({ issue }: { issue: Issue }) {
  const { session } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [isWrong, setWrong] = useState(false);
  const id = `reason-${issue.id.replace(/[^\w]/g, '-')}`;
  const submit = (event: Event) => {
    event.preventDefault();
    setWrong(!reason.trim());
    if (!reason.trim()) return document.getElementById(id)?.focus();
    if (session.accept(issue.id, reason.trim())) announce('Accepted, with the reason. It will stand in the board paper.');
  };
  if (!isOpen) {
    return (
      <Link press={() => setOpen(true)} label={`Accept with a reason: ${issue.text}`}>
        Accept with a reason
      </Link>
    );
  }
  return (
    <form class="app-accepting" onSubmit={submit}>
      <label class="app-label" for={id}>
        Why is this accepted?
      </label>
      <input id={id} class="app-input" maxLength={500} autocomplete="off" value={reason} aria-describedby={isWrong ? `${id}-wrong` : undefined} onInput={event => setReason(event.currentTarget.value)} ref={focusOnce} />
      {isWrong && (
        <span class="app-error-message" id={`${id}-wrong`} role="alert">
          Write why: the reason is kept with the plan, and stands in the board paper.
        </span>
      )}
      <span class="app-group">
        <button type="submit" class="app-tool">
          Accept
        </button>
        <Button press={() => setOpen(false)}>Leave it open</Button>
      </span>
    </form>
  );
}

/** The field that was asked for has the focus, once. */
function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
