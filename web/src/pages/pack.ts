/** An insight pack: what a neighbourhood is like, beside the whole county. */

import type { Insight } from '../service/api';
import type { Boundaries } from '../service/boundaries';
import { shares } from '../ui/charts';
import { h, list, table } from '../ui/dom';
import { PLACES } from '../plan/flows';
import type { Term } from '../service/metrics';
import { count, kilometres, percent } from '../ui/words';
import { planMap } from './plan_map';

type People = NonNullable<Insight['people']>;
type Flow = NonNullable<Insight['registered_at']>[number];

export function pack(insight: Insight, of: Boundaries, term: Term): HTMLElement {
  const { people, everywhere } = insight;
  return h(
    'article',
    { class: 'app-pack' },
    h('h2', {}, `${insight.name} (${insight.id})`),
    standsOut(insight),
    planMap(of, `Map of ${insight.name} and what lies around it; white dots are its practices by the size of their lists.`, insight.id),
    people && everywhere && h('div', {}, facts(people, everywhere, term), ages(people, everywhere, term), housing(people, everywhere, term), deprivation(people, everywhere, term)),
    growth(insight, term),
    access(insight, term),
    practices(insight, term),
    flows('Where those who live here are registered', insight.registered_at, term),
    flows('Where the patients of the practices here live', insight.patients_from, term),
    care(insight),
    table('Neighbours', ['Neighbourhood', 'Shared border'], insight.neighbours.map(other => [other.name, `${kilometres(other.shared_border_m)} km`])),
    unknown(insight),
    h('h3', {}, 'Sources'),
    // Parts of one dataset are several tables of it.
    list([...new Set(insight.provenance.parts.map(part => `${part.dataset}: ${part.vintage}`))]),
    h('p', { class: 'app-fine' }, insight.provenance.attribution),
  );
}

function facts(people: People, everywhere: People, term: Term): HTMLElement {
  const row = (key: string, name: string, of: (people: People) => string) => [term(key, name), of(people), of(everywhere)];
  return table('At a glance', ['Figure', 'Here', 'The whole county'], [
    row('residents', 'Residents, mid-year estimate', people => count(people.residents)),
    row('areas', 'Areas (LSOAs)', people => count(people.areas)),
    row('area', 'Square kilometres', people => count(people.area_km2)),
    row('area', 'Residents a square kilometre', people => count(people.residents_per_km2)),
    row('rural', 'Residents of rural areas', people => percent(people.rural_share)),
    row('core20', 'Residents of Core20 areas (the most deprived fifth of England)', people => percent(people.core20_share)),
  ]);
}

function ages(people: People, everywhere: People, term: Term): HTMLElement {
  const share = ({ census_2021: census }: People, key: 'aged_0_to_15' | 'aged_16_to_64' | 'aged_65_and_over' | 'disabled') => ratio(census[key], census.all);
  const bar = (name: string, key: Parameters<typeof share>[1]) => ({ name, count: people.census_2021[key] ?? undefined, share: share(people, key), everywhere: share(everywhere, key) });
  const older = ({ ages }: People) => ages?.aged_85_and_over.share_of_all ?? null;
  const oldest = people.ages && { name: 'Of them 85 and over', count: people.ages.aged_85_and_over.count ?? undefined, share: older(people), everywhere: older(everywhere) };
  const bars = [bar('Up to 15', 'aged_0_to_15'), bar('16 to 64', 'aged_16_to_64'), bar('65 and over', 'aged_65_and_over'), ...(oldest ? [oldest] : []), bar('Disabled under the Equality Act', 'disabled')];
  return shares('People by age, and disabled people (Census 2021, a lockdown spring)', term('age_bands', 'Who'), bars);
}

/** What stands out beside the study area, the largest differences first. */
function standsOut({ stands_out: found }: Insight): HTMLElement | null {
  if (found.length === 0) return null;
  return h('div', {}, h('h3', {}, 'What stands out'), list(found.map(each => each.text)));
}

function housing(people: People, everywhere: People, term: Term): HTMLElement | null {
  if (!people.accommodation) return null;
  const elsewhere = new Map((everywhere.accommodation?.kinds ?? []).map(each => [each.kind, each.share_of_all]));
  const bars = people.accommodation.kinds.map(({ kind, count, share_of_all: share }) => ({ name: kind.replaceAll('_', ' '), count: count ?? undefined, share, everywhere: elsewhere.get(kind) ?? null }));
  return shares('Households by accommodation (Census 2021)', term('accommodation', 'Kind'), bars);
}

/** Lists of today beside registrations of an earlier date: two figures, and never one. */
function growth({ lists, lists_everywhere: everywhere }: Insight, term: Term): HTMLElement | null {
  if (!lists) return null;
  type Lists = typeof lists;
  const row = (name: string, of: (lists: Lists) => string) => [name, of(lists), everywhere ? of(everywhere) : 'not known'];
  return table('Patients of the practices here, at two dates', [term('list_growth', 'Figure'), 'Here', 'The whole county'], [
    row(`Registered, ${lists.registrations_of ?? 'no date stated'}`, lists => count(lists.registered_by_practice)),
    row(`On lists, ${lists.lists_of ?? 'no date stated'}`, lists => count(lists.list_size)),
    row('Growth', lists => (lists.range ? `${percent(lists.growth)} (${percent(lists.range.least)} to ${percent(lists.range.most)})` : percent(lists.growth))),
  ]);
}

/** What a figure may be, what a verdict depends on, and what else to read the figures with. */
function care({ ranges, verdicts, notes }: Insight): HTMLElement | null {
  const written = (figure: string, end: number) => (figure === 'self_containment' || figure === 'localisation' ? percent(end) : count(end));
  const may = ranges.map(({ figure, least, most, reason }) => `${figure.replaceAll('_', ' ')}: ${written(figure, least)} to ${written(figure, most)}, ${reason}.`);
  const turns = verdicts.flatMap(verdict => verdict.findings).flatMap(({ turns }) => (turns === null ? [] : [turns]));
  const said = [...may, ...turns, ...notes];
  return said.length === 0 ? null : h('div', {}, h('h3', {}, 'To read the figures with'), list(said));
}

/** What the data does not tell, so that nobody takes it for nothing. */
function unknown({ not_known: absent }: Insight): HTMLElement {
  return h('div', {}, h('h3', {}, 'What is not known'), list(absent));
}

function ratio(part: number | null, whole: number | null): number | null {
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function deprivation(people: People, everywhere: People, term: Term): HTMLElement | null {
  if (!people.residents_by_decile) return null;
  const share = (of: People, decile: number) => ratio(of.residents_by_decile?.[decile] ?? null, of.residents);
  const name = (decile: number) => `${decile + 1}${decile === 0 ? ', the most deprived' : decile === 9 ? ', the least deprived' : ''}`;
  const bars = people.residents_by_decile.map((residents, decile) => ({ name: name(decile), count: residents, share: share(people, decile), everywhere: share(everywhere, decile) }));
  return shares('Residents by national decile of deprivation (IMD 2025)', term('mean_imd_decile', 'Decile'), bars);
}

function access({ access, access_everywhere: everywhere }: Insight, term: Term): HTMLElement | null {
  if (!access || !everywhere) return null;
  type Access = typeof access;
  const far = (metres: number | undefined) => (metres === undefined ? 'not known' : `${kilometres(metres)} km`);
  const own = ({ everywhere }: Access) => everywhere.residents_own / (everywhere.residents_own + everywhere.residents_another + everywhere.residents_outside);
  const row = (name: string, of: (access: Access) => string) => [term('access', name), of(access), of(everywhere)];
  return table('How far residents are from a practice: an estimate, in a straight line, to every practice loaded', ['Figure', 'Here', 'The whole county'], [
    row('To the nearest practice, on average', access => far(access.everywhere.distances?.mean_m)),
    row('Nine in ten are within', access => far(access.everywhere.distances?.p90_m)),
    row('To the nearest practice of their own neighbourhood, on average', access => far(access.own?.mean_m)),
    row('Whose nearest practice counts in their neighbourhood', access => percent(own(access))),
  ]);
}

function practices({ practices, networks }: Insight, term: Term): HTMLElement {
  return h(
    'div',
    {},
    table('Practices', [term('practices', 'Practice'), 'Network', term('list_size', 'List')], practices.map(practice => [`${practice.name} (${practice.code})`, practice.network?.name ?? 'none', count(practice.list_size)])),
    table('Networks', [term('network_alignment', 'Network'), 'Practices here', 'Of its practices', term('list_size', 'Lists here')], networks.map(network => [network.name, count(network.practices_here), count(network.practices_in_study_area), count(network.list_size_here)])),
  );
}

function flows(caption: string, flows: readonly Flow[] | null, term: Term): HTMLElement {
  if (!flows) return h('p', {}, `${caption}: not known, for no registrations are loaded.`);
  return shares(caption, term('flow', 'Where'), flows.map(flow => ({ name: flow.neighbourhood?.name ?? PLACES[flow.place] ?? flow.place, count: flow.patients, share: flow.share })));
}
