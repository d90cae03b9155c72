/** What the parts of the panel may see and do. */

import type { Change, Evaluation } from '../service/api';
import type { Box, Facts } from '../service/facts';
import type { Plan } from '../plan/plan';
import type { Standing } from '../plan/roster';

/** Whose flows are drawn. */
export interface Flowing {
  readonly kind: 'neighbourhood' | 'practice';
  readonly id: string;
}

export interface Desk {
  readonly facts: Facts;
  readonly plan: Plan;
  readonly evaluation: Evaluation;
  readonly now: Standing;
  /** The neighbourhood that areas are moved to. */
  readonly target: string;
  /** The neighbourhood whose lists are shown. */
  readonly picked: string;
  readonly flowing: Flowing | null;
  /** Makes a change, unless a lock forbids it. */
  change(change: Change): void;
  pick(zone: string): void;
  lock(zone: string): void;
  flow(of: Flowing | null): void;
  goTo(box: Box): void;
  /** Shows the card of an area or practice. */
  show(area: string | null, practice: string | null): void;
  /** Shows where the patients of a practice live. */
  patients(practice: string): void;
  /** Shows what there is of a neighbourhood. */
  about(zone: string): void;
  name(zone: string): string;
  /** Goes on from another plan: one that was saved, opened, branched or imported. */
  take(plan: Plan): void;
  say(words: string): void;
}

/** The neighbourhoods as options of a choice. */
export function zoneOptions(desk: Pick<Desk, 'now'>, without = ''): [string, string][] {
  return [...desk.now.zones.values()].filter(zone => zone.id !== without).map(zone => [zone.id, `${zone.name} (${zone.id})`]);
}
