/** A table of postcodes in, the same table with neighbourhoods out. */

import { at } from '../service/address';
import { Refused } from '../service/api';
import { byId, h, replace, table } from '../ui/dom';
import { caveat, draftOf } from '../service/facts';

/** Rows that are shown of an answer. */
const SHOWN = 5;
const ROWS: Readonly<Record<string, string>> = { keep: 'Every row is there,', drop: 'Every row with a neighbourhood is there,', only: 'The rows without a neighbourhood are there,' };
const BOM = '\uFEFF';

function fail(words: string): void {
  replace(byId('answer'), h('div', { class: 'app-error-summary', role: 'alert' }, h('h2', { class: 'app-error-summary__title' }, 'The file could not be answered'), h('p', {}, words)));
}

async function answer(file: File): Promise<void> {
  replace(byId('answer'), h('p', {}, `Reading ${file.name} …`));
  const unmatched = (byId('unmatched') as HTMLSelectElement).value;
  const response = await fetch(at(`/v1/resolve?on_unmatched=${unmatched}`), { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file });
  if (!response.ok) throw new Refused(response.status, await response.json());
  const answered = await response.blob();
  const text = (await answered.slice(0, 65_536).text()).replace(BOM, '');
  const link = h('a', { class: 'app-button', href: URL.createObjectURL(answered), download: file.name.replace(/(\.[^.]*)?$/, '-neighbourhoods.csv') }, 'Save the answered file');
  const lines = text.split(/\r?\n/).slice(0, SHOWN + 1).filter(line => line);
  const delimiter = [',', ';', '\t', '|'].reduce((best, next) => ((lines[0] ?? '').split(next).length > (lines[0] ?? '').split(best).length ? next : best));
  const [head, ...rows] = lines.map(line => fields(line, delimiter));
  replace(
    byId('answer'),
    h('h2', {}, 'Answered'),
    h('p', {}, `${ROWS[unmatched] ?? ''} with its neighbourhood and how sure that is in the last columns. The first of them:`),
    head && table(`The first rows of ${file.name}`, head, rows),
    h('p', {}, link),
  );
}

/** The fields of one line, for the look at the first rows alone: a quoted line end is cut there. */
export function fields(line: string, delimiter: string): string[] {
  const found: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) {
      found.push(field);
      field = '';
    } else field += letter;
  }
  return [...found, field];
}

function take(file: File | undefined): void {
  if (!file) return fail('Choose a file first.');
  answer(file).catch((error: unknown) => fail(error instanceof Refused ? error.message : 'The service could not be reached. Try again.'));
}

async function start(): Promise<void> {
  byId('caveat').textContent = caveat(await draftOf(null));
  const input = byId('file') as HTMLInputElement;
  const drop = byId('drop');
  input.addEventListener('change', () => take(input.files?.[0]));
  drop.addEventListener('dragover', event => {
    event.preventDefault();
    drop.classList.add('app-drop--over');
  });
  drop.addEventListener('dragleave', () => drop.classList.remove('app-drop--over'));
  drop.addEventListener('drop', event => {
    event.preventDefault();
    drop.classList.remove('app-drop--over');
    take(event.dataTransfer?.files[0]);
  });
  document.body.dataset.ready = 'yes';
}

void start();
