import { expect, test } from 'vitest';

import { isSamePlan, read, write } from './address';

const id = '0123456789abcdef0123456789abcdef';

test('an address is read as it was written', () => {
  const address = { draft: 'illustrative-2026', scenario: id, view: [9.5, -1.29, 51.8] as [number, number, number] };
  expect(read(write(address))).toEqual({ ...address, wrong: [] });
  expect(write(address)).toContain('map=9.5/-1.29/51.8');
  expect(read('')).toEqual({ draft: null, scenario: null, view: null, wrong: [] });
  expect(read(`#scenario=${id}@3`).scenario).toBe(`${id}@3`);
});

test('what cannot be read is said, and not passed over', () => {
  expect(read('#map=a/b/c').wrong).toEqual(['“a/b/c” is not a view of the map']);
  expect(read('#map=9//51').view).toBeNull();
  expect(read('#scenario=nonsense')).toMatchObject({ scenario: null, wrong: ['“nonsense” is not the id of a plan'] });
  expect(read('#a=nonsense').wrong).toEqual(['“a” means nothing here']);
});

test('the same plan seen elsewhere is the same plan', () => {
  expect(isSamePlan(read(`#scenario=${id}&map=9/1/50`), read(`#scenario=${id}`))).toBe(true);
  expect(isSamePlan(read(`#scenario=${id}`), read('#draft=other'))).toBe(false);
});
