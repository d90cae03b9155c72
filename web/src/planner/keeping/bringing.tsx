/** A plan from a file: chosen or dropped, then what was understood and what would change, or every defect by its row; nothing is made before one says so. */

import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

import { Refused, type ImportPreview } from '../../service/api';
import { ENDINGS } from '../../service/files';
import { previewed, type Reading } from '../../service/scenario';
import { Choice, Table } from '../../ui/widgets';
import { count, many, sentence } from '../../ui/words';

/** Defects and warnings that are shown at once. */
const SHOWN = 50;

const MISSING: readonly [Reading['missing'], string][] = [
  ['keep', 'Stay where the draft has them'],
  ['refuse', 'Are errors: the file should name all'],
];
const NEW: readonly [Reading['new'], string][] = [
  ['refuse', 'Are errors, with what may have been meant'],
  ['create', 'Are made'],
];

/** A file as it was understood. */
export interface Brought {
  readonly file: File;
  readonly reading: Reading;
  readonly preview: ImportPreview;
}

interface Asked {
  /** The draft that it would change. */
  readonly base: string;
  /** What neighbourhoods of the draft are called. */
  readonly names: ReadonlyMap<string, string>;
  /** What can be done with a file that can be taken. */
  readonly act: (brought: Brought) => ComponentChildren;
}

type State = { readonly words: string; readonly isTrouble: boolean } | Brought | null;

export function Bringing({ base, names, act }: Asked) {
  const [file, setFile] = useState<File | null>(null);
  const [reading, setReading] = useState<Reading>({ missing: 'keep', new: 'refuse' });
  const [state, setState] = useState<State>(null);
  const [isOver, setOver] = useState(false);
  const last = useRef(0);
  const look = async (file: File, reading: Reading) => {
    setFile(file);
    setReading(reading);
    setState({ words: `Reading ${file.name} …`, isTrouble: false });
    const asked = ++last.current;
    const shown = await previewed(base, file, reading).then(
      (preview): State => ({ file, reading, preview }),
      (error: unknown) => ({ words: error instanceof Refused ? error.message : 'The service could not be reached. Try again.', isTrouble: true }),
    );
    // Another file or choice may have been asked about meanwhile.
    if (asked === last.current) setState(shown);
  };
  const choose = (next: Reading) => (file ? void look(file, next) : setReading(next));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer?.files[0];
    if (dropped) void look(dropped, reading);
  };
  const over = (event: Event) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <>
      <div id="drop" class={`app-drop ${isOver ? 'app-drop--over' : ''}`} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
        <div class="app-form-group">
          <label class="app-label" for="import">
            Choose a file, or drop it here
          </label>
          <input id="import" type="file" accept={ENDINGS} onChange={({ currentTarget: { files } }) => files?.[0] && void look(files[0], reading)} />
        </div>
        <div class="app-form-group app-stacked">
          <Choice id="missing" title="Areas that the file does not name" options={MISSING} value={reading.missing} choose={missing => choose({ ...reading, missing })} />
        </div>
        <div class="app-form-group app-stacked">
          <Choice id="new" title="Neighbourhoods that the draft does not have" options={NEW} value={reading.new} choose={made => choose({ ...reading, new: made })} />
        </div>
      </div>
      <section id="understood" aria-live="polite">
        {state && ('preview' in state ? <Understood brought={state} names={names} act={act} /> : state.isTrouble ? <Trouble words={state.words} /> : <p role="status">{state.words}</p>)}
      </section>
    </>
  );
}

function Trouble({ words }: { words: string }) {
  return (
    <div class="app-error-summary" role="alert">
      <h3 class="app-error-summary__title">The file could not be read</h3>
      <p>{words}</p>
    </div>
  );
}

function Understood({ brought, names, act }: { brought: Brought } & Pick<Asked, 'names' | 'act'>) {
  const { file, preview } = brought;
  return (
    <>
      <h2>{preview.importable ? `What ${file.name} would change` : `${file.name} cannot be taken as it is`}</h2>
      {preview.importable && <p>{sentence(preview.understood)}</p>}
      {preview.importable ? <Changes preview={preview} names={names} /> : <Defects errors={preview.errors} />}
      {preview.warnings.length > 0 && (
        <>
          <h3>What was decided on the way</h3>
          <ul>
            {preview.warnings.slice(0, SHOWN).map(warning => (
              <li key={warning}>{warning}</li>
            ))}
            {preview.warnings.length > SHOWN && <li>and {count(preview.warnings.length - SHOWN)} more</li>}
          </ul>
        </>
      )}
      {preview.importable && act(brought)}
    </>
  );
}

function Changes({ preview, names }: { preview: ImportPreview } & Pick<Asked, 'names'>) {
  const { neighbourhoods: zones, moves } = preview;
  const made = new Map(zones.new.map(zone => [zone.id, zone.name]));
  const name = (id: string) => names.get(id) ?? made.get(id) ?? id;
  const said = [
    preview.areas_moved === 0 ? 'No area moves.' : `${many(preview.areas_moved, 'area')} with ${many(preview.residents_moved, 'resident')} move.`,
    ...zones.new.map(zone => `New: ${zone.name} (${zone.id}), of ${many(zone.areas, 'area')}.`),
    ...zones.gone.map(zone => `Gone: ${zone.name} (${zone.id}).`),
    ...zones.renamed.map(zone => `${zone.from} is called ${zone.to}.`),
  ];
  const rows = moves.map(move => ({ key: `${move.from} ${move.to}`, cells: [name(move.from), name(move.to), count(move.areas.length), count(move.residents)] }));
  return (
    <>
      <ul>
        {said.map(words => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {rows.length > 0 && <Table caption="Areas that move" head={['From', 'To', 'Areas', 'Residents']} rows={rows} />}
    </>
  );
}

/** What the service says to scripts, by what is on this page. */
function forPage(reason: string): string {
  return reason.replace(/import with new=create/, 'choose “Are made” above');
}

/** What is wrong, and how often besides. */
function said({ reason, more }: ImportPreview['errors'][number]): string {
  const words = sentence(forPage(reason));
  return more === undefined ? words : `${words} ${sentence(`${count(more)} more like it`)}`;
}

function Defects({ errors }: Pick<ImportPreview, 'errors'>) {
  const all = errors.reduce((sum, { more = 0 }) => sum + 1 + more, 0);
  const caption = errors.length > SHOWN ? `The first ${SHOWN} of ${many(all, 'defect')}` : many(all, 'defect');
  const rows = errors.slice(0, SHOWN).map((error, number) => ({
    key: String(number),
    cells: [error.row === undefined ? '' : count(error.row), error.column ?? '', error.value === undefined ? '' : String(error.value), said(error), (error.suggestions ?? []).join(', ')],
  }));
  return (
    <div role="alert">
      <Table isOfWords caption={caption} head={['Row', 'Column', 'What stands there', 'What is wrong', 'Did you mean']} rows={rows} />
    </div>
  );
}
