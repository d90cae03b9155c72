/** The map on paper. */

import type { Map as MapLibre } from 'maplibre-gl';

/** Names are as wide as on the screen at most, and as high. */
const WIDEST_PX = 136;
const LINE_PX = 16;

/** What a graphics card draws is empty on paper: a picture of it, with the names over it, stands there while the page is printed. */
export function onPaper(shown: () => MapLibre | null): void {
  const picture = document.createElement('canvas');
  picture.className = 'app-paper';
  addEventListener('beforeprint', () => {
    const map = shown();
    if (!map) return;
    const drawn = map.getCanvas();
    [picture.width, picture.height] = [drawn.width, drawn.height];
    map.redraw();
    const pen = picture.getContext('2d');
    pen?.drawImage(drawn, 0, 0);
    if (pen) writeNames(pen, map.getContainer(), drawn.width / Math.max(1, drawn.clientWidth));
    map.getContainer().after(picture);
  });
  addEventListener('afterprint', () => picture.remove());
}

/** The names where they stand over the map, in as many lines. */
function writeNames(pen: CanvasRenderingContext2D, host: HTMLElement, scale: number): void {
  const { left, top } = host.getBoundingClientRect();
  pen.scale(scale, scale);
  pen.font = `600 14px ${getComputedStyle(host).fontFamily}`;
  Object.assign(pen, { textAlign: 'center', textBaseline: 'middle', lineJoin: 'round', lineWidth: 4, strokeStyle: '#ffffff', fillStyle: '#000000' });
  for (const name of host.querySelectorAll<HTMLElement>('.app-label-name:not([hidden])')) {
    const box = name.getBoundingClientRect();
    const lines = wrapped(name.textContent ?? '', words => pen.measureText(words).width);
    lines.forEach((words, line) => {
      const at = [box.left - left + box.width / 2, box.top - top + box.height / 2 + (line - (lines.length - 1) / 2) * LINE_PX] as const;
      pen.strokeText(words, ...at);
      pen.fillText(words, ...at);
    });
  }
}

function wrapped(text: string, width: (words: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && width(longer) <= WIDEST_PX) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
