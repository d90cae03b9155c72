/** Keys: undo and redo, tools by a letter, space to move the map, Escape to leave whatever is open. */

import type { Tool } from '../map/hand';
import type { Desk } from './desk';

export const TOOL_KEYS: Readonly<Record<string, Tool>> = { e: 'explore', b: 'brush', p: 'pick', x: 'box', l: 'lasso' };

export function listen(desk: Desk, pan: (is: boolean) => void): void {
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented) return;
    const isHandled = command(desk, event) || leave(desk, event) || choose(desk, event) || hold(desk, event, pan);
    if (isHandled) event.preventDefault();
  });
  document.addEventListener('keyup', event => {
    if (event.key === ' ') pan(false);
  });
  addEventListener('blur', () => pan(false));
}

function command({ session }: Desk, event: KeyboardEvent): boolean {
  if (!(event.ctrlKey || event.metaKey) || isText(event)) return false;
  const pressed = event.key.toLowerCase();
  if (pressed === 'z' && !event.shiftKey) session.undo();
  else if (pressed === 'y' || (pressed === 'z' && event.shiftKey)) session.redo();
  else return false;
  return true;
}

function leave({ look }: Desk, event: KeyboardEvent): boolean {
  if (event.key !== 'Escape') return false;
  if (document.querySelector('dialog[open]')) return false;
  if (look.card.value) {
    look.card.value = null;
    look.ground.value?.select([]);
  } else if (look.tool.value !== 'explore') look.tool.value = 'explore';
  else if (look.flowing.value) look.flowing.value = null;
  else return false;
  return true;
}

function choose({ look }: Desk, event: KeyboardEvent): boolean {
  const tool = TOOL_KEYS[event.key.toLowerCase()];
  if (!tool || !look.hasKeys.value || event.ctrlKey || event.metaKey || event.altKey || isField(event)) return false;
  look.tool.value = tool;
  return true;
}

function hold({ look }: Desk, event: KeyboardEvent, pan: (is: boolean) => void): boolean {
  if (event.key !== ' ' || look.tool.value === 'explore' || isField(event) || event.target instanceof HTMLButtonElement) return false;
  pan(true);
  return true;
}

function isText({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && ['text', 'search', 'number'].includes(target.type));
}

/** Whether letters mean something where they are pressed. */
function isField(event: KeyboardEvent): boolean {
  return isText(event) || event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement || (event.target instanceof Element && event.target.closest('dialog, [role=listbox], summary') !== null);
}
