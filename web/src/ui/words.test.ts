import { expect, test } from 'vitest';

import { count, difference, many, names, percent, points } from './words';

test('numbers have commas and a true minus', () => {
  expect([count(69938), count(-1143), count(null)]).toEqual(['69,938', '−1,143', 'not known']);
  expect([difference(1143), difference(-1143), difference(0), difference(null)]).toEqual(['+1,143', '−1,143', '0', '']);
});

test('a share has one decimal everywhere, and a few are not none', () => {
  expect([percent(0.98), percent(0.8866), percent(0), percent(0.0004), percent(1)]).toEqual(['98.0%', '88.7%', '0.0%', 'under 0.1%', '100.0%']);
  expect([points(-0.1131), points(0.0004), points(0.012)]).toEqual(['−11.3 points', '0.0 points', '+1.2 points']);
});

test('names with a comma of their own are told apart', () => {
  expect(names(['Banbury', 'Bicester', 'Didcot'])).toBe('Banbury, Bicester and Didcot');
  expect(names(['Oxford Central, North and Botley', 'Didcot', 'Thame'])).toBe('Oxford Central, North and Botley; Didcot and Thame');
  expect([names(['Thame']), many(1, 'area'), many(2000, 'area')]).toEqual(['Thame', '1 area', '2,000 areas']);
});
