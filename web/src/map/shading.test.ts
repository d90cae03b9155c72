import { expect, test } from 'vitest';

import type { Area, Zone } from '../service/facts';
import { painting, SHADINGS, UNKNOWN } from './shading';

const zone = { id: 'N01', colour: 0, figures: { self_containment: null } } as unknown as Zone;
const zones = new Map([['N01', zone]]);
const nothing = { registeredIn: null, residentsPerKm2: null, imdDecile: null, isCore20: null } as unknown as Area;

test('what is not known is never shaded as if it were little, much or not so', () => {
  for (const [by] of SHADINGS) {
    if (by === 'neighbourhood') continue;
    const { of, steps } = painting(by, zones);
    expect([by, of(nothing, zone), steps.find(([colour]) => colour === UNKNOWN)?.[1]]).toEqual([by, UNKNOWN, 'not known']);
  }
});

test('every colour of a legend is one that some area has, and outside is no neighbourhood', () => {
  const of = (area: Partial<Area>, by: Parameters<typeof painting>[0]) => painting(by, zones).of({ ...nothing, ...area }, zone);
  const decile = (imdDecile: number) => of({ imdDecile }, 'imd_decile');
  expect([1, 3, 5, 7, 9].map(decile)).toEqual(painting('imd_decile', zones).steps.slice(0, 5).map(([colour]) => colour));
  expect(of({ residentsPerKm2: 0 }, 'residents_per_km2')).toBe(painting('residents_per_km2', zones).steps[0]?.[0]);
  expect(of({ registeredIn: 'outside' }, 'registered')).toBe(painting('registered', zones).steps[0]?.[0]);
  expect(of({ registeredIn: 'N01' }, 'registered')).toBe(painting('neighbourhood', zones).of(nothing, zone));
  expect([of({ isCore20: true }, 'core20'), of({ isCore20: false }, 'core20')]).toEqual(painting('core20', zones).steps.slice(0, 2).map(([colour]) => colour));
});
