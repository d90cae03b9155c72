/** What neighbourhoods are held to: a policy, or a range of one's own. */

import { useState } from 'preact/hooks';

import { freeRange, RULED, type Ruled } from '../../plan/judge/range';
import { Button, Choice } from '../../ui/widgets';
import { useDesk } from '../desk';

const OWN = 'own';

export function MeasureChoice() {
  const { session, look } = useDesk();
  const measure = session.measure.value;
  const range = session.range;
  const impossible = session.evaluation?.verdict?.after.impossible ?? [];
  const [isOwn, setOwn] = useState('range' in measure);
  const options = [...session.policies.map(policy => [policy.id, policy.title] as const), [OWN, 'A range of your own …'] as const];
  const choose = (id: string) => {
    setOwn(id === OWN);
    if (id !== OWN) void session.measureBy({ policy: id });
  };
  const [figure, setFigure] = useState<Ruled>(range?.figure ?? 'residents');
  const [least, setLeast] = useState(range?.least?.toString() ?? '');
  const [most, setMost] = useState(range?.most?.toString() ?? '');
  const [wrong, setWrong] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    const read = freeRange(figure, least, most);
    setWrong(typeof read === 'string' ? read : '');
    if (typeof read !== 'string') void session.measureBy({ range: read });
  };
  return (
    <div class="app-measure">
      <Choice id="policy" title="Held to" options={options} value={isOwn || 'range' in measure ? OWN : measure.policy} choose={choose} />
      <Button id="could-open" press={() => (look.isSearching.value = true)}>
        What could work
      </Button>
      {impossible.map(({ text }) => (
        <p key={text} class="app-hint">
          {text}
        </p>
      ))}
      {isOwn && (
        <form class="app-group" onSubmit={submit}>
          <Choice id="range-figure" title="Figure" isHidden options={Object.entries(RULED) as [Ruled, string][]} value={figure} choose={setFigure} />
          <label for="range-least">from</label>
          <input id="range-least" class="app-input app-input--few" inputMode="numeric" value={least} onInput={event => setLeast(event.currentTarget.value)} aria-describedby="range-wrong" />
          <label for="range-most">to</label>
          <input id="range-most" class="app-input app-input--few" inputMode="numeric" value={most} onInput={event => setMost(event.currentTarget.value)} aria-describedby="range-wrong" />
          <button type="submit" class="app-tool">
            Apply
          </button>
          <span id="range-wrong" class="app-error-message" role="alert">
            {wrong}
          </span>
        </form>
      )}
    </div>
  );
}
