/** The page that a plan is brought to as a file: what it would change is seen first, then it is made and opened. */

import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Bringing, type Brought } from '../planner/keeping/bringing';
import { get, type Neighbourhood } from '../service/api';
import { caveat, draftOf } from '../service/facts';
import { closed, importFile } from '../service/scenario';
import { byId } from '../ui/dom';
import { failed } from '../ui/failed';

/** The form that makes the plan; where nobody can save, why. */
function Making({ base, brought: { file, reading } }: { base: string; brought: Brought }) {
  const [name, setName] = useState(file.name.replace(/\.[^.]*$/, ''));
  const [isBusy, setBusy] = useState(false);
  const [why, setWhy] = useState('');
  useEffect(() => void closed().then(reason => reason && setWhy(`Nothing can be saved here: ${reason}.`)), []);
  const submit = (event: Event) => {
    event.preventDefault();
    setBusy(true);
    importFile(base, file, name.trim(), reading).then(
      made => location.assign(`./#scenario=${made.id}`),
      (error: unknown) => {
        setBusy(false);
        setWhy((error as Error).message);
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <div class="app-form-group">
        <label class="app-label" for="name">
          Name of the plan
        </label>
        <input id="name" class="app-input" maxLength={200} autocomplete="off" required value={name} onInput={event => setName(event.currentTarget.value)} />
      </div>
      <p class="app-hint" role="status">
        {why}
      </p>
      <button type="submit" class="app-button" disabled={isBusy || why.startsWith('Nothing can be saved')}>
        Make this plan and open it
      </button>
    </form>
  );
}

async function start(): Promise<void> {
  const [draft, { items }] = await Promise.all([draftOf(null), get<{ items: Neighbourhood[] }>('/v1/neighbourhoods')]);
  byId('caveat').textContent = caveat(draft);
  const names = new Map(items.map(zone => [zone.id, zone.name]));
  render(<Bringing base={draft.id} names={names} act={brought => <Making key={brought.file.name} base={draft.id} brought={brought} />} />, byId('bring'));
  document.body.dataset.ready = 'yes';
}

start().catch((error: unknown) => failed(byId('bring'), error));
