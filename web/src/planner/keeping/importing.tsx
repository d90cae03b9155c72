/** A plan from a file. What is wrong with one is told by row and column. */

import { useState } from 'preact/hooks';

import { Refused } from '../../service/api';
import { importFile } from '../../service/scenario';
import { Details, Table } from '../../ui/widgets';
import { count } from '../../ui/words';
import { useDesk } from '../desk';
import { say, warn } from '../notices';

type Defect = NonNullable<Refused['problem']['errors']>[number];

const SHOWN = 20;

export function Importing() {
  const desk = useDesk();
  const [defects, setDefects] = useState<readonly Defect[]>([]);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const file = new FormData(event.currentTarget as HTMLFormElement).get('file');
    if (!(file instanceof File) || !file.size) return warn('Choose a file first.');
    setDefects([]);
    try {
      desk.saver.take(await importFile(desk.facts.draft.id, file));
      say(`${file.name} is a plan now. An undo goes back to the plan before.`);
    } catch (error) {
      const found = error instanceof Refused ? (error.problem.errors ?? []) : [];
      setDefects(found);
      warn(found.length ? `${file.name} was not taken: ${count(found.length)} things are wrong with it, listed below.` : `${file.name} was not taken: ${(error as Error).message}`);
    }
  };
  return (
    <Details title="Look up a file">
      <form onSubmit={event => void submit(event as unknown as SubmitEvent)}>
        <p class="app-hint" id="import-hint">
          A CSV or a workbook with the columns area and neighbourhood, or GeoJSON of areas or of drawn neighbourhoods. Areas it does not name stay where the draft has them.
        </p>
        <p>
          <label for="import">File </label>
          <input type="file" id="import" name="file" accept=".csv,.tsv,.txt,.geojson,.json,.xlsx" aria-describedby="import-hint" />
        </p>
        <button type="submit" class="app-tool">
          Take it
        </button>
      </form>
      {defects.length > 0 && (
        <Table
          caption={`What is wrong with the file${defects.length > SHOWN ? `: the first ${SHOWN} of ${count(defects.length)}` : ''}`}
          head={['Row', 'Column', 'What stands there', 'Why']}
          rows={defects.slice(0, SHOWN).map((defect, number) => ({ key: String(number), cells: [defect.row === undefined ? '' : count(defect.row), defect.column ?? '', defect.value === undefined ? '' : String(defect.value), defect.reason] }))}
        />
      )}
    </Details>
  );
}
