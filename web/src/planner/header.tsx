/** The head of the page: the plan's name, whether it is saved, back and forth, and what can be done with it. */

import { Button, Icon } from '../ui/widgets';
import { useDesk } from './desk';
import { copyLink } from './keeping/sharing';
import { stateInWords } from './state_words';

export function Header() {
  const desk = useDesk();
  const { session, saver, look } = desk;
  const { saved } = session.plan.value;
  const compare = saved ? `compare#a=${session.plan.value.base}&b=${saved.id}` : null;
  return (
    <header class="app-bar-top">
      <a class="app-header__name" href="../" aria-label="Footprint, the front page">
        <Logo />
        <span class="app-bar-top__brand">Footprint</span>
      </a>
      <Button class="app-tool app-tool--plain app-bar-top__plan" press={() => look.turnTo('plan')} id="plan-name">
        <strong>{saved?.name ?? 'Unnamed plan'}</strong>
        <small>{stateInWords(desk)}</small>
      </Button>
      <span class="app-group">
        <Button class="app-tool app-tool--icon" press={() => session.undo()} disabled={!session.canUndo} id="undo" aria-label="Undo" title="Undo (Ctrl Z)">
          <Icon name="undo" />
        </Button>
        <Button class="app-tool app-tool--icon" press={() => session.redo()} disabled={!session.canRedo} id="redo" aria-label="Redo" title="Redo (Ctrl Y)">
          <Icon name="redo" />
        </Button>
      </span>
      <span class="app-group app-bar-top__acts">
        {compare && (
          <a class="app-tool" href={compare}>
            Compare
          </a>
        )}
        {saved ? (
          <Button press={() => void copyLink(desk)} id="share">
            Share
          </Button>
        ) : (
          <Button class="app-button" press={() => look.turnTo('plan')} disabled={saver.closed.value !== null} id="share">
            Save<span class="app-bar-top__more"> and share</span>
          </Button>
        )}
      </span>
    </header>
  );
}

function Logo() {
  return (
    <svg class="app-logo" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M3 3h8v8H3z" fill="#77aadd" />
      <path d="M13 3h8v8h-8z" fill="#44bb99" />
      <path d="M3 13h8v8H3z" fill="#eedd88" />
      <path d="M13 13h8v8h-8z" fill="#ee8866" />
    </svg>
  );
}
