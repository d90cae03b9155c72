/** Every revision of a saved plan, with a way on from each. */

import { useState } from 'preact/hooks';

import type { Revision } from '../../service/api';
import { branch, revisions } from '../../service/scenario';
import { Button, Details, Table } from '../../ui/widgets';
import { many, names } from '../../ui/words';
import { useDesk } from '../desk';
import { say, warn } from '../notices';

const KINDS: Readonly<Record<Revision['kind'], string>> = { create: 'made', change: 'changed', undo: 'taken back', redo: 'done again', rename: 'renamed', branch: 'copied', group: 'grouped' };

/** What is kept with a revision beside its changes and cannot be read. */
function lost({ unreadable = [] }: Revision): string {
  const members = unreadable.map(({ member }) => member).filter(member => member !== 'changes');
  return members.length ? `; cannot be read: ${names(members)}` : '';
}

export function Past() {
  const desk = useDesk();
  const { saved } = desk.session.plan.value;
  const [all, setAll] = useState<readonly Revision[]>([]);
  if (!saved) return null;
  const fill = () => revisions(saved.id).then(setAll, (error: unknown) => warn((error as Error).message));
  const goOn = async (revision: number) => {
    try {
      desk.saver.take(await branch(saved.id, revision, `${saved.name}, another way`));
      say('This is a plan of its own now. The one before stays as it was.');
    } catch (error) {
      warn((error as Error).message, ['Try again', () => void goOn(revision)]);
    }
  };
  const rows = all.map(was => ({
    key: String(was.revision),
    cells: [
      String(was.revision),
      new Date(was.at).toLocaleString('en-GB', { dateStyle: 'short', timeStyle: 'short' }),
      `${KINDS[was.kind]}: ${was.changes ? many(was.changes.length, 'change') : 'its changes cannot be read'}${lost(was)}`,
      <a key="see" href={`compare#a=${saved.id}@${was.revision}&b=${saved.id}`}>
        Compare
      </a>,
      <Button key="on" press={() => void goOn(was.revision)} aria-label={`Go on from revision ${was.revision}`}>
        Go on
      </Button>,
    ],
  }));
  return (
    <Details title="History" opened={() => void fill()}>
      <Table caption="Revisions" isCaptionHidden head={['Revision', 'When', 'What', 'With now', 'From there']} rows={rows} />
    </Details>
  );
}
