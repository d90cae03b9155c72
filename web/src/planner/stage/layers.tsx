/** How the map is looked at: shading, layers, before and after; and what its colours and lines mean. */

import { useState } from 'preact/hooks';

import type { Layers } from '../../map/ground';
import { painting, seenThrough, SHADINGS } from '../../map/shading';
import { Button, Choice, Icon, Swatch } from '../../ui/widgets';
import { useDesk } from '../desk';

const TOGGLES: readonly [keyof Layers, string][] = [
  ['practices', 'GP practices'],
  ['places', 'Names of places'],
  ['settlement', 'Where people live'],
  ['councils', 'Council borders'],
];

export function LayersMenu() {
  const { look } = useDesk();
  const [isOpen, setOpen] = useState(false);
  const drawable: readonly (keyof Layers)[] = look.ground.value?.drawable ?? [];
  const toggle = (name: keyof Layers) => (look.layers.value = { ...look.layers.value, [name]: !look.layers.value[name] });
  return (
    <div class="app-layers">
      <Button class="app-tool" id="layers" aria-label="Layers" aria-expanded={isOpen} aria-controls="layers-menu" press={() => setOpen(!isOpen)}>
        <Icon name="layers" /> <span class="app-layers__words">Layers</span>
      </Button>
      {isOpen && (
        <div class="app-layers__menu" id="layers-menu">
          <Choice id="shade" title="Shade by" options={SHADINGS} value={look.shading.value} choose={by => (look.shading.value = by)} />
          {TOGGLES.filter(([name]) => drawable.includes(name)).map(([name, title]) => (
            <label key={name} class="app-check">
              <input type="checkbox" checked={look.layers.value[name]} onChange={() => toggle(name)} />
              {title}
            </label>
          ))}
          <span class="app-group">
            <Button id="before" aria-pressed={look.isBefore.value} press={() => (look.isBefore.value = !look.isBefore.value)}>
              Before
            </Button>
            <Button id="side" aria-pressed={look.isSlid.value} press={() => (look.isSlid.value = !look.isSlid.value)}>
              Slide
            </Button>
          </span>
          <div class="app-legend app-legend--menu">
            <Keys />
          </div>
        </div>
      )}
    </div>
  );
}

/** What the colours and lines mean, over the map; on a telephone the menu of layers has it. */
export function Legend() {
  const { look } = useDesk();
  return (
    <div class="app-legend" id="legend">
      <Keys />
      {look.flowing.value?.kind === 'neighbourhood' && <LeastFlow />}
    </div>
  );
}

/** The least flow that is drawn. */
function LeastFlow() {
  const { look } = useDesk();
  return (
    <label class="app-step" for="least-flow">
      at least
      <input id="least-flow" class="app-input app-input--few" type="number" min={0} step={50} value={look.leastFlow.value} onChange={event => (look.leastFlow.value = Number(event.currentTarget.value) || 0)} />
      patients
    </label>
  );
}

function Keys() {
  const { look, session } = useDesk();
  const { title, steps } = painting(look.shading.value, session.now.value.zones);
  const hasMoved = (session.evaluation?.moved.areas.length ?? 0) > 0;
  const flowing = look.flowing.value;
  const isOutlined = look.ground.value?.marks === 'outlines';
  const lines = [
    look.shading.value !== 'neighbourhood' && (
      <div key="shade">
        <strong>{title}</strong>
        {steps.map(([colour, words]) => (
          <span key={words} class="app-step">
            <Swatch fill={seenThrough(colour)} /> {words}
          </span>
        ))}
      </div>
    ),
    hasMoved && (
      <div key="moved">
        <span class="app-step">
          <span class={`app-key ${isOutlined ? 'app-key--outlined' : 'app-key--moved'}`} aria-hidden="true" /> {isOutlined ? 'moved' : 'moved, in stripes of the colour it had'}
        </span>
        <span class="app-step">
          <span class="app-key app-key--gained" aria-hidden="true" /> new border
        </span>
      </div>
    ),
    look.layers.value.practices && (
      <span key="practices" class="app-step">
        <span class="app-key app-key--practice" aria-hidden="true" /> GP practice, larger: a longer list
      </span>
    ),
    look.layers.value.practices && session.now.value.closed.size > 0 && (
      <span key="closed" class="app-step">
        {isOutlined ? <span class="app-key app-key--shut" aria-hidden="true" /> : <span class="app-key app-key--closed" aria-hidden="true">×</span>} closed in this plan
      </span>
    ),
    look.layers.value.councils && look.ground.value?.drawable.includes('councils') && (
      <span key="councils" class="app-step">
        <span class="app-key app-key--council" aria-hidden="true" /> council border
      </span>
    ),
    flowing && (
      <div key="flows">
        {flowing.kind === 'neighbourhood' && (
          <span class="app-step">
            <span class="app-key app-key--out" aria-hidden="true" /> live here, registered there
          </span>
        )}
        <span class="app-step">
          <span class="app-key app-key--in" aria-hidden="true" /> {flowing.kind === 'practice' ? 'its patients live there' : 'live there, registered here'}
        </span>
      </div>
    ),
  ].filter(Boolean);
  return <>{lines}</>;
}
