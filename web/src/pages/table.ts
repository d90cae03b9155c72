/** A file in, the same file with neighbourhoods out: first how it was understood, then all of it. */

import { at } from '../service/address';
import { Refused, type LinesPreview, type Piece, type TableCounts, type TablePreview } from '../service/api';
import { caveat, draftOf } from '../service/facts';
import { button, byId, h, list, replace, table } from '../ui/dom';
import { count, many } from '../ui/words';
import { dropped } from './dropping';
import { mediaOf } from '../service/files';
import { type ByHand, controls, inWords } from './table_options';

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

/** Shows how the file is understood, and its first rows; below it stands how to have it read another way, also when it was refused. */
async function look(file: File, chosen: ByHand): Promise<void> {
  replace(byId('answer'));
  replace(byId('understood'), h('p', { role: 'status' }, `Reading ${file.name} …`));
  const again = (next: ByHand) => attempt(() => look(file, next), 'understood');
  let preview: TablePreview | LinesPreview;
  try {
    preview = await (await ask(file, { preview: 'true', ...chosen })).json();
  } catch (error) {
    if (!(error instanceof Refused) || !error.problem.pieces?.length) throw error;
    fail(inWords(error.problem.pieces), 'understood');
    byId('understood').append(controls(chosen, [], again));
    return;
  }
  const isTable = 'pieces' in preview;
  replace(
    byId('understood'),
    h('h2', {}, `How ${file.name} is read`),
    list('pieces' in preview ? preview.pieces.map((pieces: Piece[]) => inWords(pieces)) : preview.sentences),
    'pieces' in preview && controls(chosen, columnsOf(preview), again),
    tally(preview),
    'rows' in preview ? first(preview.rows, `The first rows of ${file.name}`) : firstLines(preview, `The first lines of ${file.name}`),
    h('p', {}, button('Answer the whole file', () => attempt(() => (isTable ? answer(file, chosen) : answerLines(file)), 'answer'), { class: 'app-button' })),
  );
}

/** The columns that can be chosen: those that hold such values first. */
function columnsOf({ understanding }: TablePreview): readonly string[] {
  const found = [understanding.asked_columns.join(','), ...understanding.others.map(({ column }) => column)];
  return [...new Set([...found, ...understanding.columns.filter(name => name !== '')])];
}

/** Answers of lines, by what was asked. */
function firstLines({ items }: LinesPreview, caption: string): HTMLElement | null {
  const rows = items.slice(0, SHOWN).map(item => [Object.values(item.input ?? {}).join(', '), OUTCOMES[item.outcome] ?? item.outcome, item.neighbourhood?.name ?? '', item.reason ?? '']);
  return rows.length ? table(caption, ['Asked', 'Answer', 'Neighbourhood', 'Why'], rows, true) : null;
}

async function answerLines(file: File): Promise<void> {
  replace(byId('answer'), h('p', { role: 'status' }, `Answering ${file.name} …`));
  const answered = await (await ask(file, {})).blob();
  const name = file.name.replace(/(\.[^.]*)?$/, '-neighbourhoods.ndjson');
  const link = h('a', { class: 'app-button', href: URL.createObjectURL(answered), download: name }, 'Save the answered lines (JSON)');
  replace(byId('answer'), h('h2', {}, 'Answered'), h('p', {}, 'Every line is there, as an object of JSON with its neighbourhood and how sure that is.'), h('p', { class: 'app-group' }, link));
}

function tally({ outcomes, rows_looked_at, is_whole }: Pick<TablePreview, 'outcomes' | 'rows_looked_at' | 'is_whole'>): HTMLElement {
  const rows = Object.entries(outcomes).map(([outcome, rows]) => [OUTCOMES[outcome] ?? outcome, count(rows)]);
  return table(is_whole ? `All ${many(rows_looked_at, 'row')}` : `The first ${many(rows_looked_at, 'row')}`, ['Answer', 'Rows'], rows);
}

function first(rows: TablePreview['rows'], caption: string): HTMLElement | null {
  const head = Object.keys(rows[0] ?? {});
  return head.length ? table(caption, head, rows.slice(0, SHOWN).map(row => head.map(name => String(row[name] ?? ''))), true) : null;
}

async function answer(file: File, chosen: ByHand): Promise<void> {
  const which = unmatched();
  replace(byId('answer'), h('p', { role: 'status' }, `Answering ${file.name} …`));
  const [answered, counts] = await Promise.all([ask(file, { on_unmatched: which, ...chosen }).then(response => response.blob()), ask(file, { counts: 'true', ...chosen }).then((response): Promise<TableCounts> => response.json())]);
  const named = (ending: string) => file.name.replace(/(\.[^.]*)?$/, `-neighbourhoods.${ending}`);
  const link = h('a', { class: 'app-button', href: URL.createObjectURL(answered), download: named('csv') }, 'Save the answered file (CSV)');
  const book = button('Save it as a workbook (Excel)', () => attempt(() => workbook(file, { on_unmatched: which, ...chosen }, named('xlsx')), 'workbook'));
  const zones = counts.neighbourhoods.filter(zone => zone.rows > 0 || (zone.range?.most ?? 0) > 0).map(zone => [zone.name, count(zone.rows), zone.range ? `${count(zone.range.least)} to ${count(zone.range.most)}` : '']);
  const without = counts.unmatched > 0 ? [['without a neighbourhood', count(counts.unmatched), '']] : [];
  const rows = { keep: counts.rows, drop: counts.rows - counts.unmatched, only: counts.unmatched }[which] ?? counts.rows;
  replace(
    byId('answer'),
    h('h2', {}, 'Answered'),
    h('p', {}, `${ROWS[which] ?? ''} ${count(rows)} in all, with the neighbourhood and how sure that is in the last columns.`),
    h('p', { class: 'app-group' }, link, book),
    h('p', { id: 'workbook', 'aria-live': 'polite' }),
    table('All rows of the file by neighbourhood', ['Neighbourhood', 'Rows', 'May be'], [...zones, ...without]),
    h('p', { class: 'app-fine' }, '“May be”: a postcode that lies on a border, or nearer to it than to the next postcode, may have addresses on either side.'),
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
  work().catch((error: unknown) => {
    if (!(error instanceof Refused)) return fail('The service could not be reached. Try again.', place);
    fail(error.problem.pieces?.length ? inWords(error.problem.pieces) : error.message, place);
  });
}

async function start(): Promise<void> {
  byId('caveat').textContent = caveat(await draftOf(null));
  let current: File | null = null;
  dropped(byId('drop'), byId('file') as HTMLInputElement, file => {
    current = file;
    attempt(() => look(file, {}), 'understood');
  });
  // What was answered was by another choice.
  byId('unmatched').addEventListener('change', () => current && replace(byId('answer')));
  document.body.dataset.ready = 'yes';
}

void start();
