import { expect, test } from 'vitest';

import type { Facts } from '../service/facts';
import type { Settlement } from '../service/settlements';
import { allOf, suggestions } from './places';

const facts = {
  zones: new Map([['N01', { id: 'N01', name: 'Banbury' }]]),
  areas: new Map([
    ['E1', { id: 'E1', name: 'Cherwell 001A', bbox: [0, 0, 1, 1], msoa: { id: 'M1', name: 'Banbury Grimsbury' }, ward: { id: 'W1', name: 'Grimsbury' } }],
    ['E2', { id: 'E2', name: 'Cherwell 001B', bbox: [1, 0, 2, 1], msoa: { id: 'M1', name: 'Banbury Grimsbury' }, ward: { id: 'W2', name: 'Ruscote' } }],
    ['E3', { id: 'E3', name: 'Cherwell 016B', bbox: [5, 5, 6, 6], msoa: { id: 'M2', name: 'Islip, Kirtlington & Tackley' }, ward: { id: 'W3', name: 'Launton' } }],
  ]),
  practices: new Map([['K84024', { id: 'K84024', name: 'Windrush Surgery, Banbury' }]]),
} as unknown as Facts;
const settlements: Settlement[] = [{ name: 'Islip', at: [-1.24, 51.82], population: 652 }, { name: 'Banbury', at: [-1.34, 52.06], population: 54_335 }];

const found = (text: string) => suggestions(facts, facts.zones.values(), settlements, text);
const names = (text: string) => found(text).map(place => `${place.kind} ${place.name}`);

test('what begins with the text comes first, each name once a kind', () => {
  expect(names('ban')).toEqual(['Neighbourhood Banbury', 'Town Banbury', 'MSOA Banbury Grimsbury', 'Practice Windrush Surgery, Banbury']);
  expect(names('k84024')).toEqual(['Practice Windrush Surgery, Banbury']);
  expect(names('b')).toEqual([]);
});

test('a village is where it is, and the MSOA that is named after it is all of that', () => {
  expect(found('islip')[0]).toEqual({ kind: 'Village', name: 'Islip', id: 'Islip', at: [-1.24, 51.82] });
  expect(found('banbury grims')[0]).toMatchObject({ kind: 'MSOA', areas: ['E1', 'E2'], bbox: [0, 0, 2, 1] });
  expect(allOf(facts, 'E1', 'msoa')).toEqual(['E1', 'E2']);
  expect(allOf(facts, 'E1', 'ward')).toEqual(['E1']);
});

test('what has a digit where postcodes have one is a postcode', () => {
  expect(found('ox1 1nd')).toEqual([{ kind: 'Postcode', name: 'OX1 1ND', id: 'OX1 1ND' }]);
  expect(found('OX17')[0]?.kind).toBe('Postcode');
});
