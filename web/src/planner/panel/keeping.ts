/** Saving, going back, going on from there, taking it elsewhere, and bringing it from elsewhere. */

import type { Scenario } from '../../service/api';
import type { Desk } from '../desk';
import { button, choice, field, h, list, replace, table } from '../../ui/dom';
import { planOf, unsaved } from '../../plan/plan';
import * as scenario from '../../service/scenario';

export function keeping(desk: Desk, save: (name: string) => void, anew: () => void): HTMLElement {
  const { saved } = desk.plan;
  return h('div', {}, form(desk, save), saved && exports(saved), saved && past(desk, saved), others(desk), importing(desk), h('p', {}, button('Start again from the draft', anew)));
}

function form(desk: Desk, save: (name: string) => void): HTMLElement {
  const { saved, changes } = desk.plan;
  const { group, input } = field('name', 'Name of the scenario', saved?.name ?? '');
  const words = saved
    ? `“${saved.name}”, revision ${saved.revision}. ${unsaved(desk.plan).length} changes are not saved. Whoever has this page’s address can open it.`
    : `${changes.length} changes, kept in this browser only until they are saved.`;
  const store = h('button', { type: 'submit', class: 'app-button' }, saved ? 'Save the changes' : 'Save as a scenario');
  const onsubmit = (event: Event) => {
    event.preventDefault();
    save(input.value.trim());
  };
  const why = h('p', { class: 'app-hint', role: 'status' });
  void scenario.closed().then(closed => {
    if (!closed) return;
    why.textContent = `Nothing can be saved here: ${closed}.`;
    store.disabled = true;
  });
  return h('div', {}, h('p', {}, words), why, h('form', { onsubmit }, group, store));
}

type Saved = NonNullable<Desk['plan']['saved']>;

function exports(saved: Saved): HTMLElement {
  const at = `/v1/scenarios/${saved.id}/revisions/${saved.revision}/export`;
  const files = scenario.EXPORTS.map(([format, title]) => h('a', { href: `${at}?f=${format}` }, title));
  const packs = h('a', { href: `/app/profile#scenario=${saved.id}@${saved.revision}` }, 'Insight packs of its neighbourhoods');
  return h('div', {}, h('h2', {}, 'Take it with you'), list([...files, packs]));
}

/** Every revision, with a way on from each; fetched when it is opened. */
function past(desk: Desk, saved: Saved): HTMLElement {
  const { group, input } = field('branch-name', 'Name of a branch', `${saved.name}, another way`);
  const content = h('div', {});
  const branch = (revision: number) => attempt(desk, scenario.branch(saved.id, revision, input.value.trim() || saved.name), 'Now on a branch of its own.');
  const row = (was: Scenario) => [
    `${was.revision}`,
    new Date(was.at).toLocaleString('en-GB'),
    `${was.kind}${was.reason ? `: ${was.reason}` : ''}`,
    h('a', { href: `/app/compare#a=${saved.id}@${was.revision}&b=${saved.id}` }, 'Compare with now'),
    button('Branch', () => branch(was.revision), { 'aria-label': `Branch from revision ${was.revision}` }),
  ];
  const fill = async () => replace(content, group, table('Revisions', ['Revision', 'When', 'What', 'See', 'Go on from it'], (await scenario.revisions(saved.id)).map(row)));
  const ontoggle = (event: Event) => {
    if ((event.target as HTMLDetailsElement).open) fill().catch((error: unknown) => desk.say((error as Error).message));
  };
  return h('details', { class: 'app-details', ontoggle }, h('summary', {}, 'History and branches'), content);
}

/** Scenarios of this service; a service that others reach does not list them. */
function others(desk: Desk): HTMLElement {
  const content = h('div', {});
  const fill = async () => {
    const all = (await scenario.all()).filter(other => other.id !== desk.plan.saved?.id);
    if (!all.length) return replace(content, h('p', {}, 'There are no other scenarios to show. A link to a scenario opens it.'));
    let chosen = all[0]?.id ?? '';
    const compare = h('a', { href: '#' }, 'Compare with this one');
    const aim = () => compare.setAttribute('href', `/app/compare#a=${desk.plan.saved?.id ?? desk.plan.base}&b=${chosen}`);
    aim();
    const pick = choice('others', 'Scenario ', all.map(({ id, name, revision }) => [id, `${name} (revision ${revision})`]), chosen, id => {
      chosen = id;
      aim();
    });
    replace(content, h('p', { class: 'app-group' }, pick, button('Open', () => attempt(desk, scenario.open(chosen), 'Opened.')), compare));
  };
  const ontoggle = (event: Event) => {
    if ((event.target as HTMLDetailsElement).open) fill().catch((error: unknown) => desk.say((error as Error).message));
  };
  return h('details', { class: 'app-details', ontoggle }, h('summary', {}, 'Other scenarios'), content);
}

function importing(desk: Desk): HTMLElement {
  const input = h('input', { type: 'file', id: 'import', accept: '.csv,.tsv,.geojson,.json' });
  const onsubmit = (event: Event) => {
    event.preventDefault();
    const file = input.files?.[0];
    if (file) attempt(desk, scenario.importFile(desk.plan.base, file), `${file.name} is now a scenario.`);
    else desk.say('Choose a file first.');
  };
  const hint = 'A CSV with the columns area and neighbourhood, or GeoJSON of areas or of drawn neighbourhoods. Areas it does not name stay where the draft has them.';
  return h(
    'details',
    { class: 'app-details' },
    h('summary', {}, 'Import a file'),
    h('form', { onsubmit }, h('p', { class: 'app-hint', id: 'import-hint' }, hint), h('p', {}, h('label', { for: 'import' }, 'File '), input), h('button', { type: 'submit', class: 'app-tool' }, 'Import')),
  );
}

function attempt(desk: Desk, next: Promise<Scenario>, words: string): void {
  next.then(
    made => {
      desk.take(planOf(made));
      desk.say(words);
    },
    (error: unknown) => desk.say((error as Error).message),
  );
}
