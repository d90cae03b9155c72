/** The map with its tools and its legend: how the plan is looked at. What is done with the hand goes to the desk. */

import { Hand, type Chosen } from '../map/hand';
import { MapView } from '../map/map';
import type { Painting } from '../map/shading';
import { lines, ofPractice, ofZone } from '../plan/flows';
import type { Evaluation } from '../service/api';
import type { Box, Point } from '../service/facts';
import { byId } from '../ui/dom';
import type { Desk } from './desk';
import { legend, toolbar, type Look, type Deeds } from './toolbar';

const NOTHING = { type: 'FeatureCollection', features: [] } as const satisfies GeoJSON.GeoJSON;

export class View {
  private readonly look: Look = { tool: 'look', shading: 'neighbourhood', isBefore: false, isSwipe: false };
  private map!: MapView;
  private hand!: Hand;

  constructor(private readonly desk: Desk) {}

  /** Draws the map, where the address says or whole; `moved` is called when it shows another place. */
  async start(at: [number, number, number] | null, chosen: Chosen, moved: () => void): Promise<void> {
    this.map = await MapView.draw(byId('map'), this.desk.facts, at);
    this.hand = new Hand(this.map.map, chosen);
    this.map.map.on('moveend', moved);
  }

  /** Shows what the plan moves, and the borders that come and go. */
  show(evaluation: Evaluation): void {
    const { moved, border_lines: borders } = evaluation;
    this.explain(this.map.show(moved.areas, (borders ?? NOTHING) as unknown as GeoJSON.GeoJSON, this.desk.now.zones));
    void this.flows();
  }

  /** Draws the flows that were chosen, or takes them off the map. */
  async flows(): Promise<void> {
    const { flowing, evaluation, now, facts, plan } = this.desk;
    const table = evaluation.flows?.after;
    if (flowing?.kind === 'neighbourhood' && table) {
      const zone = now.zones.get(flowing.id);
      return this.map.flows(lines(zone?.label ?? [0, 0], zone ? ofZone(table, zone.id, now.zones) : []));
    }
    const practice = flowing && facts.practices.get(flowing.id);
    if (!practice) return this.map.flows(NOTHING);
    const flows = await ofPractice(practice, evaluation, now.zones, plan.base);
    // Another practice may have been chosen while this one was fetched.
    if (this.desk.flowing === flowing) this.map.flows(lines(practice.at, flows));
  }

  /** Opens a card at a place. */
  tell(at: Point, card: HTMLElement): void {
    this.map.tell(at, card);
  }

  /** Outlines an area. */
  select(area: string): void {
    this.map.select([area]);
  }

  goTo(box: Box): void {
    this.map.goTo(box);
  }

  showAll(): void {
    this.map.showAll();
  }

  /** Zoom, longitude, latitude. */
  where(): [number, number, number] {
    return this.map.view();
  }

  /** The tools above the map, as they are now. */
  tools(can: { undo: boolean; redo: boolean }, deeds: Pick<Deeds, 'aim' | 'undo' | 'redo'>, changed: () => void): void {
    const { look } = this;
    toolbar(byId('tools'), this.desk, look, can, {
      ...deeds,
      take: tool => {
        look.tool = tool;
        this.hand.take(tool);
        changed();
      },
      before: () => {
        look.isBefore = !look.isBefore;
        this.map.before(look.isBefore);
        changed();
      },
      swipe: () => {
        look.isSwipe = !look.isSwipe;
        void this.map.compare(look.isSwipe);
        changed();
      },
      shade: by => {
        look.shading = by;
        this.explain(this.map.shade(by));
      },
    });
  }

  private explain(painting: Painting): void {
    legend(byId('legend'), painting, this.look.shading !== 'neighbourhood', this.desk.evaluation.moved.areas.length > 0);
  }
}
