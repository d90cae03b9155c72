/** The planner: head, rail, map and panel. */

import { useEffect } from 'preact/hooks';

import { caveat } from '../service/facts';
import { Clashes } from './keeping/clashes';
import { DeskContext, useDesk, type Desk } from './desk';
import { Header } from './header';
import type { Look } from './look';
import { Notices, Spoken } from './notices_view';
import { Panel } from './panel/panel';
import { Rail } from './rail';
import { Stage } from './stage/stage';

export function App({ desk, at, moved }: { desk: Desk; at: [number, number, number] | null; moved: () => void }) {
  const { look, session } = desk;
  useEffect(() => keepFocus(desk), [desk]);
  return (
    <DeskContext.Provider value={desk}>
      <a class="app-skip-link" href="#panel" onClick={skip}>
        Skip to the figures
      </a>
      <Header />
      <main class={`app-main app-main--${look.height.value}`}>
        <h1 class="app-hidden">Plan neighbourhoods</h1>
        <Rail />
        <Stage at={at} moved={moved} />
        <section class="app-panel" id="panel" tabIndex={-1} aria-label="What it means" aria-busy={session.isBusy.value}>
          <Grip />
          <Notices />
          <Clashes />
          <Panel />
        </section>
      </main>
      <Caveat words={caveat(desk.facts.draft)} />
      <Spoken />
    </DeskContext.Provider>
  );
}

/** The address bar holds the plan, so the way to the panel does not go through it. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('panel')?.focus();
}

/** What is always said: that this is a draft. One line, and all of it when it is opened. */
function Caveat({ words }: { words: string }) {
  return (
    <details class="app-caveat app-caveat--foot" id="caveat">
      <summary>
        <span>{words}</span>
      </summary>
      <p>{words}</p>
    </details>
  );
}

/** On a telephone, how much of the screen the sheet takes. */
function Grip() {
  const { height } = useDesk().look;
  const next = { low: 'half', half: 'full', full: 'low' } as const;
  const words = { low: 'Show figures', half: 'Show all', full: 'Show the map' } as const;
  return (
    <button type="button" class="app-grip" onClick={() => (height.value = next[height.value])} onPointerDown={event => drag(event, height)}>
      <span class="app-grip__bar" aria-hidden="true" />
      {words[height.value]}
    </button>
  );
}

/** A grip that is dragged: the height nearest to where it is let go. */
function drag(down: PointerEvent, height: Look['height']): void {
  const start = down.clientY;
  const end = (up: PointerEvent) => {
    removeEventListener('pointerup', end);
    if (Math.abs(up.clientY - start) < 20) return;
    const share = 1 - up.clientY / innerHeight;
    height.value = share > 0.7 ? 'full' : share > 0.3 ? 'half' : 'low';
    addEventListener('click', event => event.stopPropagation(), { capture: true, once: true });
  };
  addEventListener('pointerup', end);
}

/** What had the focus may be gone, as an area is that moved away: then it stays in the panel. */
function keepFocus({ session, look }: Desk): () => void {
  let wasInPanel = false;
  const watch = (event: FocusEvent) => (wasInPanel = event.target instanceof Element && event.target.closest('#panel') !== null);
  document.addEventListener('focusin', watch);
  const settle = () =>
    requestAnimationFrame(() => {
      if (wasInPanel && (document.activeElement === document.body || document.activeElement === null)) document.getElementById('tab-panel')?.focus({ preventScroll: true });
    });
  const ends = [session.answer.subscribe(settle), session.plan.subscribe(settle), look.opened.subscribe(settle)];
  return () => {
    document.removeEventListener('focusin', watch);
    for (const end of ends) end();
  };
}
