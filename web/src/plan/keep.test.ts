import { expect, test } from 'vitest';

import { read, remember, remembered, write } from './keep';
import { brushed, fresh } from './plan';

function store(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: place => [...kept.keys()][place] ?? null,
    getItem: name => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: name => void kept.delete(name),
  };
}

test('an address is read as it was written', () => {
  const address = { draft: 'illustrative-2026', scenario: 'abc', view: [9.5, -1.29, 51.8] as [number, number, number] };
  expect(read(write(address))).toEqual(address);
  expect(write(address)).toContain('map=9.5/-1.29/51.8');
  expect(read('')).toEqual({ draft: null, scenario: null, view: null });
  expect(read('#map=a/b/c').view).toBeNull();
});

test('unsaved work is there again, and what is no plan is none', () => {
  const kept = store();
  const plan = brushed(fresh('draft'), ['E1'], 'N02', false);
  remember(kept, plan);
  expect(remembered(kept, 'draft', null)).toEqual(plan);
  expect(remembered(kept, 'other', null)).toBeNull();
  kept.setItem('footprint:draft', '{broken');
  expect(remembered(kept, 'draft', null)).toBeNull();
});
