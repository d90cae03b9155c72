import { afterEach, describe, expect, it, vi } from 'vitest';

import { at, here } from './address';

describe('addresses of the service', () => {
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ['http://127.0.0.1:8080/app/', 'http://127.0.0.1:8080'],
    ['https://maps.example/footprint/app/table#x', 'https://maps.example/footprint'],
    ['https://maps.example/app/tools/app/profile', 'https://maps.example/app/tools'],
  ])('on the page %s are under %s', (page, service) => {
    vi.stubGlobal('location', { href: page });
    expect(at('/v1/drafts?limit=1')).toBe(`${service}/v1/drafts?limit=1`);
    expect(here('https://public.example/app/a/xyz/areas/{z}/{x}/{y}?draft=d')).toBe(`${service}/xyz/areas/%7Bz%7D/%7Bx%7D/%7By%7D?draft=d`);
    expect(here('http://127.0.0.1:8080/xyz/areas')).toBe(`${service}/xyz/areas`);
    expect(here('blob:https://maps.example/1')).toBe('blob:https://maps.example/1');
    expect(here('https://public.example/a/app/basemap.pmtiles')).toBe(`${service}/app/basemap.pmtiles`);
    expect(here(`pmtiles://${service}/app/basemap.pmtiles/0/0/0`)).toBe(`pmtiles://${service}/app/basemap.pmtiles/0/0/0`);
  });
});
