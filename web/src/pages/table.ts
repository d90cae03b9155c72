/** A file in, the same file with neighbourhoods out: first how it was understood, then all of it. */

import { at } from '../service/address';
import { Refused, type TablePreview } from '../service/api';
import { caveat, draftOf } from '../service/facts';
import { button, byId, choice, h, list, replace, table } from '../ui/dom';
import { count, many } from '../ui/words';
import { countBy } from './csv';
import { dropped } from './dropping';
import { mediaOf } from '../service/files';

/** Rows that are shown of an answer. */
const SHOWN = 5;
const ROWS: Readonly<Record<string, string>> = { keep: 'Every row is there,', drop: 'Every row with a neighbourhood is there,', only: 'The rows without a neighbourhood are there,' };
/** Outcomes in plain words; one that is not here is said as it is written. */
const OUTCOMES: Readonly<Record<string, string>> = {
  matched: 'in one neighbourhood',
  matched_near_boundary: 'near a border: some addresses may lie across it',
  on_boundary: 'on a border',
  terminated_matched: 'postcodes no longer in use, found where they were',
  outside_area: 'outside the area of the draft',
  elsewhere: 'elsewhere in the country',
  not_found: 'not known here',
  invalid_format: 'not of the form asked for',
  no_grid_reference: 'without a published place',
  practice_closed: 'practices that closed',
  practice_dormant: 'dormant practices',
  empty: 'empty',
  pseudo: 'stand-ins, such as “no fixed abode”',
  retired_code: 'codes no longer in use',
  other_kind: 'codes of another kind',
};

type Place = 'understood' | 'answer' | 'workbook';

function fail(words: string, place: Place): void {
  replace(byId(place), h('div', { class: 'app-error-summary', role: 'alert' }, h('h2', { class: 'app-error-summary__title' }, 'The file could not be answered'), h('p', {}, words)));
}

async function ask(file: File, query: Record<string, string>): Promise<Response> {
  const response = await fetch(at(`/v1/resolve?${new URLSearchParams(query)}`), { method: 'POST', headers: { 'content-type': mediaOf(file.name) }, body: file });
  if (!response.ok) throw new Refused(response.status, await response.json());
  return response;
}

const unmatched = () => (byId('unmatched') as HTMLSelectElement).value;

/** Shows how the file is understood, and its first rows; a column other than the one that was taken can be chosen. */
async function look(file: File, column: string | null): Promise<void> {
  replace(byId('answer'));
  replace(byId('understood'), h('p', { role: 'status' }, `Reading ${file.name} …`));
  const chosen: Record<string, string> = column ? { column } : {};
  const preview: TablePreview = await (await ask(file, { preview: 'true', ...chosen })).json();
  const others = preview.understanding.others.map(({ column }) => column);
  const own = preview.understanding.asked_columns.join(', ');
  const pick = others.length > 0 && choice('column', 'Column ', [own, ...others].map((name): [string, string] => [name, name]), own, name => attempt(() => look(file, name), 'understood'));
  replace(
    byId('understood'),
    h('h2', {}, `How ${file.name} is read`),
    list(preview.sentences),
    pick && h('p', {}, pick),
    tally(preview),
    first(preview.rows, `The first rows of ${file.name}`),
    h('p', {}, button('Answer the whole file', () => attempt(() => answer(file, chosen, preview), 'answer'), { class: 'app-button' })),
  );
}

function tally({ outcomes, rows_looked_at, is_whole }: TablePreview): HTMLElement {
  const rows = Object.entries(outcomes).map(([outcome, rows]) => [OUTCOMES[outcome] ?? outcome, count(rows)]);
  return table(is_whole ? `All ${many(rows_looked_at, 'row')}` : `The first ${many(rows_looked_at, 'row')}`, ['Answer', 'Rows'], rows);
}

function first(rows: TablePreview['rows'], caption: string): HTMLElement | null {
  const head = Object.keys(rows[0] ?? {});
  return head.length ? table(caption, head, rows.slice(0, SHOWN).map(row => head.map(name => String(row[name] ?? ''))), true) : null;
}

async function answer(file: File, chosen: Record<string, string>, preview: TablePreview): Promise<void> {
  const which = unmatched();
  replace(byId('answer'), h('p', { role: 'status' }, `Answering ${file.name} …`));
  const answered = await (await ask(file, { on_unmatched: which, ...chosen })).blob();
  const named = (ending: string) => file.name.replace(/(\.[^.]*)?$/, `-neighbourhoods.${ending}`);
  const link = h('a', { class: 'app-button', href: URL.createObjectURL(answered), download: named('csv') }, 'Save the answered file (CSV)');
  const book = button('Save it as a workbook (Excel)', () => attempt(() => workbook(file, { on_unmatched: which, ...chosen }, named('xlsx')), 'workbook'));
  const { rows, by } = countBy(await answered.text(), preview.understanding.delimiter, 'neighbourhood_name');
  const zones = [...by].sort(([one], [other]) => one.localeCompare(other)).map(([name, rows]) => [name || 'without a neighbourhood', count(rows)]);
  replace(
    byId('answer'),
    h('h2', {}, 'Answered'),
    h('p', {}, `${ROWS[which] ?? ''} ${count(rows)} in all, with the neighbourhood and how sure that is in the last columns.`),
    h('p', { class: 'app-group' }, link, book),
    h('p', { id: 'workbook', 'aria-live': 'polite' }),
    table('Rows by neighbourhood', ['Neighbourhood', 'Rows'], zones),
  );
}

/** The same as a workbook, which the service writes. */
async function workbook(file: File, query: Record<string, string>, name: string): Promise<void> {
  replace(byId('workbook'), 'Writing the workbook …');
  const written = await (await ask(file, { ...query, f: 'xlsx' })).blob();
  const link = h('a', { href: URL.createObjectURL(written), download: name }, name);
  replace(byId('workbook'), 'Saved as ', link, '.');
  link.click();
}

function attempt(work: () => Promise<void>, place: Place): void {
  work().catch((error: unknown) => fail(error instanceof Refused ? error.message : 'The service could not be reached. Try again.', place));
}

async function start(): Promise<void> {
  byId('caveat').textContent = caveat(await draftOf(null));
  let current: File | null = null;
  dropped(byId('drop'), byId('file') as HTMLInputElement, file => {
    current = file;
    attempt(() => look(file, null), 'understood');
  });
  // What was answered was by another choice.
  byId('unmatched').addEventListener('change', () => current && replace(byId('answer')));
  document.body.dataset.ready = 'yes';
}

void start();
