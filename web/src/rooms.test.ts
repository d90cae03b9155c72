import { expect, test } from 'vitest';

/** The rooms, each of which may use itself and those before it. */
const ROOMS = ['ui', 'service', 'plan', 'map', 'planner', 'pages'];
/** Made from the contract; it imports nothing. */
const GENERATED = './service/schema.d.ts';

const sources = import.meta.glob<string>('./**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });

/** What a file imports of ours, types and what is fetched later too. */
function imports(file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from |import\()'(\.[^']*)'/g)].map(match => new URL(match[1] ?? '', `file:///${file.slice(2)}`).pathname);
  return found.map(path => [`.${path}.ts`, `.${path}.tsx`, `.${path}.d.ts`].find(name => name in sources || name === GENERATED) ?? `.${path}`);
}

/** A circle of files, as they import each other; empty when there is none. */
function circle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    const found = (graph.get(file) ?? []).map(next => walk(next, [...trail, file])).find(way => way.length > 0);
    done.add(file);
    return found ?? [];
  };
  return [...graph.keys()].map(file => walk(file, [])).find(way => way.length > 0) ?? [];
}

const graph = new Map(Object.entries(sources).map(([file, text]) => [file, imports(file, text)]));
const room = (file: string) => ROOMS.indexOf(file.split('/')[1] ?? '');

test('files import each other in no circle', () => {
  expect(graph.size).toBeGreaterThan(40);
  expect(circle(graph)).toEqual([]);
});

test('a room uses only those below it', () => {
  const upwards = [...graph].flatMap(([file, uses]) => (room(file) < 0 ? [] : uses.filter(used => room(used) > room(file)).map(used => `${file} uses ${used}`)));
  expect(upwards).toEqual([]);
});

test('a file has at most 400 lines, and a folder at most 20 files', () => {
  const long = Object.entries(sources).filter(([file, text]) => file !== GENERATED && text.split('\n').length > 401);
  expect(long.map(([file]) => file)).toEqual([]);
  const folders = Object.keys(sources).map(file => file.slice(0, file.lastIndexOf('/')));
  expect([...new Set(folders)].filter(folder => folders.filter(other => other === folder).length > 20)).toEqual([]);
});

test('no file leads to an address from the root of the host, where a proxy may have something else', () => {
  const fromRoot = Object.entries(sources).filter(([, text]) => /\b(href|src|action)[:=]\s*\{?\s*[`'"]\//.test(text));
  expect(fromRoot.map(([file]) => file)).toEqual([]);
});

test('a circle is found, of types alone and of what is fetched later too', () => {
  const text = (path: string) => `import type { A } from '${path}';`;
  expect(imports('./ui/dom.ts', text('../pages/main'))).toEqual(['./pages/main.tsx']);
  expect(imports('./map/hand.ts', "const { Swipe } = await import('./swipe');")).toEqual(['./map/swipe.ts']);
  expect(circle(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]]))).toEqual(['b', 'c', 'b']);
});
