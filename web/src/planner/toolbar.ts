/** The tools above the map: what the hand does, where areas go, back and forth, and how the map is looked at. */

import { zoneOptions, type Desk } from './desk';
import { button, choice, h, replace } from '../ui/dom';
import { TOOLS, type Tool } from '../map/hand';
import { SHADINGS, type Painting, type Shading } from '../map/shading';

/** Areas go into a neighbourhood that is made with the first of them. */
export const NEW = 'new';

/** How the map is looked at. */
export interface Look {
  tool: Tool;
  shading: Shading;
  isBefore: boolean;
  isSwipe: boolean;
}

export interface Deeds {
  take(tool: Tool): void;
  aim(zone: string): void;
  undo(): void;
  redo(): void;
  before(): void;
  swipe(): void;
  shade(by: Shading): void;
}

export function toolbar(place: HTMLElement, desk: Desk, look: Look, can: { undo: boolean; redo: boolean }, deeds: Deeds): void {
  const isLocked = desk.plan.locked.includes(desk.target);
  const options = zoneOptions(desk);
  // One that is named, and made with the first area that comes to it.
  if (!desk.now.zones.has(desk.target)) options.push([desk.target, desk.name(desk.target)]);
  options.push([NEW, 'A new neighbourhood …']);
  const pressed = (is: boolean) => ({ 'aria-pressed': String(is) });
  const focused = document.activeElement?.id;
  replace(
    place,
    h('span', { class: 'app-group' }, ...TOOLS.map(([tool, title]) => button(title, () => deeds.take(tool), { id: `tool-${tool}`, ...pressed(look.tool === tool) }))),
    h('span', { class: 'app-group' }, choice('target', 'Move to ', options, desk.target, deeds.aim), button(isLocked ? 'Unlock' : 'Lock', () => desk.lock(desk.target), { id: 'lock', ...pressed(isLocked) })),
    h('span', { class: 'app-group' }, button('Undo', deeds.undo, { id: 'undo', disabled: !can.undo }), button('Redo', deeds.redo, { id: 'redo', disabled: !can.redo })),
    h(
      'span',
      { class: 'app-group' },
      button('As it was', deeds.before, { id: 'before', ...pressed(look.isBefore) }),
      button('Side by side', deeds.swipe, { id: 'side', ...pressed(look.isSwipe) }),
      choice('shade', 'Shade by ', SHADINGS, look.shading, by => deeds.shade(by as Shading)),
    ),
  );
  if (focused) document.getElementById(focused)?.focus();
}

export function legend(place: HTMLElement, { title, steps }: Painting, isNamed: boolean, hasMoved: boolean): void {
  const swatch = (colour: string) => {
    const square = h('span', { class: 'app-swatch' });
    square.style.backgroundColor = colour;
    return square;
  };
  replace(place, isNamed && h('strong', {}, title), ...steps.map(([colour, words]) => h('span', { class: 'app-step' }, swatch(colour), words)), hasMoved && h('span', {}, 'Striped areas moved: the stripes have the colour of where they were.'));
}
