/** The planner: holds the plan, asks the service what it means, and shows that on the map and in the panel. */

import { get, send, type Change, type Evaluation, type Metric, type Policy } from '../service/api';
import { areas } from './panel/areas';
import { Asking } from '../plan/asking';
import { areaCard, practiceCard } from './cards';
import type { Desk, Flowing } from './desk';
import { byId, dialog, h } from '../ui/dom';
import { caveat, middle, type Box, type Facts, type Point } from '../service/facts';
import { lines, ofPractice, ofZone } from '../plan/flows';
import { Hand } from '../map/hand';
import { impact, policyChoice } from './panel/impact';
import { issues } from './panel/issues';
import * as keep from '../plan/keep';
import { keeping } from './panel/keeping';
import { undoKeys } from './keys';
import { isWholesale, locked, movable } from '../plan/locks';
import { MapView } from '../map/map';
import { definition, metrics } from '../service/metrics';
import { askName, neighbourhoods } from './panel/neighbourhoods';
import { located, suggestions, type Place } from '../plan/places';
import { brushed, canUndo, changed, fresh, redo, toggledLock, undo, type Plan } from '../plan/plan';
import { practices } from './panel/practices';
import { freeId, standing, type Standing } from '../plan/roster';
import * as scenario from '../service/scenario';
import { search } from './search';
import type { Painting } from '../map/shading';
import { tabs } from './panel/tabs';
import { NEW, legend, toolbar, type Look } from './toolbar';

/** While a stroke goes on, the service is asked this often. */
const ASKED_EVERY_MS = 40;
const TABS = ['Impact', 'Issues', 'Areas', 'Practices', 'Neighbourhoods', 'Keep'] as const;
type Tab = (typeof TABS)[number];

export class Planner implements Desk {
  evaluation!: Evaluation;
  now: Standing;
  target: string;
  picked: string;
  flowing: Flowing | null = null;
  private tab: Tab = 'Impact';
  private policy = '';
  private readonly asking = new Asking(() => this.evaluate(), ASKED_EVERY_MS, isBusy => byId('meaning').setAttribute('aria-busy', String(isBusy)));
  private readonly look: Look = { tool: 'look', shading: 'neighbourhood', isBefore: false, isSwipe: false };
  private readonly named = new Map<string, string>();
  private readonly metrics = new Map<string, Metric>();
  private policies: Policy[] = [];
  private view!: MapView;
  private hand!: Hand;

  constructor(
    readonly facts: Facts,
    public plan: Plan,
  ) {
    this.now = standing(facts, null);
    this.target = this.picked = [...facts.zones.keys()][0] ?? '';
  }

  async start(address: keep.Address): Promise<void> {
    byId('caveat').textContent = caveat(this.facts.draft);
    search(byId('search') as HTMLFormElement, text => suggestions(this.facts, text), place => void this.visit(place), words => this.say(words));
    this.tools();
    const [view, defined, policies] = await Promise.all([
      MapView.draw(byId('map'), this.facts, address.view),
      metrics(),
      get<{ items: Policy[] }>('/v1/policies'),
    ]);
    this.view = view;
    this.hand = new Hand(view.map, {
      areas: (areas, goesOn) => this.choose(areas, goesOn),
      shape: geometry => this.change({ op: 'move_by_polygon', geometry: geometry as never, rule: 'majority_of_postcodes', to: this.target }),
      asked: (area, practice) => this.show(area, practice),
    });
    view.map.on('moveend', () => this.share());
    for (const metric of defined) this.metrics.set(metric.key, metric);
    this.policies = policies.items;
    this.policy = this.policies.at(-1)?.id ?? '';
    undoKeys(() => void this.back(), () => void this.forth());
    await this.asking.now();
    // The room for it is known now that all around it is there.
    if (!address.view) view.showAll();
  }

  // What the parts of the panel may do.

  change(change: Change): void {
    const forbidden = this.forbids(change);
    if (forbidden) return this.say(forbidden);
    if (this.plan.locked.length && isWholesale(change)) return void this.moveUnlocked(change);
    this.set(changed(this.plan, this.made(change)));
  }

  pick(zone: string): void {
    this.picked = zone;
    this.panel();
  }

  lock(zone: string): void {
    this.plan = toggledLock(this.plan, zone);
    keep.remember(localStorage, this.plan);
    this.refresh();
    this.say(`${this.name(zone)} is ${this.plan.locked.includes(zone) ? 'locked: nothing goes in or out' : 'no longer locked'}.`);
  }

  flow(of: Flowing | null): void {
    this.flowing = of;
    this.panel();
    void this.drawFlows();
  }

  goTo(box: Box): void {
    this.view.goTo(box);
  }

  show(areaId: string | null, practiceId: string | null, at?: Point): void {
    const practice = practiceId ? this.facts.practices.get(practiceId) : undefined;
    const area = areaId ? this.facts.areas.get(areaId) : undefined;
    if (area && !practice) this.view.select([area.id]);
    const shown = practice ? practiceCard(this, practice) : area && areaCard(this, area);
    if (!shown) return;
    this.view.tell(practice?.at ?? at ?? middle(area?.bbox ?? [0, 0, 0, 0]), shown.card);
    this.announce(shown.words);
  }

  patients(practice: string): void {
    this.tab = 'Practices';
    this.picked = this.now.practices.get(practice) ?? this.picked;
    this.flow({ kind: 'practice', id: practice });
  }

  about(zone: string): void {
    this.tab = 'Neighbourhoods';
    this.pick(zone);
    const box = this.now.zones.get(zone)?.bbox;
    if (box) this.goTo(box);
    this.announce(`${this.name(zone)}, ${zone}`);
  }

  name(zone: string): string {
    return this.now.zones.get(zone)?.name ?? this.named.get(zone) ?? this.facts.zones.get(zone)?.name ?? zone;
  }

  take(plan: Plan): void {
    this.plan = plan;
    keep.remember(localStorage, plan);
    void this.asking.now();
  }

  /** To everybody. */
  say(words: string): void {
    this.announce(words);
    byId('said').textContent = words;
  }

  // Changing the plan.

  private choose(areas: readonly string[], goesOn: boolean): void {
    if (this.plan.locked.includes(this.target)) return this.say(`${this.name(this.target)} is locked.`);
    const free = areas.filter(area => {
      const home = this.now.areas.get(area) ?? '';
      return home !== this.target && !this.plan.locked.includes(home);
    });
    if (!free.length) return;
    const isMade = this.now.zones.has(this.target) || this.plan.changes.some(change => change.op === 'create' && change.id === this.target);
    if (isMade) this.set(brushed(this.plan, free, this.target, goesOn));
    else this.change({ op: 'move_areas', areas: free, to: this.target });
  }

  /** Areas that come to a neighbourhood that was named, and is not there yet, make it. */
  private made(change: Change): Change {
    const name = this.named.get(this.target);
    const isFirst = change.op === 'move_areas' && change.to === this.target && name !== undefined && !this.now.zones.has(this.target);
    return isFirst ? { op: 'create', id: this.target, name, areas: change.areas } : change;
  }

  /** Why a change may not be made; null when it may. */
  private forbids(change: Change): string | null {
    const zone = locked(change, this.plan, this.now);
    if (zone) return `${this.name(zone)} is locked.`;
    return isWholesale(change) && !this.now.zones.has(change.to) ? `Put a first area into ${this.name(change.to)} before whole sets.` : null;
  }

  /** What a set or a shape would move, without what is locked. */
  private async moveUnlocked(change: Extract<Change, { to: string }>): Promise<void> {
    try {
      const { free, held } = movable(this.now, standing(this.facts, await this.ask([...this.plan.changes, change])), this.plan);
      if (free.length) this.set(changed(this.plan, { op: 'move_areas', areas: free, to: change.to }));
      if (held) this.say(`${held} areas stay, for their neighbourhood is locked.`);
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private set(plan: Plan): void {
    this.plan = plan;
    byId('said').textContent = '';
    keep.remember(localStorage, plan);
    this.asking.soon();
  }

  private async back(): Promise<void> {
    if (canUndo(this.plan)) this.set(undo(this.plan));
    else if (this.plan.saved?.canUndo) await this.step('undo');
  }

  private async forth(): Promise<void> {
    if (this.plan.undone.length) this.set(redo(this.plan));
    else if (this.plan.saved?.canRedo && !canUndo(this.plan)) await this.step('redo');
  }

  private async step(which: 'undo' | 'redo'): Promise<void> {
    try {
      this.take(await scenario.step(this.plan, which));
    } catch (error) {
      this.say(scenario.isConflict(error) ? 'Somebody else saved this scenario meanwhile. Reload the page to see it as it is.' : (error as Error).message);
    }
  }

  private aim(zone: string): void {
    if (zone !== NEW) {
      this.target = zone;
      return this.refresh();
    }
    const named = (name: string) => {
      this.target = freeId(this.facts, this.plan);
      this.named.set(this.target, name);
    };
    askName(named, () => this.refresh());
  }

  private async save(name: string): Promise<void> {
    if (!name) return this.say('Give it a name first.');
    const { saved } = this.plan;
    if (saved && !canUndo(this.plan) && saved.name === name) return this.say('Everything is saved.');
    try {
      const before = this.plan;
      this.plan = await scenario.save(this.plan, name);
      keep.forget(localStorage, before.base, before.saved?.id ?? null);
      this.say(`Saved as “${this.plan.saved?.name}”, revision ${this.plan.saved?.revision}.`);
    } catch (error) {
      if (!scenario.isConflict(error)) return this.say(`Not saved: ${(error as Error).message}`);
      this.plan = await scenario.onTop(this.plan);
      this.say('Somebody else saved this scenario meanwhile. Their changes are now below yours, and nothing of yours is lost: look at the figures, then save again.');
      await this.asking.now();
    }
    keep.remember(localStorage, this.plan);
    this.refresh();
    this.share();
  }

  private anew(): void {
    keep.forget(localStorage, this.plan.base, this.plan.saved?.id ?? null);
    this.plan = fresh(this.plan.base);
    void this.asking.now();
  }

  // Asking what it means, and showing it.

  private ask(changes: readonly Change[]): Promise<Evaluation> {
    return send<Evaluation>('POST', '/v1/evaluate', { base: this.plan.base, changes, include: ['borders'], ...(this.policy && { policy: this.policy }) });
  }

  private async evaluate(): Promise<void> {
    const { plan } = this;
    try {
      this.shown(await this.ask(plan.changes));
    } catch (error) {
      this.refused(plan, (error as Error).message);
    }
  }

  /** A change that cannot be is taken back, with what was made on top of it. */
  private refused(asked: Plan, why: string): void {
    if (!canUndo(asked)) return this.say(`This cannot be shown: ${why}`);
    this.plan = undo(asked);
    keep.remember(localStorage, this.plan);
    this.refresh();
    this.say(`That cannot be done: ${why}`);
  }

  private shown(evaluation: Evaluation): void {
    this.evaluation = evaluation;
    const { moved, border_lines: borders } = evaluation;
    this.now = standing(this.facts, evaluation);
    if (!this.now.zones.has(this.picked)) this.picked = [...this.now.zones.keys()][0] ?? '';
    if (!this.now.zones.has(this.target) && !this.named.has(this.target)) this.target = this.picked;
    const none = { type: 'FeatureCollection', features: [] };
    this.refresh();
    this.announce(evaluation.summary.join(' '));
    this.explain(this.view.show(moved.areas, (borders ?? none) as unknown as GeoJSON.GeoJSON, this.now.zones));
    void this.drawFlows();
    this.share();
  }

  private async drawFlows(): Promise<void> {
    const { flowing } = this;
    const table = this.evaluation.flows?.after;
    if (flowing?.kind === 'neighbourhood' && table) {
      const zone = this.now.zones.get(flowing.id);
      return this.view.flows(lines(zone?.label ?? [0, 0], zone ? ofZone(table, zone.id, this.now.zones) : []));
    }
    const practice = flowing && this.facts.practices.get(flowing.id);
    if (!practice) return this.view.flows({ type: 'FeatureCollection', features: [] });
    const flows = await ofPractice(practice, this.evaluation, this.now.zones, this.plan.base);
    if (this.flowing === flowing) this.view.flows(lines(practice.at, flows));
  }

  private refresh(): void {
    this.panel();
    this.tools();
  }

  private tools(): void {
    const { saved, undone } = this.plan;
    const can = { undo: canUndo(this.plan) || (saved?.canUndo ?? false), redo: undone.length > 0 || ((saved?.canRedo ?? false) && !canUndo(this.plan)) };
    const { look } = this;
    toolbar(byId('tools'), this, look, can, {
      take: tool => {
        look.tool = tool;
        this.hand.take(tool);
        this.refresh();
      },
      aim: zone => this.aim(zone),
      undo: () => void this.back(),
      redo: () => void this.forth(),
      before: () => {
        look.isBefore = !look.isBefore;
        this.view.before(look.isBefore);
        this.refresh();
      },
      swipe: () => {
        look.isSwipe = !look.isSwipe;
        void this.view.compare(look.isSwipe);
        this.refresh();
      },
      shade: by => {
        look.shading = by;
        this.explain(this.view.shade(by));
      },
    });
  }

  private explain(painting: Painting): void {
    legend(byId('legend'), painting, this.look.shading !== 'neighbourhood', this.evaluation.moved.areas.length > 0);
  }

  private panel(): void {
    const content: Record<Tab, () => HTMLElement> = {
      Impact: () => h('div', {}, policyChoice(this.policies, this.policy, policy => this.measure(policy)), impact(this.evaluation, this.now.zones, key => this.define(key))),
      Issues: () => issues(this.evaluation.issues, box => this.goTo(box)),
      Areas: () => areas(this),
      Practices: () => practices(this),
      Neighbourhoods: () => neighbourhoods(this),
      Keep: () => keeping(this, name => void this.save(name), () => this.anew()),
    };
    tabs(byId('meaning'), TABS, this.tab, content[this.tab], tab => {
      this.tab = tab;
      this.panel();
      byId('panel').scrollTop = 0;
    });
  }

  private measure(policy: string): void {
    this.policy = policy;
    void this.asking.now();
  }

  private define(key: string): void {
    const metric = this.metrics.get(key);
    if (metric) dialog(metric.title, definition(metric));
  }

  private async visit(place: Place): Promise<void> {
    if (place.kind === 'Neighbourhood') return this.about(place.id);
    if (place.kind === 'Practice') return this.show(null, place.id);
    if (place.kind === 'Place') {
      this.goTo(this.facts.areas.get(place.id)?.bbox as Box);
      return this.show(place.id, null);
    }
    try {
      const { area, at } = await located(place.id, this.plan.base);
      if (at) this.goTo([at[0] - 0.01, at[1] - 0.006, at[0] + 0.01, at[1] + 0.006]);
      this.show(area, null, at ?? undefined);
    } catch (error) {
      this.say((error as Error).message);
    }
  }

  private share(): void {
    history.replaceState(null, '', keep.write({ draft: this.plan.base, scenario: this.plan.saved?.id ?? null, view: this.view.view() }));
  }

  /** To readers of screens, what everybody sees in the panel or on the map. */
  private announce(words: string): void {
    byId('spoken').textContent = words;
  }
}
