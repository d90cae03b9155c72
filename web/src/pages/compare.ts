/** Two scenarios, or a scenario and a draft, side by side in tables. */

import { get, send, type Difference, type Evaluation, type Neighbourhood } from '../service/api';
import { boundaries, pathOf, type Boundaries } from '../service/boundaries';
import { byId, choice, h, list, replace, table } from '../ui/dom';
import { failed } from '../ui/failed';
import { issues } from './issues';
import { planMap } from './plan_map';
import { definitions, metrics, terms, type Term } from '../service/metrics';
import * as scenario from '../service/scenario';
import { count, difference, many, percent, points } from '../ui/words';

/** One of the two, with what it means against the draft it starts from. */
interface Side {
  readonly of: Boundaries;
  readonly evaluation: Evaluation;
  readonly zones: readonly Neighbourhood[];
}

async function side(id: string | null): Promise<Side> {
  const of = await boundaries(id);
  const impact = of.scenario ? get<Evaluation>(`${pathOf(of.id)}/impact`) : send<Evaluation>('POST', '/v1/evaluate', { base: of.draft.id, changes: [] });
  const zones = get<{ items: Neighbourhood[] }>(`/v1/neighbourhoods?${of.query}`);
  return { of, evaluation: await impact, zones: (await zones).items };
}

/** Figures of the whole plan, by the key of what defines each; all are the service's. */
const WHOLE: readonly [string, string, (of: Side) => number | null][] = [
  ['', 'Neighbourhoods', ({ zones }) => zones.length],
  ['movement', 'Areas moved from the draft', ({ evaluation }) => evaluation.consequences.movement.areas],
  ['movement', 'Residents of them', ({ evaluation }) => evaluation.consequences.movement.residents],
  ['', 'Practices that count elsewhere', ({ evaluation }) => evaluation.moved.practices.filter(practice => practice.to).length],
  ['', 'Practices that close', ({ evaluation }) => evaluation.moved.practices.filter(practice => practice.list_taken_by).length],
  ['cross_border', 'Patients registered where they live', ({ evaluation }) => evaluation.flows?.after.cross_border.at_home ?? null],
  ['cross_border', 'Patients who live in one neighbourhood and are registered in another', ({ evaluation }) => evaluation.flows?.after.cross_border.between_neighbourhoods ?? null],
  ['cross_border', 'Patients with the county’s own border between home and practice', ({ evaluation }) => overTheOuterBorder(evaluation)],
  ['', 'Issues that the changes bring', ({ evaluation }) => evaluation.issues.filter(issue => issue.new).length],
];

/** Beside those with a border between neighbourhoods: the two are never added up. */
function overTheOuterBorder({ flows }: Evaluation): number | null {
  const crossing = flows?.after.cross_border;
  return crossing ? crossing.living_outside + crossing.registered_outside : null;
}

function maps(...sides: readonly Side[]): HTMLElement {
  const figures = sides.map(({ of }) => h('figure', {}, planMap(of, `Map of ${of.title}`, null), h('figcaption', { class: 'app-fine' }, of.title)));
  return h('div', { class: 'app-side-by-side' }, ...figures);
}

function whole(a: Side, b: Side, term: Term): HTMLElement {
  const rows = WHOLE.map(([key, name, of]) => {
    const [one, other] = [of(a), of(b)];
    return [term(key, name), count(one), count(other), one === null || other === null ? '' : difference(other - one)];
  });
  return table('The whole plan', ['Figure', a.of.title, b.of.title, 'Difference'], rows);
}

function each(a: Side, b: Side, term: Term): HTMLElement {
  const ids = [...new Set([...a.zones, ...b.zones].map(zone => zone.id))].sort();
  const rows = ids.map(id => {
    const [one, other] = [a, b].map(side => side.zones.find(zone => zone.id === id));
    const [was, is] = [one?.figures, other?.figures];
    const gone = (figure: string, there: unknown) => (there ? figure : 'not there');
    return [
      other?.name ?? one?.name ?? id,
      gone(count(was?.residents), was),
      gone(count(is?.residents), is),
      was?.residents != null && is?.residents != null ? difference(is.residents - was.residents) : '',
      gone(percent(was?.self_containment), was),
      gone(percent(is?.self_containment), is),
      was?.self_containment != null && is?.self_containment != null ? points(is.self_containment - was.self_containment) : '',
    ];
  });
  return table('Each neighbourhood', ['Neighbourhood', term('residents', 'Residents, first'), 'second', 'Difference', term('self_containment', 'Registered where they live, first'), 'second', 'Difference'], rows);
}

async function step(a: Side, b: Side): Promise<HTMLElement> {
  const path = a.of.scenario ? pathOf(a.of.id) : `/v1/drafts/${encodeURIComponent(a.of.id)}`;
  const step = await get<Difference>(`${path}/diff?with=${encodeURIComponent(b.of.id)}`);
  const name = (zones: readonly Neighbourhood[], id: string) => zones.find(zone => zone.id === id)?.name ?? id;
  const moved = step.moved.areas.map(area => [area.name, name(a.zones, area.from), name(b.zones, area.to), many(area.residents, 'resident')]);
  return h(
    'div',
    {},
    h('h2', {}, 'From the first to the second'),
    list(step.summary),
    moved.length > 0 && table(`${many(moved.length, 'area')} ${moved.length === 1 ? 'differs' : 'differ'}`, ['Area', 'First', 'Second', 'Residents'], moved, true),
    h('details', { class: 'app-details' }, h('summary', {}, 'Issues of the second'), issues(step.issues, null)),
  );
}

async function show(ids: readonly [string | null, string | null]): Promise<void> {
  const [a, b] = await Promise.all([side(ids[0]), side(ids[1])]);
  byId('caveat').textContent = b.of.caveat;
  const defined = await metrics();
  const term = terms(defined);
  replace(byId('content'), maps(a, b), whole(a, b, term), each(a, b, term), await step(a, b), definitions(defined));
  document.title = `${a.of.title} and ${b.of.title} compared · Footprint`;
  history.replaceState(null, '', `#a=${a.of.id}&b=${b.of.id}`);
}

/** Choices of the two, where the service lists its scenarios; else the address says which. */
async function chooser(ids: [string | null, string | null]): Promise<void> {
  const [known, base] = await Promise.all([scenario.all(), boundaries(null)]);
  const options: [string, string][] = [[base.id, base.title], ...known.map(({ id, name, revision }): [string, string] => [id, `${name} (revision ${revision})`])];
  for (const id of ids) if (id && !options.some(([other]) => other === id)) options.push([id, (await boundaries(id)).title]);
  const pick = (place: 0 | 1, title: string) =>
    choice(`side-${place}`, title, options, ids[place] ?? base.id, id => {
      ids[place] = id;
      void show(ids).catch((error: unknown) => failed(byId('content'), error));
    });
  replace(byId('choose'), pick(0, 'First '), pick(1, 'Second '));
}

async function start(): Promise<void> {
  const asked = new URLSearchParams(location.hash.slice(1));
  const ids: [string | null, string | null] = [asked.get('a'), asked.get('b')];
  try {
    await Promise.all([chooser(ids), show(ids)]);
  } catch (error) {
    failed(byId('content'), error);
    byId('caveat').textContent ||= (await boundaries(null)).caveat;
  }
  document.body.dataset.ready = 'yes';
}

void start();
