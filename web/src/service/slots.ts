/** What the browser keeps of plans: a slot for each tab and plan, in IndexedDB, so that no tab writes over another's. Tabs hear of each other. */

import { newId } from '../ui/ids';

/** A plan as a tab last had it. */
export interface Slot<T> {
  readonly tab: string;
  /** The scenario, or the draft that is changed. */
  readonly of: string;
  readonly at: number;
  readonly value: T;
}

type Heard = { readonly kind: 'saved'; readonly scenario: string; readonly revision: number } | { readonly kind: 'who' } | { readonly kind: 'here'; readonly tab: string };

const NAME = 'footprint';
const STORE = 'plans';
/** How long other tabs are waited for, where the browser cannot say which are open. */
const ANSWERED_MS = 150;

export class Slots<T> {
  private writing: Slot<T> | null = null;
  private waiting: Slot<T> | null = null;
  private readonly channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : null;

  private constructor(
    readonly tab: string,
    private readonly database: IDBDatabase | null,
  ) {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
      if (data.kind === 'who') this.tell({ kind: 'here', tab });
    });
  }

  /** Opens them. Where the browser keeps nothing, as some do in private windows, plans live as long as the page. */
  static async open<T>(): Promise<Slots<T>> {
    return new Slots<T>(await ownTab(), await database());
  }

  /** Keeps a plan in this tab's slot. Of several in a row the last is written. */
  keep(of: string, value: T): void {
    const slot = { tab: this.tab, of, at: Date.now(), value };
    if (this.writing) this.waiting = slot;
    else this.write(slot);
  }

  async forget(of: string): Promise<void> {
    await this.run('readwrite', store => store.delete([this.tab, of]));
  }

  /** This tab's own, else the latest that a tab which is closed now left behind. */
  async find(of: string): Promise<{ slot: Slot<T> | null; isOpenElsewhere: boolean }> {
    const all = ((await this.run('readonly', store => store.getAll())) ?? []) as Slot<T>[];
    const mine = all.filter(slot => slot.of === of);
    const own = mine.find(slot => slot.tab === this.tab);
    if (own) return { slot: own, isOpenElsewhere: false };
    const open = await this.open();
    const left = mine.filter(slot => !open.has(slot.tab)).sort((one, other) => other.at - one.at)[0] ?? null;
    if (left) {
      await this.run('readwrite', store => store.delete([left.tab, left.of]));
      this.keep(of, left.value);
    }
    return { slot: left, isOpenElsewhere: mine.some(slot => open.has(slot.tab)) };
  }

  /** Calls when another tab saved a plan. */
  hear(saved: (scenario: string, revision: number) => void): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
      if (data.kind === 'saved') saved(data.scenario, data.revision);
    });
  }

  tell(words: Heard): void {
    this.channel?.postMessage(words);
  }

  private write(slot: Slot<T>): void {
    this.writing = slot;
    void this.run('readwrite', store => store.put(slot)).then(() => {
      this.writing = null;
      const next = this.waiting;
      this.waiting = null;
      if (next) this.write(next);
    });
  }

  /** Tabs that are open. */
  private async open(): Promise<Set<string>> {
    if (navigator.locks) {
      const { held = [] } = await navigator.locks.query();
      return new Set(held.map(lock => (lock.name ?? '').replace(`${NAME}:`, '')));
    }
    const open = new Set<string>();
    const listen = ({ data }: MessageEvent<Heard>) => data.kind === 'here' && open.add(data.tab);
    this.channel?.addEventListener('message', listen);
    this.tell({ kind: 'who' });
    await new Promise(resolve => setTimeout(resolve, ANSWERED_MS));
    this.channel?.removeEventListener('message', listen);
    return open;
  }

  private run(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    return new Promise(resolve => {
      try {
        const request = this.database?.transaction(STORE, mode).objectStore(STORE);
        if (!request) return resolve(undefined);
        const asked = ask(request);
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined);
      }
    });
  }
}

function database(): Promise<IDBDatabase | null> {
  return new Promise(resolve => {
    try {
      const opening = indexedDB.open(NAME, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: ['tab', 'of'] });
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = opening.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

/** This tab's name, the same after a reload. A tab that was duplicated takes one of its own, for the other is still open. */
async function ownTab(): Promise<string> {
  const kept = remembered();
  if (kept && (await held(kept))) return kept;
  const made = newId();
  await held(made);
  try {
    sessionStorage.setItem(NAME, made);
  } catch {
    // The tab has another name after a reload, and finds what this one left.
  }
  return made;
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** Holds a tab's name until the page is left; false where another page holds it. Where the browser has no locks, it is believed. */
function held(tab: string): Promise<boolean> {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise(resolve => {
    const hold = (lock: Lock | null) => {
      resolve(lock !== null);
      return lock ? new Promise<void>(() => undefined) : undefined;
    };
    void navigator.locks.request(`${NAME}:${tab}`, { ifAvailable: true }, hold);
  });
}

