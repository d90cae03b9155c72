/** The map on paper. */

import type { Map as MapLibre } from 'maplibre-gl';

/** What a graphics card draws is empty on paper: a picture of it stands there while the page is printed. */
export function onPaper(shown: () => MapLibre | null): void {
  const picture = document.createElement('canvas');
  picture.className = 'app-paper';
  addEventListener('beforeprint', () => {
    const map = shown();
    if (!map) return;
    const drawn = map.getCanvas();
    [picture.width, picture.height] = [drawn.width, drawn.height];
    map.redraw();
    picture.getContext('2d')?.drawImage(drawn, 0, 0);
    map.getContainer().after(picture);
  });
  addEventListener('afterprint', () => picture.remove());
}
