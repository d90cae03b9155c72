/** What could work: the smallest change that brings every neighbourhood into a range, looked for by the service; what is locked stays. */

import { useEffect, useRef, useState } from 'preact/hooks';

import { freeRange, type Range } from '../../plan/judge/range';
import { isFrontier, type SuggestRequest } from '../../service/suggestions';
import { Button, Choice, Details, Icon } from '../../ui/widgets';
import { names } from '../../ui/words';
import { useDesk } from '../desk';
import { Answer } from './answer';
import { FrontierAnswer } from './frontier';
import { Groups } from './groups';
import { COUNTED, RangeFields, type Typed } from './range_fields';
import type { Against, SearchState } from './search';

const LEAST_MOVED: readonly [NonNullable<SuggestRequest['minimise']>, string][] = [
  ['residents', 'people'],
  ['registered_by_residence', 'registered patients'],
  ['areas', 'areas'],
];
const WHOLE: readonly ['none' | 'msoa' | 'ward' | 'district', string][] = [
  ['none', 'single areas'],
  ['msoa', 'whole MSOAs'],
  ['ward', 'whole wards'],
  ['district', 'whole districts'],
];
const SECONDS: readonly [string, string][] = [
  ['10', '10 seconds'],
  ['60', '1 minute'],
  ['300', '5 minutes'],
];
const AGAINST: readonly [Against, string][] = [
  ['patients_crossing', 'patients who live in one neighbourhood and are registered in another'],
  ['neighbourhoods_outside', 'neighbourhoods that stay outside'],
];
/** The range that the form begins with where the plan is not held to one of people. */
const FIRST: Range = { figure: 'residents', least: 35_000, most: 66_000 };

export function Could() {
  const { look, search } = useDesk();
  const state = search.state.value;
  const found = useRef<HTMLDivElement>(null);
  // How far it is, and what was found, are below the question: they are brought to where one looks.
  useEffect(() => {
    if (state.kind === 'done') found.current?.scrollIntoView({ block: 'start' });
    if (state.kind === 'running') document.getElementById('could-stop')?.scrollIntoView({ block: 'nearest' });
  }, [state.kind]);
  const back = () => {
    look.isSearching.value = false;
    requestAnimationFrame(() => document.getElementById('could-open')?.focus());
  };
  return (
    <>
      <p>
        <Button class="app-link" press={back}>
          <Icon name="back" /> All neighbourhoods
        </Button>
      </p>
      <h2>What could work</h2>
      <p>The service looks for the smallest change that brings every neighbourhood into a range, from the plan as it is. It is a computation, and no view of anyone’s: what is locked stays, and nothing moves before you open what it found.</p>
      <Ask isBusy={state.kind === 'running'} />
      {state.kind === 'running' && <Progress state={state} />}
      {state.kind === 'stopped' && <p role="status">Stopped. Nothing was changed.</p>}
      {state.kind === 'failed' && (
        <div class="app-notice app-notice--trouble" role="alert">
          <p>{state.why}</p>
        </div>
      )}
      <div ref={found} class="app-found-plans">
        {state.kind === 'done' && (isFrontier(state.answer) ? <FrontierAnswer answer={state.answer} /> : <Answer answer={state.answer} />)}
      </div>
      <Groups />
    </>
  );
}

function Ask({ isBusy }: { isBusy: boolean }) {
  const { search, session } = useDesk();
  const held = session.range;
  const first = held && COUNTED.some(([figure]) => figure === held.figure) && held.least !== null && held.most !== null ? held : FIRST;
  const [typed, setTyped] = useState<Typed>({ figure: first.figure as Typed['figure'], least: first.least?.toString() ?? '', most: first.most?.toString() ?? '' });
  const [minimise, setMinimise] = useState<NonNullable<SuggestRequest['minimise']>>('residents');
  const [whole, setWhole] = useState<(typeof WHOLE)[number][0]>('none');
  const [anchors, setAnchors] = useState(true);
  const [seconds, setSeconds] = useState('10');
  const [against, setAgainst] = useState<Against>('patients_crossing');
  const [wrong, setWrong] = useState('');
  const ask = (isWeighed: boolean) => {
    const range = freeRange(typed.figure, typed.least, typed.most);
    setWrong(typeof range === 'string' ? range : '');
    if (typeof range === 'string') return;
    const rule = { figure: range.figure, ...(range.least !== null && { least: range.least }), ...(range.most !== null && { most: range.most }) };
    const question = { policy: { rules: [rule] }, minimise, keep_together: whole === 'none' ? null : whole, anchors, seconds: Number(seconds) };
    void (isWeighed ? search.weigh(question, against) : search.ask(question));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    ask(false);
  };
  const locked = session.plan.value.locked.filter(zone => session.now.value.zones.has(zone)).map(zone => session.name(zone));
  return (
    <form onSubmit={submit} class="app-could">
      <RangeFields id="could" legend="Every neighbourhood is to have" typed={typed} type={setTyped} wrong={wrong} />
      <p id="could-locked">{locked.length ? `Locked, so nothing goes in or out: ${names(locked)}.` : 'No neighbourhood is locked. Lock those that must stay, on the map or by themselves under “All”.'}</p>
      <Details title="More settings">
        <p class="app-group">
          <Choice id="could-minimise" title="Move as few" options={LEAST_MOVED} value={minimise} choose={setMinimise} />
          <Choice id="could-whole" title="in" options={WHOLE} value={whole} choose={setWhole} />
          <Choice id="could-seconds" title="Look for at most" options={SECONDS} value={seconds} choose={setSeconds} />
          <Choice id="could-against" title="Weigh it against" options={AGAINST} value={against} choose={setAgainst} />
        </p>
        <label class="app-check">
          <input type="checkbox" checked={anchors} onChange={event => setAnchors(event.currentTarget.checked)} />
          The area of each neighbourhood’s largest practice stays
        </label>
      </Details>
      <p>
        <button type="submit" class="app-button" id="could-ask" disabled={isBusy}>
          Look for what could work
        </button>{' '}
        <Button press={() => ask(true)} id="could-weigh" disabled={isBusy}>
          Weigh several plans
        </Button>
      </p>
      <p class="app-fine">“Weigh several plans” finds some that move more people, and leave fewer {against === 'patients_crossing' ? 'patients who live in one neighbourhood and are registered in another' : 'neighbourhoods outside'}.</p>
    </form>
  );
}

function Progress({ state }: { state: Extract<SearchState, { kind: 'running' }> }) {
  const { search } = useDesk();
  const { job, isReached, seconds } = state;
  const share = job?.progress?.share;
  const words = !isReached ? 'The service is not reached. It is asked again.' : (job?.progress?.in_words ?? (job?.ahead ? `It waits for ${job.ahead} before it.` : seconds > 0 ? `Looking, for at most ${seconds} seconds …` : 'Looking …'));
  return (
    <div class="app-progress" role="status">
      <progress aria-label="How far the search is" max={1} value={share} />
      <p>{words}</p>
      <Button press={() => search.stop()} id="could-stop">
        Stop looking
      </Button>
    </div>
  );
}
