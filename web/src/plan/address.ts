/** The address bar: what to share, as `#draft=…&scenario=…&map=zoom/lon/lat`. */

export interface Address {
  readonly draft: string | null;
  /** `id` of a scenario, perhaps with `@revision`. */
  readonly scenario: string | null;
  /** Zoom, longitude, latitude. */
  readonly view: [number, number, number] | null;
}

/** An address that was read, and what in it could not be. */
export interface Read extends Address {
  readonly wrong: readonly string[];
}

const KNOWN = ['draft', 'scenario', 'map'];
const SCENARIO = /^[0-9a-f]{32}(@\d+)?$/;

export function read(hash: string): Read {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const wrong = [...given.keys()].filter(name => !KNOWN.includes(name)).map(name => `“${name}” means nothing here`);
  const scenario = given.get('scenario');
  if (scenario !== null && !SCENARIO.test(scenario)) wrong.push(`“${scenario}” is not the id of a plan`);
  const view = viewOf(given.get('map'));
  if (given.has('map') && !view) wrong.push(`“${given.get('map')}” is not a view of the map`);
  return { draft: given.get('draft'), scenario: scenario !== null && SCENARIO.test(scenario) ? scenario : null, view, wrong };
}

function viewOf(text: string | null): Address['view'] {
  const numbers = text?.split('/').map(part => (part.trim() === '' ? Number.NaN : Number(part))) ?? [];
  const [zoom = -1, lon = 999, lat = 999] = numbers;
  const isView = numbers.length === 3 && zoom >= 0 && zoom <= 24 && Math.abs(lon) <= 180 && Math.abs(lat) <= 85;
  return isView ? [zoom, lon, lat] : null;
}

export function write(address: Address): string {
  const parts = new URLSearchParams();
  if (address.draft) parts.set('draft', address.draft);
  if (address.scenario) parts.set('scenario', address.scenario);
  if (address.view) parts.set('map', address.view.join('/'));
  return `#${parts.toString().replaceAll('%2F', '/')}`;
}

/** Whether two addresses are of the same boundaries, wherever they look. */
export function isSamePlan(one: Address, other: Address): boolean {
  return one.draft === other.draft && one.scenario === other.scenario;
}
