import { expect, test } from 'vitest';

import { Asking, type Ending } from './asking';

/** A service that answers when it is told to. */
function service() {
  const open: ((ending: Ending) => void)[] = [];
  let asked = 0;
  const ask = () => {
    asked += 1;
    return new Promise<Ending>(resolve => open.push(resolve));
  };
  const busy: boolean[] = [];
  const settle = () => new Promise(resolve => setTimeout(resolve));
  return { ask, told: (isBusy: boolean) => void busy.push(isBusy), isBusy: () => busy.at(-1), asked: () => asked, answer: (ending: Ending = 'answered') => (open.shift()?.(ending), settle()) };
}

test('there is one question at a time, and the last change is asked', async () => {
  const { ask, told, isBusy, asked, answer } = service();
  const asking = new Asking(ask, 0, told);
  void asking.now();
  void asking.now();
  void asking.now();
  expect(asked()).toBe(1);
  await answer();
  expect(asked()).toBe(2);
  expect(isBusy()).toBe(true);
  await answer();
  expect([asked(), isBusy()]).toEqual([2, false]);
});

test('a burst is asked at once, and once more at its end', async () => {
  const { ask, told, isBusy, asked, answer } = service();
  const asking = new Asking(ask, 20, told);
  for (let change = 0; change < 5; change += 1) asking.soon();
  expect(asked()).toBe(1);
  await answer();
  expect(isBusy()).toBe(true);
  await new Promise(resolve => setTimeout(resolve, 40));
  await answer();
  expect(isBusy()).toBe(false);
  await new Promise(resolve => setTimeout(resolve, 40));
  expect(asked()).toBe(2);
});

test('a service that is not reached is asked again, after a while that doubles, and at once when something changes', async () => {
  const { ask, told, isBusy, asked, answer } = service();
  const waits: [() => void, number][] = [];
  const clock = { set: (run: () => void, ms: number) => waits.push([run, ms]), clear: () => void waits.pop() };
  const asking = new Asking(ask, 0, told, clock);
  void asking.now();
  await answer('unreached');
  expect([asked(), isBusy(), waits.map(([, ms]) => ms)]).toEqual([1, true, [1000]]);
  waits.shift()?.[0]();
  await answer('unreached');
  expect([asked(), waits.map(([, ms]) => ms)]).toEqual([2, [2000]]);
  void asking.now();
  expect([asked(), waits.length]).toEqual([3, 0]);
  await answer();
  expect(isBusy()).toBe(false);
});
