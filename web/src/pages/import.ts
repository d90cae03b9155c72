/** A plan from a file: what was understood and what would change, before anything is made. */

import { Refused, get, upload, type ImportPreview, type Neighbourhood, type Scenario } from '../service/api';
import { caveat, draftOf } from '../service/facts';
import { closed } from '../service/scenario';
import { byId, field, h, list, replace, table } from '../ui/dom';
import { count, many } from '../ui/words';
import { dropped, mediaOf } from './files';

/** Defects and warnings that are shown at once. */
const SHOWN = 50;

const value = (id: string) => (byId(id) as HTMLSelectElement).value;

function query(more: Record<string, string>): string {
  const missing = value('missing') === 'keep' ? { missing: 'keep' } : {};
  return `/v1/scenarios/import?${new URLSearchParams({ ...missing, new: value('new'), ...more })}`;
}

async function look(file: File): Promise<void> {
  replace(byId('understood'), h('p', { role: 'status' }, `Reading ${file.name} …`));
  const preview = await upload<ImportPreview>(query({ preview: 'true' }), file, mediaOf(file.name));
  const { items } = await get<{ items: Neighbourhood[] }>('/v1/neighbourhoods');
  const names = new Map([...items.map((zone): [string, string] => [zone.id, zone.name]), ...preview.neighbourhoods.new.map((zone): [string, string] => [zone.id, zone.name])]);
  replace(
    byId('understood'),
    h('h2', {}, preview.importable ? `What ${file.name} would change` : `${file.name} cannot be taken as it is`),
    h('p', {}, sentence(preview.understood)),
    preview.importable ? changes(preview, id => names.get(id) ?? id) : wrong(preview.errors),
    preview.warnings.length > 0 && h('h3', {}, 'What was decided on the way'),
    preview.warnings.length > 0 && list(cut(preview.warnings)),
    preview.importable && making(file),
  );
}

function changes(preview: ImportPreview, name: (id: string) => string): HTMLElement {
  const { neighbourhoods: zones, moves } = preview;
  const said = [
    preview.areas_moved === 0 ? 'No area moves.' : `${many(preview.areas_moved, 'area')} with ${many(preview.residents_moved, 'resident')} move.`,
    ...zones.new.map(zone => `New: ${zone.name} (${zone.id}), of ${many(zone.areas, 'area')}.`),
    ...zones.gone.map(zone => `Gone: ${zone.name} (${zone.id}).`),
    ...zones.renamed.map(zone => `${zone.from} is called ${zone.to}.`),
  ];
  const rows = moves.map(move => [name(move.from), name(move.to), count(move.areas.length), count(move.residents)]);
  return h('div', {}, list(said), moves.length > 0 && table('Areas that move', ['From', 'To', 'Areas', 'Residents'], rows));
}

function wrong(errors: ImportPreview['errors']): HTMLElement {
  const rows = errors.slice(0, SHOWN).map(error => [error.row === undefined ? '' : count(error.row), error.column ?? '', error.value === undefined ? '' : String(error.value), sentence(error.reason), (error.suggestions ?? []).join(', ')]);
  const caption = errors.length > SHOWN ? `The first ${SHOWN} of ${many(errors.length, 'defect')}` : many(errors.length, 'defect');
  return h('div', { role: 'alert' }, table(caption, ['Row', 'Column', 'What stands there', 'What is wrong', 'Did you mean'], rows));
}

/** The form that makes it; where nobody can save, why. */
function making(file: File): HTMLElement {
  const { group, input } = field('name', 'Name of the plan', file.name.replace(/\.[^.]*$/, ''));
  const why = h('p', { class: 'app-hint', role: 'status' });
  const make = h('button', { type: 'submit', class: 'app-button' }, 'Make this plan and open it');
  const onsubmit = (event: Event) => {
    event.preventDefault();
    make.disabled = true;
    upload<Scenario>(query({ name: input.value.trim() }), file, mediaOf(file.name)).then(
      made => location.assign(`./#scenario=${made.id}`),
      (error: unknown) => {
        make.disabled = false;
        why.textContent = (error as Error).message;
      },
    );
  };
  void closed().then(reason => {
    if (!reason) return;
    why.textContent = `Nothing can be saved here: ${reason}.`;
    make.disabled = true;
  });
  return h('form', { onsubmit }, group, why, make);
}

function cut(items: readonly string[]): string[] {
  const left = items.length - SHOWN;
  return left > 0 ? [...items.slice(0, SHOWN), `and ${count(left)} more`] : [...items];
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}

function failed(error: unknown): void {
  const words = error instanceof Refused ? error.message : 'The service could not be reached. Try again.';
  replace(byId('understood'), h('div', { class: 'app-error-summary', role: 'alert' }, h('h2', { class: 'app-error-summary__title' }, 'The file could not be read'), h('p', {}, words)));
}

async function start(): Promise<void> {
  byId('caveat').textContent = caveat(await draftOf(null));
  let current: File | null = null;
  const again = () => current && void look(current).catch(failed);
  dropped(byId('drop'), byId('file') as HTMLInputElement, file => {
    current = file;
    again();
  });
  for (const id of ['missing', 'new']) byId(id).addEventListener('change', again);
  document.body.dataset.ready = 'yes';
}

void start();
