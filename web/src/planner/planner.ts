/** The planner: one door to the plan, its map and its panel, so that each stays apart from the others. */

import { located, suggestions, type Place } from '../plan/places';
import { write, type Address } from '../plan/keep';
import type { Plan } from '../plan/plan';
import type { Standing } from '../plan/roster';
import type { Change, Evaluation } from '../service/api';
import { caveat, middle, type Box, type Facts, type Point } from '../service/facts';
import { byId } from '../ui/dom';
import { areaCard, practiceCard } from './cards';
import type { Desk, Flowing } from './desk';
import { undoKeys } from './keys';
import { askName } from './panel/neighbourhoods';
import { Panel } from './panel/panel';
import { search } from './search';
import { Session } from './session';
import { NEW } from './toolbar';
import { View } from './view';

export class Planner implements Desk {
  flowing: Flowing | null = null;
  private readonly session: Session;
  private readonly view = new View(this);
  private readonly panel: Panel;

  constructor(
    readonly facts: Facts,
    plan: Plan,
  ) {
    this.session = new Session(facts, plan, {
      changed: () => this.refresh(),
      evaluated: evaluation => this.evaluated(evaluation),
      saved: () => this.share(),
      busy: isBusy => byId('meaning').setAttribute('aria-busy', String(isBusy)),
      say: words => this.say(words),
      hush: () => (byId('said').textContent = ''),
    });
    this.panel = new Panel(this, {
      save: name => void this.session.save(name),
      restart: () => this.session.restart(),
      measure: policy => void this.session.measure(policy),
    });
  }

  async start(address: Address): Promise<void> {
    byId('caveat').textContent = caveat(this.facts.draft);
    search(byId('search') as HTMLFormElement, text => suggestions(this.facts, text), place => void this.visit(place), words => this.say(words));
    this.tools();
    const chosen = {
      areas: (areas: string[], goesOn: boolean) => this.session.choose(areas, goesOn),
      shape: (geometry: GeoJSON.Polygon) => this.change({ op: 'move_by_polygon', geometry: geometry as never, rule: 'majority_of_postcodes', to: this.target }),
      asked: (area: string | null, practice: string | null) => this.show(area, practice),
    };
    const [policy] = await Promise.all([this.panel.load(), this.view.start(address.view, chosen, () => this.share())]);
    undoKeys(() => void this.session.undo(), () => void this.session.redo());
    await this.session.measure(policy);
    // The size of the map is known only now that everything around it is drawn.
    if (!address.view) this.view.showAll();
  }

  // What the parts may see.

  get plan(): Plan {
    return this.session.plan;
  }

  get evaluation(): Evaluation {
    return this.session.evaluation;
  }

  get now(): Standing {
    return this.session.now;
  }

  get target(): string {
    return this.session.target;
  }

  get picked(): string {
    return this.session.picked;
  }

  name(zone: string): string {
    return this.session.name(zone);
  }

  // What the parts may do.

  change(change: Change): void {
    this.session.change(change);
  }

  lock(zone: string): void {
    this.session.lock(zone);
  }

  take(plan: Plan): void {
    this.session.take(plan);
  }

  pick(zone: string): void {
    this.session.picked = zone;
    this.panel.draw();
  }

  flow(of: Flowing | null): void {
    this.flowing = of;
    this.panel.draw();
    void this.view.flows();
  }

  goTo(box: Box): void {
    this.view.goTo(box);
  }

  show(areaId: string | null, practiceId: string | null, at?: Point): void {
    const practice = practiceId ? this.facts.practices.get(practiceId) : undefined;
    const area = areaId ? this.facts.areas.get(areaId) : undefined;
    if (area && !practice) this.view.select(area.id);
    const shown = practice ? practiceCard(this, practice) : area && areaCard(this, area);
    if (!shown) return;
    this.view.tell(practice?.at ?? at ?? middle(area?.bbox ?? [0, 0, 0, 0]), shown.card);
    this.announce(shown.words);
  }

  patients(practice: string): void {
    this.panel.tab = 'Practices';
    this.session.picked = this.now.practices.get(practice) ?? this.picked;
    this.flow({ kind: 'practice', id: practice });
  }

  about(zone: string): void {
    this.panel.tab = 'Neighbourhoods';
    this.pick(zone);
    const box = this.now.zones.get(zone)?.bbox;
    if (box) this.goTo(box);
    this.announce(`${this.name(zone)}, ${zone}`);
  }

  /** A message, in the panel and to screen readers. */
  say(words: string): void {
    this.announce(words);
    byId('said').textContent = words;
  }

  // Showing it.

  private evaluated(evaluation: Evaluation): void {
    this.refresh();
    this.announce(evaluation.summary.join(' '));
    this.view.show(evaluation);
    this.share();
  }

  private refresh(): void {
    this.panel.draw();
    this.tools();
  }

  private tools(): void {
    const { session } = this;
    const deeds = { aim: (zone: string) => this.aim(zone), undo: () => void session.undo(), redo: () => void session.redo() };
    this.view.tools(session.can, deeds, () => this.refresh());
  }

  private aim(zone: string): void {
    if (zone !== NEW) return this.session.aim(zone);
    askName(name => this.session.aimAtNew(name), () => this.refresh());
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
    history.replaceState(null, '', write({ draft: this.plan.base, scenario: this.plan.saved?.id ?? null, view: this.view.where() }));
  }

  /** To screen readers alone: others see it in the panel or on the map. */
  private announce(words: string): void {
    byId('spoken').textContent = words;
  }
}
