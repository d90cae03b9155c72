import { expect, test } from 'vitest';

import { Asking } from './asking';

/** A service that answers when it is told to. */
function service() {
  const open: (() => void)[] = [];
  let asked = 0;
  const ask = () => {
    asked += 1;
    return new Promise<void>(resolve => open.push(resolve));
  };
  const settle = () => new Promise(resolve => setTimeout(resolve));
  return { ask, asked: () => asked, answer: () => (open.shift()?.(), settle()) };
}

test('there is one question at a time, and the last change is asked', async () => {
  const { ask, asked, answer } = service();
  const asking = new Asking(ask, 0);
  void asking.now();
  void asking.now();
  void asking.now();
  expect(asked()).toBe(1);
  await answer();
  expect(asked()).toBe(2);
  await answer();
  expect(asked()).toBe(2);
});

test('a burst is asked at once, and once more at its end', async () => {
  const { ask, asked, answer } = service();
  const asking = new Asking(ask, 20);
  for (let change = 0; change < 5; change += 1) asking.soon();
  expect(asked()).toBe(1);
  await answer();
  await new Promise(resolve => setTimeout(resolve, 40));
  await answer();
  await new Promise(resolve => setTimeout(resolve, 40));
  expect(asked()).toBe(2);
});
