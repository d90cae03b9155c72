/** A plan that came by a link is only looked at, until one says otherwise. */

import { branch } from '../../service/scenario';
import { Button } from '../../ui/widgets';
import { useDesk, type Desk } from '../desk';
import { announce, say, warn } from '../notices';

export function Looking() {
  const desk = useDesk();
  const { saved } = desk.session.plan.value;
  if (!desk.session.isLooking.value || !saved) return null;
  return (
    <div class="app-looking" role="region" aria-label="A shared plan">
      <span>
        You are looking at <strong>{saved.name}</strong>.
      </span>
      <Button press={() => edit(desk)} disabled={desk.saver.closed.value !== null}>
        Edit this
      </Button>
      <Button press={() => void copy(desk)} disabled={desk.saver.closed.value !== null}>
        Edit a copy
      </Button>
    </div>
  );
}

function edit({ session }: Desk): void {
  session.isLooking.value = false;
  session.put(session.plan.value);
  announce('You can change this plan now. What you change is saved for all who have its link.');
}

async function copy(desk: Desk): Promise<void> {
  const { saved } = desk.session.plan.value;
  if (!saved) return;
  try {
    desk.saver.take(await branch(saved.id, saved.revision, `${saved.name}, a copy`));
    say('This is a copy of your own. The plan that was shared stays as it is.');
  } catch (error) {
    warn(`No copy was made: ${(error as Error).message}`, ['Try again', () => void copy(desk)]);
  }
}
