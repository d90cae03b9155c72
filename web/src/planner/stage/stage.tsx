/** The map with what floats over it: the search, the tools' settings, what is told of a place, the legend. */

import { useEffect, useRef } from 'preact/hooks';

import { useDesk } from '../desk';
import { ToolBelt } from '../rail';
import { Card } from './card';
import { LayersMenu, Legend } from './layers';
import { MapRoom } from './map_room';
import { Looking } from './looking';
import { Search } from './search';

export function Stage({ at, moved }: { at: [number, number, number] | null; moved: () => void }) {
  const desk = useDesk();
  const canvas = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (canvas.current) void MapRoom.furnish(desk, canvas.current, at, moved);
  }, [desk]);
  const hovered = desk.look.hovered.value;
  // Beside the pointer, on the side that has room.
  const isRight = hovered !== null && hovered.x > (canvas.current?.clientWidth ?? 0) / 2;
  return (
    <section class="app-map" aria-label="Map">
      <div id="map" class="app-map__canvas" ref={canvas} />
      <div class="app-float app-float--top">
        <Search />
        <ToolBelt />
        <Looking />
        <Card />
      </div>
      <div class="app-float app-float--corner">
        <LayersMenu />
      </div>
      <Legend />
      {hovered && (
        <div class="app-hover" aria-hidden="true" style={{ transform: `translate(${hovered.x}px, ${hovered.y}px)${isRight ? ' translateX(calc(-100% - 28px))' : ''}` }}>
          {hovered.words}
        </div>
      )}
    </section>
  );
}
