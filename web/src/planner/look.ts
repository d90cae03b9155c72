/** How the plan is looked at: what is chosen, shown, hidden and open. None of it is part of the plan. */

import { signal } from '@preact/signals';

import type { Ground, Layers } from '../map/ground';
import type { Tool } from '../map/hand';
import type { Shading } from '../map/shading';

export type Tab = 'all' | 'change' | 'issues' | 'areas' | 'practices' | 'plan';
/** What one stroke takes at least. */
export type Unit = 'area' | 'msoa' | 'ward';
/** Heights of the sheet on a telephone. */
export type Height = 'low' | 'half' | 'full';

/** Whose flows are drawn. */
export interface Flowing {
  readonly kind: 'neighbourhood' | 'practice';
  readonly id: string;
}

export interface Shown {
  readonly area: string | null;
  readonly practice: string | null;
}

const KEYS = 'footprint:keys';

export class Look {
  readonly tool = signal<Tool>('explore');
  readonly unit = signal<Unit>('area');
  readonly radius = signal(12);
  readonly tab = signal<Tab>('all');
  /** The neighbourhood whose lists are shown. */
  readonly picked = signal('');
  /** The neighbourhood that is looked at by itself. */
  readonly opened = signal<string | null>(null);
  /** The column that all of them are sorted by. */
  readonly sorting = signal<{ readonly by: string; readonly isDown: boolean }>({ by: 'name', isDown: false });
  /** Whether one looks for what could work. */
  readonly isSearching = signal(false);
  /** The area or practice that is told of on the map. */
  readonly card = signal<Shown | null>(null);
  readonly shading = signal<Shading>('neighbourhood');
  readonly layers = signal<Layers>({ practices: true, places: true, settlement: true, councils: true });
  readonly isBefore = signal(false);
  readonly isSlid = signal(false);
  readonly flowing = signal<Flowing | null>(null);
  /** Flows of fewer patients are not drawn. */
  readonly leastFlow = signal(100);
  readonly height = signal<Height>('low');
  readonly ground = signal<Ground | null>(null);
  /** What is under the pointer, in words. */
  readonly hovered = signal<{ readonly words: string; readonly x: number; readonly y: number } | null>(null);
  readonly hasKeys = signal(remembered());

  turnTo(tab: Tab): void {
    if (tab !== this.tab.value) this.flowing.value = null;
    this.tab.value = tab;
    if (this.height.value === 'low') this.height.value = 'half';
  }

  /** Single keys choose tools, unless they are switched off (WCAG 2.1.4). */
  switchKeys(): void {
    this.hasKeys.value = !this.hasKeys.value;
    try {
      localStorage.setItem(KEYS, this.hasKeys.value ? 'on' : 'off');
    } catch {
      // They are switched off for this visit.
    }
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEYS) !== 'off';
  } catch {
    return true;
  }
}
