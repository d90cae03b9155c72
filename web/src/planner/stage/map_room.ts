/** Draws the map, and keeps it and the plan together: what is done by hand goes to the plan, what the plan says is shown. */

import { effect } from '@preact/signals';

import { DrawnMap } from '../../map/drawn_map';
import type { Ground, Pixel } from '../../map/ground';
import { Hand } from '../../map/hand';
import { Labels } from '../../map/labels/labels';
import { lines, ofPractice, ofZone } from '../../plan/flows';
import { placeOf } from '../../service/facts';
import { count, many } from '../../ui/words';
import type { Desk } from '../desk';
import { listen } from '../keys';
import { say, warn } from '../notices';

const NOTHING = { type: 'FeatureCollection', features: [] } as const satisfies GeoJSON.GeoJSON;

export class MapRoom {
  private constructor(
    private readonly desk: Desk,
    private readonly ground: Ground,
    private readonly hand: Hand,
  ) {}

  static async furnish(desk: Desk, container: HTMLElement, at: [number, number, number] | null, moved: () => void): Promise<void> {
    try {
      const ground = await draw(desk, container, at);
      const room: MapRoom = new MapRoom(desk, ground, new Hand(ground, deeds(desk, (areas, at) => room.hover(areas, at))));
      room.follow();
      ground.moved(debounced(moved));
      desk.look.ground.value = ground;
      listen(desk, is => room.hand.pan(is));
    } catch (error) {
      warn(`The map cannot be drawn: ${(error as Error).message} Everything else works: move areas by the lists beside it.`, ['Try again', () => void MapRoom.furnish(desk, container, at, moved)]);
    }
  }

  private follow(): void {
    const { desk, ground, hand } = this;
    const { look, session } = desk;
    const labels = new Labels(ground, desk.facts);
    effect(() => ground.show(session.now.value, look.shading.value, look.isBefore.value));
    effect(() => labels.show(look.isBefore.value ? session.draft : session.now.value, session.plan.value.locked));
    effect(() => ground.borders((session.answer.value?.evaluation.border_lines ?? NOTHING) as unknown as GeoJSON.GeoJSON));
    effect(() => hand.take(look.tool.value));
    effect(() => void (hand.radius = look.radius.value));
    effect(() => ground.layers(look.layers.value));
    effect(() => void this.flows(look.flowing.value, look.leastFlow.value));
    effect(() => void this.slide(look.isSlid.value));
  }

  private hover(areas: readonly string[], at: Pixel | null): void {
    const { desk, ground } = this;
    const { look, session, facts } = desk;
    const whole = desk.whole(areas);
    const found = whole.flatMap(area => facts.areas.get(area) ?? []);
    ground.hover(look.tool.value === 'brush' ? null : (areas[0] ?? null));
    const [first] = found;
    if (!at || !first) return void (look.hovered.value = null);
    const here = session.now.value.areas;
    const target = session.target.value;
    const taken = found.filter(area => here.get(area.id) !== target);
    const residents = (all: typeof found) => count(all.reduce((sum, area) => sum + area.residents, 0));
    const words =
      look.tool.value === 'explore' || look.tool.value === 'box' || look.tool.value === 'lasso'
        ? `${placeOf(first)} · ${count(first.residents)} people · ${session.name(here.get(first.id) ?? first.zone)}`
        : taken.length
          ? `${many(taken.length, 'area')}, ${residents(taken)} people to ${session.name(target)}`
          : `In ${session.name(target)} already`;
    look.hovered.value = { words, x: at[0], y: at[1] };
  }

  private async flows(flowing: Desk['look']['flowing']['value'], least: number): Promise<void> {
    const { desk, ground } = this;
    const { session, facts, look } = desk;
    const { zones } = session.now.value;
    const table = session.answer.value?.evaluation.flows?.after;
    if (flowing?.kind === 'neighbourhood' && table) {
      const zone = zones.get(flowing.id);
      const flows = zone ? ofZone(table, zone.id, zones).map(flow => ({ ...flow, out: flow.out >= least ? flow.out : 0, in: flow.in >= least ? flow.in : 0 })) : [];
      return ground.flows(lines(zone?.label ?? [0, 0], flows));
    }
    const practice = flowing ? facts.practices.get(flowing.id) : undefined;
    if (!practice || !session.evaluation) return ground.flows(NOTHING);
    try {
      const flows = await ofPractice(practice, session.evaluation, zones, facts.draft.id);
      // Another practice may have been chosen while this one was fetched.
      if (look.flowing.value === flowing) ground.flows(lines(practice.at, flows));
    } catch (error) {
      warn((error as Error).message);
    }
  }

  private async slide(is: boolean): Promise<void> {
    if (!('compare' in this.ground)) return;
    await (this.ground as unknown as { compare(is: boolean): Promise<void> }).compare(is);
  }
}

/** The map by the graphics card, where there is one: it is fetched only then. */
async function draw(desk: Desk, container: HTMLElement, at: [number, number, number] | null): Promise<Ground> {
  if (!hasWebGl()) {
    say('This browser cannot draw with its graphics card, so the map is a plain drawing. Everything works on it.');
    return DrawnMap.draw(container, desk.facts);
  }
  const { WebMap } = await import('../../map/web_map');
  return WebMap.draw(container, desk.facts, at, desk.settlements);
}

function hasWebGl(): boolean {
  try {
    return document.createElement('canvas').getContext('webgl2') !== null;
  } catch {
    return false;
  }
}

function deeds(desk: Desk, hovered: (areas: readonly string[], at: Pixel | null) => void): ConstructorParameters<typeof Hand>[1] {
  const { session } = desk;
  return {
    areas: (areas, goesOn) => void session.move(desk.whole(areas), goesOn),
    shape: geometry => void session.change({ op: 'move_by_polygon', geometry: geometry as never, rule: 'majority_of_postcodes', to: session.target.value }),
    asked: (area, practice) => desk.show(area, practice),
    hovered,
  };
}

function debounced(run: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, 200);
  };
}
