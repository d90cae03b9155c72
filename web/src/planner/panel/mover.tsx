/** A choice of where something goes: nothing moves while it is turned through, only when it is confirmed (WCAG 3.2.2). */

import { useState } from 'preact/hooks';

import { Button } from '../../ui/widgets';

export function Mover({ label, options, act, move }: { label: string; options: readonly (readonly [string, string])[]; act: string; move: (to: string) => void }) {
  const [to, setTo] = useState('');
  return (
    <span class="app-group app-mover">
      <select class="app-select app-small" aria-label={`${label} to`} value={to} onChange={event => setTo(event.currentTarget.value)}>
        <option value="">Stays</option>
        {options.map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <Button disabled={to === ''} aria-label={label} press={() => move(to)}>
        {act}
      </Button>
    </span>
  );
}
