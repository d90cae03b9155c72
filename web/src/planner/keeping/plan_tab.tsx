/** The plan itself: its name, its link, taking it elsewhere, going back, and bringing one from elsewhere. */

import { useState } from 'preact/hooks';

import * as scenario from '../../service/scenario';
import { Button } from '../../ui/widgets';
import { many } from '../../ui/words';
import { useDesk } from '../desk';
import { warn } from '../notices';
import { stateInWords } from '../state_words';
import { Importing } from './importing';
import { Others } from './others';
import { Past } from './past';
import { copyLink, linkOf } from './sharing';

export function PlanTab() {
  const desk = useDesk();
  const { session } = desk;
  const { saved, steps } = session.plan.value;
  return (
    <>
      <Name key={saved?.id ?? 'unsaved'} />
      {saved && <Link />}
      {saved && <Exports />}
      {saved && <Past />}
      <Others />
      <Importing />
      <p>
        <Button id="start-again" press={() => session.startAgain()} disabled={!steps.length && !saved}>
          Start again from the draft
        </Button>
      </p>
    </>
  );
}

function Name() {
  const desk = useDesk();
  const { session, saver } = desk;
  const { saved, steps } = session.plan.value;
  const [name, setName] = useState(saved?.name ?? '');
  const closed = saver.closed.value;
  const isBusy = saver.state.value === 'saving';
  const submit = (event: Event) => {
    event.preventDefault();
    if (!name.trim()) return warn('Give the plan a name first.');
    if (name.trim() !== saved?.name) void saver.name(name.trim());
  };
  return (
    <form onSubmit={submit}>
      <p>{saved ? `${many(steps.length, 'change')}, ${stateInWords(desk)}. It saves itself.` : steps.length ? `${many(steps.length, 'change')}, kept in this browser. Give the plan a name to save and share it.` : 'A plan with a name saves itself, and can be shared by its link.'}</p>
      {closed && (
        <p class="app-hint" role="status" id="closed">
          Nothing can be saved here: {closed}.
        </p>
      )}
      <label class="app-label" for="name">
        Name of the plan
      </label>
      <span class="app-row">
        <input id="name" class="app-input" maxLength={200} autocomplete="off" value={name} onInput={event => setName(event.currentTarget.value)} />
        <button type="submit" class="app-button" disabled={closed !== null || isBusy || session.isLooking.value} id="save">
          {saved ? 'Rename' : 'Save'}
        </button>
      </span>
    </form>
  );
}

function Link() {
  const desk = useDesk();
  return (
    <p class="app-row app-plan-link">
      <label class="app-hidden" for="plan-link">
        Link to the plan
      </label>
      <input id="plan-link" class="app-input" readOnly value={linkOf(desk)} onFocus={event => event.currentTarget.select()} />
      <Button press={() => void copyLink(desk)}>Copy the link</Button>
    </p>
  );
}

function Exports() {
  const { saved } = useDesk().session.plan.value;
  if (!saved) return null;
  const at = `../v1/scenarios/${saved.id}/revisions/${saved.revision}/export`;
  return (
    <>
      <h3>Take it with you</h3>
      <ul>
        {scenario.EXPORTS.map(([format, title]) => (
          <li key={format}>
            <a href={`${at}?f=${format}`}>{title}</a>
          </li>
        ))}
        <li>
          <a href={`profile#scenario=${saved.id}@${saved.revision}`}>Insight packs of its neighbourhoods</a>
        </li>
        <li>
          <a href={`compare#a=${saved.id}@1&b=${saved.id}`}>Compare with how it began</a>
        </li>
      </ul>
    </>
  );
}
