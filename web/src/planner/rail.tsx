/** The rail beside the map: what the hand does, and where areas go. */

import { useState } from 'preact/hooks';

import type { Tool } from '../map/hand';
import { fillOf } from '../plan/colours';
import { Button, Choice, Icon, Swatch } from '../ui/widgets';
import { useDesk } from './desk';
import type { Unit } from './look';
import { askName } from './panel/ask_name';

const TOOLS: readonly [Tool, string, string][] = [
  ['explore', 'Explore', 'E'],
  ['brush', 'Brush', 'B'],
  ['pick', 'Pick', 'P'],
  ['box', 'Box', 'X'],
  ['lasso', 'Lasso', 'L'],
];
const UNITS: readonly [Unit, string][] = [
  ['area', 'single areas'],
  ['msoa', 'whole MSOAs'],
  ['ward', 'whole wards'],
];
/** An entry of the list of targets. */
const NEW = 'new';

export function Rail() {
  const desk = useDesk();
  const { look } = desk;
  return (
    <div class="app-rail" role="group" aria-label="Tools" id="tools">
      {TOOLS.map(([tool, title, key]) => (
        <button key={tool} type="button" id={`tool-${tool}`} class="app-rail__tool" aria-pressed={look.tool.value === tool} title={look.hasKeys.value ? `${title} (${key})` : title} aria-keyshortcuts={look.hasKeys.value ? key : undefined} onClick={() => desk.take(tool)}>
          <Icon name={tool} />
          <span>{title}</span>
        </button>
      ))}
      <button type="button" class="app-rail__tool app-rail__keys" aria-pressed={look.hasKeys.value} title="Single keys choose tools" onClick={() => look.switchKeys()}>
        <Icon name="keyboard" />
        <span>Keys {look.hasKeys.value ? 'on' : 'off'}</span>
      </button>
    </div>
  );
}

/** What a tool that moves areas needs: where to, how large, what at least. */
export function ToolBelt() {
  const desk = useDesk();
  const { session, look } = desk;
  // On a small screen one line is enough: the rest folds away.
  const [isOpen, setOpen] = useState(false);
  const tool = look.tool.value;
  if (tool === 'explore') return null;
  const target = session.target.value;
  const isLocked = session.isLocked(target);
  const zone = session.now.value.zones.get(target);
  const aim = (id: string) => {
    if (id !== NEW) session.target.value = id;
    else askName('A new neighbourhood', 'It is made with the first area you move to it.', 'Move areas to it', name => session.aimAtNew(name));
  };
  return (
    <div class="app-belt">
      <span class="app-group">
        <Swatch fill={zone ? fillOf(zone.colour) : 'transparent'} />
        <Choice id="target" title="Move to" options={[...session.targets, [NEW, 'A new neighbourhood …']]} value={target} choose={aim} />
        <Button class="app-tool app-tool--icon" id="lock" aria-pressed={isLocked} aria-label={`${isLocked ? 'Unlock' : 'Lock'} ${session.name(target)}`} title={isLocked ? 'Unlock' : 'Lock: nothing goes in or out'} press={() => session.lock(target)}>
          <Icon name={isLocked ? 'lock' : 'unlock'} />
        </Button>
      </span>
      <Button class="app-tool app-tool--icon app-belt__fold" id="belt-fold" aria-expanded={isOpen} aria-controls="belt-rest" aria-label="More settings of the tool" press={() => setOpen(!isOpen)}>
        <Icon name="settings" />
      </Button>
      <span id="belt-rest" class={`app-belt__rest ${isOpen ? 'app-belt__rest--open' : ''}`}>
        <Choice id="unit" title="Take" options={UNITS} value={look.unit.value} choose={unit => (look.unit.value = unit)} />
        {tool === 'brush' && (
          <label class="app-group" for="brush-size">
            Size
            <input id="brush-size" type="range" min={4} max={60} value={look.radius.value} onInput={event => (look.radius.value = Number(event.currentTarget.value))} />
          </label>
        )}
      </span>
    </div>
  );
}
