import { expect, test } from 'vitest';

import type { Facts } from '../service/facts';
import { suggestions } from './places';

const facts = {
  zones: new Map([['N01', { id: 'N01', name: 'Banbury' }]]),
  areas: new Map([
    ['E1', { id: 'E1', msoa: { name: 'Banbury Grimsbury' }, ward: { name: 'Grimsbury' } }],
    ['E2', { id: 'E2', msoa: { name: 'Banbury Grimsbury' }, ward: { name: 'Ruscote' } }],
  ]),
  practices: new Map([['K84024', { id: 'K84024', name: 'Windrush Surgery, Banbury' }]]),
} as unknown as Facts;

const names = (text: string) => suggestions(facts, text).map(place => place.name);

test('what begins with the text comes first, each name once', () => {
  expect(names('ban')).toEqual(['Banbury', 'Banbury Grimsbury', 'Windrush Surgery, Banbury']);
  expect(names('k84024')).toEqual(['Windrush Surgery, Banbury']);
  expect(names('b')).toEqual([]);
});

test('what has a digit where postcodes have one is a postcode', () => {
  expect(suggestions(facts, 'ox1 1nd')).toEqual([{ kind: 'Postcode', name: 'OX1 1ND', id: 'OX1 1ND' }]);
  expect(suggestions(facts, 'OX17')[0]?.kind).toBe('Postcode');
});
