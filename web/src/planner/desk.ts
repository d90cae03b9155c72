/** What every part of the planner may see and do. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { Tool } from '../map/hand';
import { allOf, located, type Place } from '../plan/places';
import { listSize } from '../plan/standing';
import type { Metric } from '../service/api';
import { placeOf, type Box, type Facts } from '../service/facts';
import { definition } from '../service/metrics';
import type { Settlement } from '../service/settlements';
import { dialog } from '../ui/dom';
import { count } from '../ui/words';
import { Search } from './could/search';
import type { Look } from './look';
import { announce, warn } from './notices';
import type { Saver } from './saver';
import type { Session } from './session';

export class Desk {
  readonly search: Search;

  constructor(
    readonly facts: Facts,
    readonly session: Session,
    readonly saver: Saver,
    readonly look: Look,
    readonly metrics: readonly Metric[],
    readonly settlements: readonly Settlement[],
  ) {
    look.picked.value = session.target.value;
    this.search = new Search(session);
  }

  take(tool: Tool): void {
    this.look.tool.value = tool;
    this.look.card.value = null;
  }

  goTo(box: Box): void {
    this.look.ground.value?.goTo(box);
  }

  /** Tells of an area or a practice, beside the map. */
  show(areaId: string | null, practiceId: string | null): void {
    const practice = practiceId ? this.facts.practices.get(practiceId) : undefined;
    const area = areaId && !practice ? this.facts.areas.get(areaId) : undefined;
    this.look.card.value = practice || area ? { area: area?.id ?? null, practice: practice?.id ?? null } : null;
    this.look.ground.value?.select(area ? [area.id] : []);
    const now = this.session.now.value;
    if (practice) announce(now.closed.has(practice.id) ? `${practice.name}, closed in this plan.` : `${practice.name}, list of ${count(listSize(this.facts, now, practice.id))}.`);
    else if (area) announce(`${placeOf(area)}: ${count(area.residents)} residents, in ${this.session.name(now.areas.get(area.id) ?? area.zone)}.`);
  }

  /** Shows what there is of a neighbourhood. */
  about(zone: string): void {
    const { look, session } = this;
    look.picked.value = zone;
    look.turnTo('all');
    look.opened.value = zone;
    const box = session.now.value.zones.get(zone)?.bbox;
    if (box) this.goTo(box);
    announce(`${session.name(zone)}, ${zone}`);
  }

  /** Areas as a stroke takes them: each alone, or all of its MSOA or ward. */
  whole(areas: readonly string[]): string[] {
    const unit = this.look.unit.value;
    return unit === 'area' ? [...areas] : [...new Set(areas.flatMap(area => allOf(this.facts, area, unit)))];
  }

  async visit(place: Place): Promise<void> {
    switch (place.kind) {
      case 'Neighbourhood':
        return this.about(place.id);
      case 'Practice': {
        const { at } = this.facts.practices.get(place.id) ?? {};
        if (at) this.goTo(near(at));
        return this.show(null, place.id);
      }
      case 'MSOA':
      case 'Ward':
      case 'Area':
        this.goTo(place.bbox);
        if (place.areas.length === 1) return this.show(place.areas[0] ?? null, null);
        this.look.card.value = null;
        this.look.ground.value?.select(place.areas);
        return announce(`${place.name}, ${place.kind === 'Ward' ? 'ward' : 'MSOA'}: ${place.areas.length} areas.`);
      case 'Town':
      case 'Village':
        return this.lookUp({ lon: String(place.at[0]), lat: String(place.at[1]) });
      case 'Postcode':
        return this.lookUp({ postcode: place.id });
    }
  }

  define(key: string): void {
    const metric = this.metrics.find(metric => metric.key === key);
    if (metric) dialog(metric.title, definition(metric));
  }

  private async lookUp(asked: { postcode: string } | { lon: string; lat: string }): Promise<void> {
    try {
      const { area, at } = await located(asked, this.facts.draft.id);
      if (at) this.goTo(near(at));
      this.show(area, null);
      if (!area) warn('That place is outside the county.');
    } catch (error) {
      warn((error as Error).message);
    }
  }
}

function near([lon, lat]: readonly [number, number]): Box {
  return [lon - 0.012, lat - 0.008, lon + 0.012, lat + 0.008];
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('a part of the planner stands outside of it');
  return desk;
}
