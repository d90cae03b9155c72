/** The planner's page: wires the map, the plan and the panel. */

import { get, send, type Evaluation, type Metric, type Policy } from './api';
import { byId, h, replace, table } from './dom';
import { load, type Box, type Facts } from './facts';
import { definition, impact } from './impact';
import { issues } from './issues';
import * as keep from './keep';
import { MapView, type Shading, type Tool } from './map';
import { suggestions, type Place } from './places';
import { brushed, canUndo, changed, fresh, redo, toggledLock, undo, unsaved, type Plan } from './plan';
import * as scenario from './scenario';
import { search } from './search';
import { count } from './words';

/** A pause this long ends the burst of answers while brushing. */
const SETTLED_MS = 40;
const TABS = ['Impact', 'Issues', 'Areas', 'Keep'] as const;
type Tab = (typeof TABS)[number];

class Planner {
  private plan: Plan;
  private evaluation: Evaluation | null = null;
  private tab: Tab = 'Impact';
  private target: string;
  private tool: Tool = 'look';
  private policy = '';
  private asking: AbortController | null = null;
  private waiting = 0;
  private readonly metrics = new Map<string, Metric>();
  private policies: Policy[] = [];
  private view!: MapView;
  private pickedArea: string | null = null;

  constructor(
    private readonly facts: Facts,
    plan: Plan,
  ) {
    this.plan = plan;
    this.target = [...facts.zones.keys()][0] ?? '';
  }

  async start(address: keep.Address): Promise<void> {
    const { draft } = this.facts;
    byId('caveat').textContent = `${draft.title}: ${draft.status}. ${draft.caveat}`;
    this.view = await MapView.draw(byId('map'), this.facts, { chose: (areas, goesOn) => this.choose(areas, goesOn), asked: (area, practice) => this.card(area, practice) }, address.view);
    this.view.map.on('moveend', () => this.share());
    const [metrics, policies] = await Promise.all([get<{ items: Metric[] }>('/v1/metrics-definitions'), get<{ items: Policy[] }>('/v1/policies')]);
    for (const metric of metrics.items) this.metrics.set(metric.key, metric);
    this.policies = policies.items;
    this.policy = this.policies.at(-1)?.id ?? '';
    search(byId('search') as HTMLFormElement, text => suggestions(this.facts, text), place => void this.visit(place), words => this.say(words));
    this.toolbar();
    document.addEventListener('keydown', event => this.shortcut(event));
    await this.evaluate();
  }

  private choose(areas: readonly string[], goesOn: boolean): void {
    const homes = this.homes();
    const free = areas.filter(area => {
      const home = homes.get(area) ?? '';
      return home !== this.target && !this.plan.locked.includes(home);
    });
    if (this.plan.locked.includes(this.target)) return this.say(`${this.name(this.target)} is locked.`);
    if (free.length) this.set(brushed(this.plan, free, this.target, goesOn));
  }

  /** Where each area is by the plan, as the service last said. */
  private homes(): Map<string, string> {
    const homes = new Map([...this.facts.areas.values()].map(area => [area.id, area.zone]));
    for (const area of this.evaluation?.moved.areas ?? []) homes.set(area.code, area.to);
    return homes;
  }

  private set(plan: Plan): void {
    this.plan = plan;
    byId('said').textContent = '';
    keep.remember(localStorage, plan);
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.evaluate(), SETTLED_MS);
  }

  private async evaluate(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const question = { base: this.plan.base, changes: this.plan.changes, include: ['borders'], ...(this.policy && { policy: this.policy }) };
    try {
      this.evaluation = await send<Evaluation>('POST', '/v1/evaluate', question, {}, asking.signal);
    } catch (error) {
      if (asking.signal.aborted) return;
      this.plan = undo(this.plan);
      return this.say(`That cannot be done: ${(error as Error).message}`);
    }
    const { moved, borders } = this.evaluation;
    const colours = new Map([...this.facts.zones.values()].map(zone => [zone.id, zone.colour]));
    const none = { type: 'FeatureCollection', features: [] };
    this.view.show(moved.areas, (borders ?? none) as unknown as GeoJSON.GeoJSON, colours);
    this.panel();
    this.toolbar();
    this.share();
    this.announce(this.evaluation.summary.join(' ') || 'As in the draft.');
  }

  private panel(): void {
    const { evaluation } = this;
    if (!evaluation) return;
    const tabs = TABS.map(tab =>
      h('button', { type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'tab-panel', 'aria-selected': String(tab === this.tab), tabindex: tab === this.tab ? 0 : -1, class: 'app-tab', onclick: () => this.turn(tab) }, tab),
    );
    const list = h('div', { role: 'tablist', class: 'app-tabs', 'aria-label': 'What it means', onkeydown: event => this.turnBy(event as KeyboardEvent) }, ...tabs);
    const content: Record<Tab, () => HTMLElement> = {
      Impact: () => h('div', {}, this.policyChoice(), impact(evaluation, key => this.define(key))),
      Issues: () => issues(evaluation.issues, box => this.view.goTo(box)),
      Areas: () => this.areas(),
      Keep: () => this.keeping(),
    };
    replace(byId('meaning'), list, h('div', { role: 'tabpanel', id: 'tab-panel', 'aria-labelledby': `tab-${this.tab}`, class: 'app-tabpanel' }, content[this.tab]()));
  }

  private turn(tab: Tab): void {
    this.tab = tab;
    this.panel();
    byId(`tab-${tab}`).focus();
  }

  private turnBy(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length];
    if (next) this.turn(next);
  }

  private policyChoice(): HTMLElement {
    const options = this.policies.map(policy => h('option', { value: policy.id, selected: policy.id === this.policy }, policy.title));
    const choose = (event: Event) => {
      this.policy = (event.target as HTMLSelectElement).value;
      void this.evaluate();
    };
    return h('p', {}, h('label', { for: 'policy' }, 'Measured against '), h('select', { id: 'policy', class: 'nhsuk-select', onchange: choose }, ...options));
  }

  private define(key: string): void {
    const metric = this.metrics.get(key);
    if (!metric) return;
    const dialog = h('dialog', { class: 'app-dialog', 'aria-label': metric.title });
    dialog.append(definition(metric), h('button', { type: 'button', class: 'nhsuk-button nhsuk-button--secondary', onclick: () => dialog.close() }, 'Close'));
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  /** Every action of the map, as a table. */
  private areas(): HTMLElement {
    const homes = this.homes();
    const of = h('select', { id: 'areas-of', class: 'nhsuk-select' }, ...this.zoneOptions(this.pickedArea ?? this.target));
    const list = h('div', {});
    const fill = () => {
      const zone = of.value;
      this.pickedArea = zone;
      const rows = [...this.facts.areas.values()]
        .filter(area => homes.get(area.id) === zone)
        .map(area => {
          const to = h('select', { class: 'nhsuk-select app-small', 'aria-label': `Move ${area.name} to` }, h('option', { value: '' }, 'Stay'), ...this.zoneOptions('', zone));
          to.addEventListener('change', () => {
            if (to.value) this.set(changed(this.plan, { op: 'move_areas', areas: [area.id], to: to.value }));
          });
          const see = h('button', { type: 'button', class: 'app-link', onclick: () => this.view.goTo(area.bbox) }, area.name);
          return [h('span', {}, see, h('small', {}, ` ${area.msoa}`)), count(area.residents), to];
        });
      replace(list, table(`${rows.length} areas of ${this.name(zone)}`, ['Area', 'Residents', 'Move to'], rows));
    };
    of.addEventListener('change', fill);
    fill();
    return h('div', {}, h('p', {}, h('label', { for: 'areas-of' }, 'Areas of '), of), list);
  }

  private zoneOptions(chosen: string, without = ''): HTMLElement[] {
    const zones = [...this.facts.zones.values()].filter(zone => zone.id !== without);
    return zones.map(zone => h('option', { value: zone.id, selected: zone.id === chosen }, `${zone.name} (${zone.id})`));
  }

  private keeping(): HTMLElement {
    const name = h('input', { id: 'name', class: 'nhsuk-input', maxlength: 200, value: this.plan.saved?.name ?? '', readonly: this.plan.saved !== null });
    const store = h('button', { type: 'submit', class: 'nhsuk-button' }, this.plan.saved ? 'Save the changes' : 'Save as a scenario');
    const form = h(
      'form',
      { onsubmit: event => { event.preventDefault(); void this.save(name.value.trim()); } },
      h('div', { class: 'nhsuk-form-group' }, h('label', { class: 'nhsuk-label', for: 'name' }, 'Name of the scenario'), name),
      store,
    );
    const { saved } = this.plan;
    const links = saved
      ? scenario.EXPORTS.map(([format, title]) => h('li', {}, h('a', { href: `/v1/scenarios/${saved.id}/revisions/${saved.revision}/export?f=${format}` }, title)))
      : [];
    return h(
      'div',
      {},
      h('p', {}, saved ? `“${saved.name}”, revision ${saved.revision}. ${unsaved(this.plan).length} changes are not saved.` : `${this.plan.changes.length} changes, kept in this browser only until they are saved.`),
      form,
      saved && h('p', {}, 'Whoever has this page’s address can open it.'),
      links.length > 0 && h('div', {}, h('h2', { class: 'nhsuk-heading-s' }, 'Take it with you'), h('ul', { class: 'nhsuk-list nhsuk-list--bullet' }, ...links)),
      h('button', { type: 'button', class: 'nhsuk-button nhsuk-button--secondary', onclick: () => this.anew() }, 'Start again from the draft'),
    );
  }

  private async save(name: string): Promise<void> {
    if (!name) return this.say('Give it a name first.');
    if (!unsaved(this.plan).length && this.plan.saved) return this.say('Everything is saved.');
    try {
      const before = this.plan;
      this.plan = await scenario.save(this.plan, name);
      keep.forget(localStorage, before.base, before.saved?.id ?? null);
      this.say(`Saved as “${this.plan.saved?.name}”, revision ${this.plan.saved?.revision}.`);
    } catch (error) {
      if (!scenario.isConflict(error)) return this.say(`Not saved: ${(error as Error).message}`);
      this.plan = await scenario.onTop(this.plan);
      this.say('Somebody else saved this scenario meanwhile. Their changes are now below yours, and nothing of yours is lost: look at the figures, then save again.');
      await this.evaluate();
    }
    keep.remember(localStorage, this.plan);
    this.panel();
    this.share();
  }

  private anew(): void {
    keep.forget(localStorage, this.plan.base, this.plan.saved?.id ?? null);
    this.plan = fresh(this.plan.base);
    void this.evaluate();
  }

  private toolbar(): void {
    const tool = (name: Tool, title: string) =>
      h('button', { type: 'button', class: 'app-tool', 'aria-pressed': String(this.tool === name), onclick: () => { this.tool = name; this.view.take(name); this.toolbar(); } }, title);
    const target = h('select', { id: 'target', class: 'nhsuk-select app-small', onchange: event => { this.target = (event.target as HTMLSelectElement).value; this.toolbar(); } }, ...this.zoneOptions(this.target));
    const isLocked = this.plan.locked.includes(this.target);
    const shadings: [Shading, string][] = [['neighbourhood', 'Neighbourhoods'], ['residents_per_km2', 'Population density'], ['imd_decile', 'Deprivation'], ['core20', 'Core20']];
    const shade = h('select', { id: 'shade', class: 'nhsuk-select app-small', onchange: event => this.legend((event.target as HTMLSelectElement).value as Shading) }, ...shadings.map(([value, title]) => h('option', { value, selected: value === byId('legend').dataset.by }, title)));
    const focused = document.activeElement?.id;
    replace(
      byId('tools'),
      h('span', { class: 'app-group' }, tool('look', 'Look'), tool('pick', 'Pick areas'), tool('brush', 'Brush'), tool('box', 'Box')),
      h('span', { class: 'app-group' }, h('label', { for: 'target' }, 'Move to '), target, h('button', { type: 'button', class: 'app-tool', 'aria-pressed': String(isLocked), onclick: () => { this.set(toggledLock(this.plan, this.target)); this.toolbar(); } }, isLocked ? 'Unlock' : 'Lock')),
      h('span', { class: 'app-group' }, h('button', { type: 'button', id: 'undo', class: 'app-tool', disabled: !canUndo(this.plan), onclick: () => this.set(undo(this.plan)) }, 'Undo'), h('button', { type: 'button', id: 'redo', class: 'app-tool', disabled: this.plan.undone.length === 0, onclick: () => this.set(redo(this.plan)) }, 'Redo')),
      h('span', { class: 'app-group' }, h('button', { type: 'button', class: 'app-tool', 'aria-pressed': String(byId('map').dataset.before === 'yes'), onclick: () => this.compare() }, 'As it was'), h('label', { for: 'shade' }, 'Shade by '), shade),
    );
    if (focused) document.getElementById(focused)?.focus();
  }

  private compare(): void {
    const map = byId('map');
    map.dataset.before = map.dataset.before === 'yes' ? 'no' : 'yes';
    this.view.before(map.dataset.before === 'yes');
    this.toolbar();
  }

  private legend(by: Shading): void {
    const { title, steps } = this.view.shade(by);
    const place = byId('legend');
    place.dataset.by = by;
    const swatch = (colour: string) => {
      const square = h('span', { class: 'app-swatch' });
      square.style.backgroundColor = colour;
      return square;
    };
    replace(place, steps.length > 0 && h('strong', {}, title), ...steps.map(([colour, words]) => h('span', { class: 'app-step' }, swatch(colour), words)));
  }

  private async visit(place: Place): Promise<void> {
    if (place.kind === 'Neighbourhood') return this.view.goTo(this.facts.zones.get(place.id)?.bbox as Box);
    if (place.kind === 'Practice') return this.card(null, place.id);
    if (place.kind === 'Place') {
      this.view.goTo(this.facts.areas.get(place.id)?.bbox as Box);
      return this.card(place.id, null);
    }
    try {
      const found = await get<{ area: { code: string } | null; location: { lon: number; lat: number } | null }>(`/v1/resolve?postcode=${encodeURIComponent(place.id)}&draft=${encodeURIComponent(this.plan.base)}`);
      if (found.location) this.view.goTo([found.location.lon - 0.01, found.location.lat - 0.006, found.location.lon + 0.01, found.location.lat + 0.006]);
      this.card(found.area?.code ?? null, null, found.location ? [found.location.lon, found.location.lat] : undefined);
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private card(areaId: string | null, practiceId: string | null, at?: [number, number]): void {
    const practice = this.facts.practices.find(practice => practice.id === practiceId);
    const area = areaId ? this.facts.areas.get(areaId) : undefined;
    const homes = this.homes();
    if (practice) {
      this.view.tell(practice.at, h('div', {}, h('h2', { class: 'nhsuk-heading-s' }, practice.name), h('p', {}, `${practice.id}. List of ${count(practice.listSize)}. ${practice.network}. Main site in ${this.name(practice.zone)}.`)));
      this.announce(`${practice.name}, in ${this.name(practice.zone)}`);
    } else if (area) {
      const zone = homes.get(area.id) ?? area.zone;
      const centre: [number, number] = at ?? [(area.bbox[0] + area.bbox[2]) / 2, (area.bbox[1] + area.bbox[3]) / 2];
      const words = `${area.msoa}, ward ${area.ward}. ${count(area.residents)} residents. In ${this.name(zone)}.`;
      this.view.tell(centre, h('div', {}, h('h2', { class: 'nhsuk-heading-s' }, area.name), h('p', {}, words)));
      this.announce(`${area.name}: ${words}`);
    }
  }

  private name(zone: string): string {
    return this.facts.zones.get(zone)?.name ?? zone;
  }

  private shortcut(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement) return;
    const pressed = event.key.toLowerCase();
    if (pressed === 'z' && !event.shiftKey) this.set(undo(this.plan));
    else if (pressed === 'y' || (pressed === 'z' && event.shiftKey)) this.set(redo(this.plan));
    else return;
    event.preventDefault();
  }

  private share(): void {
    history.replaceState(null, '', keep.write({ draft: this.plan.base, scenario: this.plan.saved?.id ?? null, view: this.view.view() }));
  }

  /** To readers of screens, what everybody sees in the panel or on the map. */
  private announce(words: string): void {
    byId('spoken').textContent = words;
  }

  /** To everybody. */
  private say(words: string): void {
    this.announce(words);
    byId('said').textContent = words;
  }
}

async function start(): Promise<void> {
  const address = keep.read(location.hash);
  try {
    const opened = address.scenario ? await scenario.open(address.scenario) : null;
    const facts = await load(opened?.base ?? address.draft);
    const base = facts.draft.id;
    const plan = keep.remembered(localStorage, base, opened?.saved?.id ?? null) ?? opened ?? fresh(base);
    await new Planner(facts, plan).start(address);
    document.body.dataset.ready = 'yes';
  } catch (error) {
    replace(byId('meaning'), h('div', { class: 'nhsuk-error-summary', role: 'alert' }, h('h2', { class: 'nhsuk-error-summary__title' }, 'This page could not start'), h('p', {}, (error as Error).message)));
  }
}

void start();
