/** Other plans of this service; a service that others reach does not list them. */

import { useState } from 'preact/hooks';

import type { Revision } from '../../service/api';
import { all, open } from '../../service/scenario';
import { Button, Choice, Details } from '../../ui/widgets';
import { useDesk } from '../desk';
import { say, warn } from '../notices';

export function Others() {
  const desk = useDesk();
  const { saved, base } = desk.session.plan.value;
  const [found, setFound] = useState<readonly Revision[] | null>(null);
  const [picked, setPicked] = useState('');
  const others = (found ?? []).filter(other => other.id !== saved?.id);
  const chosen = others.some(other => other.id === picked) ? picked : (others[0]?.id ?? '');
  const take = async () => {
    try {
      desk.saver.take(await open(chosen));
      say('Opened. An undo goes back to the plan before.');
    } catch (error) {
      warn((error as Error).message, ['Try again', () => void take()]);
    }
  };
  return (
    <Details title="Other plans" opened={() => void all().then(setFound, (error: unknown) => warn((error as Error).message))}>
      {found && !others.length && <p>There are no other plans to show. A link to a plan opens it.</p>}
      {others.length > 0 && (
        <p class="app-group">
          <Choice id="others" title="Plan" options={others.map(({ id, name, revision }) => [id, `${name} (revision ${revision})`] as const)} value={chosen} choose={setPicked} />
          <Button press={() => void take()}>Open</Button>
          <a class="app-tool" href={`compare#a=${saved?.id ?? base}&b=${chosen}`}>
            Compare with this one
          </a>
        </p>
      )}
    </Details>
  );
}
