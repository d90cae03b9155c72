/** The part of a drawn picture that is seen, as it is moved and comes nearer. Nothing here touches the page. */

export interface View {
  readonly x: number;
  readonly y: number;
  /** How many times nearer than the whole picture. */
  readonly nearer: number;
}

export type Size = readonly [width: number, height: number];

/** The picture as it was drawn. */
export const WHOLE: View = { x: 0, y: 0, nearer: 1 };
const FARTHEST = 0.5;
const NEAREST = 12;
/** What lies around the picture is drawn half a picture far. */
const AROUND = 0.5;

/** By so much of the picture to the right and down, as far as there is something to see. */
export function panned(view: View, [right, down]: readonly [number, number], size: Size): View {
  return held({ ...view, x: view.x + right, y: view.y + down }, size);
}

/** Nearer by a factor, around a place of the picture that stays where it is seen. */
export function zoomed(view: View, factor: number, [x, y]: readonly [number, number], size: Size): View {
  const nearer = Math.min(NEAREST, Math.max(FARTHEST, view.nearer * factor));
  const share = view.nearer / nearer;
  return held({ x: x - (x - view.x) * share, y: y - (y - view.y) * share, nearer }, size);
}

/** As a view box: x, y, width, height. */
export function box({ x, y, nearer }: View, [width, height]: Size): [number, number, number, number] {
  return [x, y, width / nearer, height / nearer];
}

function held(view: View, size: Size): View {
  const within = (start: number, side: number) => {
    const [least, most] = [-AROUND * side, (1 + AROUND) * side - side / view.nearer];
    return Math.min(Math.max(start, least), Math.max(least, most));
  };
  return { ...view, x: within(view.x, size[0]), y: within(view.y, size[1]) };
}
