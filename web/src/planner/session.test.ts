import { afterEach, expect, test, vi } from 'vitest';

import { changed, changesOf, fresh, toggledLock } from '../plan/plan';
import type { Change } from '../service/api';
import type { Facts } from '../service/facts';
import { notices } from './notices';
import { Session } from './session';

const facts = { zones: new Map(), areas: new Map(), practices: new Map() } as unknown as Facts;
const closing: Change = { op: 'close_practice', practice: 'P1', to: 'P2' };
const ward: Change = { op: 'move_by_set', set: 'ward', code: 'E05', to: 'N02' };

/** The service, which answers when it is told to. */
function service(): { answer: () => void } {
  let answer = () => undefined as void;
  vi.stubGlobal('location', { href: 'http://127.0.0.1:8080/app/' });
  const evaluation = { moved: { areas: [{ code: 'E1', to: 'N02' }], practices: [] }, neighbourhoods: [], summary: [] };
  const response = new Response(JSON.stringify(evaluation), { headers: { 'content-type': 'application/json' } });
  vi.stubGlobal('fetch', () => new Promise<Response>(resolve => (answer = () => resolve(response))));
  return { answer: () => answer() };
}

/** A plan that closes a practice, with a lock, so that the service is asked before anything goes elsewhere. */
function session(): Session {
  return new Session({ ...facts, zones: new Map([['N02', { id: 'N02', name: 'North' }]]) } as unknown as Facts, toggledLock(changed(fresh('draft'), closing), 'N01'), []);
}

afterEach(() => {
  vi.unstubAllGlobals();
  notices.value = [];
});

test('a practice is opened again once the service has said where it would count', async () => {
  const [asked, { answer }] = [session(), service()];
  const opened = asked.openAgain('P1');
  answer();
  expect(await opened).toBe(true);
  expect(changesOf(asked.plan.value)).toEqual([]);
});

test('a plan that is only looked at stays as it is, also where it was opened while the service was asked', async () => {
  const [asked, { answer }] = [session(), service()];
  const opened = asked.openAgain('P1');
  asked.isLooking.value = true;
  answer();
  expect(await opened).toBe(false);
  expect(notices.value.map(notice => notice.words)).toEqual([expect.stringContaining('You are looking at a plan')]);
  expect(changesOf(asked.plan.value)).toEqual([closing]);
});

test('nor does a whole ward go elsewhere in it', async () => {
  const [asked, { answer }] = [session(), service()];
  expect(asked.change(ward)).toBe(true);
  asked.isLooking.value = true;
  answer();
  await vi.waitFor(() => undefined);
  await vi.waitUntil(() => notices.value.length > 0);
  expect(notices.value.map(notice => notice.words)).toEqual([expect.stringContaining('You are looking at a plan')]);
  expect(changesOf(asked.plan.value)).toEqual([closing]);
});
