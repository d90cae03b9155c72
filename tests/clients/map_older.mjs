// The service's style as it is, in map libraries that people have: MapLibre 4.7 to 6 and Mapbox GL 1.13, in headless Chromium. Prints for
// each the labels that are drawn, the colours in the picture, and whatever it complained of, as JSON.
//
// node map_older.mjs http://host:port folder-of-node_modules package…

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const [base, modules, ...packages] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');

// A page of its own origin, so that what the service sends must be allowed to it (CORS).
const origin = 'http://map.test';
const page_of = (name, isModule) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Map</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/${name}.css"><style>body { margin: 0 } #map { width: 800px; height: 800px }</style>
${isModule ? '' : `<script src="/${name}.js"></script>`}</head><body><div id="map"></div></body></html>`;
const types = { '.mjs': 'text/javascript', '.js': 'text/javascript', '.css': 'text/css', '.map': 'application/json' };

/** In the page: draws the style, and tells what is there once all of it is. */
async function draw([base, name, isModule]) {
    const library = isModule ? await import(`/${name}.mjs`) : (window.maplibregl ?? window.mapboxgl);
    if (isModule) library.setWorkerUrl(new URL(`/${name}-worker.mjs`, location.href).href);
    const options = { container: 'map', style: `${base}/xyz/style`, center: [-1.29, 51.81], zoom: 9.2, fadeDuration: 0 };
    const map = new library.Map({ ...options, preserveDrawingBuffer: true, canvasContextAttributes: { preserveDrawingBuffer: true } });
    const errors = [];
    map.on('error', event => errors.push(String(event.error?.message ?? event.error)));
    await new Promise(resolve => map.once('idle', resolve));
    const labels = map.queryRenderedFeatures({ layers: ['labels'] }).map(feature => feature.properties.id);
    const copy = new OffscreenCanvas(800, 800).getContext('2d', { willReadFrequently: true });
    copy.drawImage(map.getCanvas(), 0, 0, 800, 800);
    const { data } = copy.getImageData(0, 0, 800, 800);
    const colours = {};
    for (let place = 0; place < data.length; place += 4) {
        const colour = `#${[0, 1, 2].map(part => data[place + part].toString(16).padStart(2, '0')).join('')}`;
        colours[colour] = (colours[colour] ?? 0) + 1;
    }
    return { version: library.version ?? library.getVersion?.(), labels: [...new Set(labels)], colours, errors };
}

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-features=LocalNetworkAccessChecks'],
});
const answers = {};
for (const folder of packages) {
    const name = folder.startsWith('mapbox') ? 'mapbox-gl' : 'maplibre-gl';
    const dist = path.join(modules, folder, 'dist');
    const isModule = await readFile(path.join(dist, `${name}.js`)).then(() => false, () => true);
    const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
    const complaints = [];
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('requestfailed', request => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
    await page.route(`${origin}/**`, async route => {
        const file = new URL(route.request().url()).pathname;
        if (file === '/') return route.fulfill({ contentType: 'text/html', body: page_of(name, isModule) });
        return route.fulfill({ contentType: types[path.extname(file)], body: await readFile(path.join(dist, path.basename(file))) });
    });
    await page.goto(`${origin}/`);
    answers[folder] = { ...(await page.evaluate(draw, [base, name, isModule])), complaints };
    await page.close();
}
await browser.close();
console.log(JSON.stringify(answers));
