/** What is said to people, with what can be done about it. */

import { useEffect, useRef } from 'preact/hooks';

import { Button, Icon } from '../ui/widgets';
import { useDesk } from './desk';
import { close, notices, spoken } from './notices';

export function Notices() {
  const { session } = useDesk();
  const isWaiting = !session.isReached.value;
  const said = useRef<HTMLDivElement>(null);
  // It stays in sight however far the panel is scrolled, and the tabs stay below it.
  useEffect(() => {
    if (!said.current) return undefined;
    const measure = new ResizeObserver(([entry]) => document.getElementById('panel')?.style.setProperty('--said', `${entry?.target.clientHeight ?? 0}px`));
    measure.observe(said.current);
    return () => measure.disconnect();
  }, []);
  return (
    <div class="app-notices" id="said" ref={said}>
      {isWaiting && (
        <div class="app-notice app-notice--trouble">
          <p>The service is not reached. What you do is kept in this browser; the figures below are of before, and follow when it is back.</p>
          <Button press={() => session.askAgain()}>Try now</Button>
        </div>
      )}
      {notices.value.map(notice => (
        <div key={notice.words} class={`app-notice ${notice.isTrouble ? 'app-notice--trouble' : ''}`}>
          <p>{notice.words}</p>
          {notice.acts.map(([title, run]) => (
            <Button
              key={title}
              press={() => {
                close(notice);
                run();
              }}
            >
              {title}
            </Button>
          ))}
          <Button class="app-tool app-tool--plain app-tool--icon" press={() => close(notice)} aria-label="Close this message">
            <Icon name="close" />
          </Button>
        </div>
      ))}
    </div>
  );
}

/** For readers of screens alone. */
export function Spoken() {
  return (
    <p class="app-hidden" id="spoken" role="status" aria-live="polite">
      {spoken}
    </p>
  );
}
