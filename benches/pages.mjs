// How fast the planner's page is, in headless Chromium: bytes of the first load, the time to figures, 200 strokes, memory after 500, a slow
// line, and shifts of the layout, each beside what it may be at most. Prints JSON. Timings live here, never in tests.
//
// node benches/pages.mjs http://host:port [folder-of-node_modules]

import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const [base, modules = path.join(os.homedir(), '.cache/footprint-clients/node_modules')] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
});
const found = {};

/** A page, with the bytes that came over the line. */
async function open(line) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    if (line) await network.send('Network.emulateNetworkConditions', { offline: false, latency: 100, downloadThroughput: line, uploadThroughput: line });
    // What came compressed: the app, the map's library with its worker, and everything else (the page, answers, tiles).
    const bytes = { app: 0, map: 0, rest: 0 };
    let hasWorker = false;
    const kinds = new Map();
    network.on('Network.responseReceived', ({ requestId, response }) => kinds.set(requestId, response.url));
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        const name = kinds.get(requestId) ?? '';
        hasWorker ||= /worker/.test(name);
        // The map and its worker are fetched after the rest.
        bytes[/web_map|worker/.test(name) ? 'map' : /\.(js|css)$/.test(name) ? 'app' : 'rest'] += encodedDataLength;
    });
    await page.addInitScript(() => {
        globalThis.shifts = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifts += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
    });
    const began = Date.now();
    await page.goto(`${base}/app/`, { waitUntil: 'commit' });
    await page.waitForSelector('.app-tile__figure');
    const figures = Date.now() - began;
    await page.waitForSelector('#map[data-ready=yes]', { timeout: 120_000 });
    const shifts = await page.evaluate(() => globalThis.shifts);
    // The skeleton is what is painted first.
    const skeleton = await page.evaluate(() => Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime));
    if (!hasWorker) {
        // A browser tells of a worker's script elsewhere: it is asked for once more, as the page asks for it.
        const [worker] = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).filter(name => /worker/.test(name)));
        if (!worker) throw new Error('the map runs without a worker, whose bytes are asked for');
        const answer = await context.request.get(worker, { headers: { 'accept-encoding': 'br' } });
        bytes.map += Number(answer.headers()['content-length'] ?? (await answer.body()).length);
    }
    return { page, seen: { skeletonMs: skeleton, figuresMs: figures, mapMs: Date.now() - began, bytes: { ...bytes }, shifts } };
}

const slow = await open(50_000);
found.slow = slow.seen;
await slow.page.context().close();
const { page, seen } = await open(0);
found.first = seen;

// A stroke on the map: until it is drawn, and to the figures.
const strokes = async count =>
    page.evaluate(async count => {
        const glass = document.querySelector('.app-glass');
        const { left, top, width, height } = glass.getBoundingClientRect();
        const at = (kind, x, y) => glass.dispatchEvent(new PointerEvent(kind, { clientX: left + width * x, clientY: top + height * y, pointerId: 1, button: 0, buttons: 1, bubbles: true }));
        glass.setPointerCapture = () => undefined;
        const times = [];
        const target = document.querySelector('#target');
        for (let stroke = 0; stroke < count; stroke += 1) {
            target.selectedIndex = stroke % 15;
            target.dispatchEvent(new Event('change', { bubbles: true }));
            await new Promise(requestAnimationFrame);
            const [x, y] = [0.3 + 0.4 * ((stroke * 0.618) % 1), 0.3 + 0.4 * ((stroke * 0.414) % 1)];
            const began = performance.now();
            // What the hand did is on the map when this returns: the figures are stale from then on.
            at('pointerdown', x, y);
            const shown = performance.now() - began;
            at('pointerup', x, y);
            await new Promise(resolve => setTimeout(resolve));
            if (document.querySelector('.app-tiles').dataset.stale === 'false') continue;
            while (document.querySelector('.app-tiles').dataset.stale !== 'false') await new Promise(resolve => setTimeout(resolve, 1));
            times.push([shown, performance.now() - began]);
        }
        return times;
    }, count);
const memory = () => page.evaluate(() => (globalThis.gc?.(), performance.memory.usedJSHeapSize));
await page.keyboard.press('b');
const share = (times, part) => Math.round(times.toSorted((one, other) => one - other)[Math.floor(times.length * part)] * 10) / 10;
await strokes(20);
const before = await memory();
const times = await strokes(200);
found.strokes = { count: times.length, shownMs: share(times.map(([shown]) => shown), 0.5), figuresMs: share(times.map(([, figures]) => figures), 0.5), nineInTenMs: share(times.map(([, figures]) => figures), 0.9) };
await strokes(300);
found.heapMb = [before, await memory()].map(bytes => Math.round(bytes / 1e5) / 10);
found.shiftsAfterStrokes = await page.evaluate(() => globalThis.shifts);
await browser.close();
const { first, slow: line, strokes: drawn, heapMb } = found;
// What each may be at most; the heap may grow by the noise of collecting it.
const most = [
    ['kB of the app without the map', first.bytes.app / 1000, 150],
    ['kB of the app with the map and its worker', (first.bytes.app + first.bytes.map) / 1000, 600],
    ['ms to the first figures', first.figuresMs, 1500],
    ['ms to the skeleton at 400 kbit/s', line.skeletonMs, 1000],
    ['ms to figures at 400 kbit/s', line.figuresMs, 10_000],
    ['ms until a stroke is on the map', drawn.shownMs, 16.7],
    ['ms from a stroke to its figures, median', drawn.figuresMs, 80],
    ['ms from a stroke to its figures, nine in ten', drawn.nineInTenMs, 150],
    ['MB that the heap grew by in 500 strokes', heapMb[1] - heapMb[0], 3],
    ['shift of the layout while it loads', first.shifts, 0.001],
];
found.held = Object.fromEntries(most.map(([what, is, limit]) => [what, `${Math.round(is * 1000) / 1000}, at most ${limit}: ${is <= limit ? 'held' : 'NOT HELD'}`]));
console.log(JSON.stringify(found, null, 2));
