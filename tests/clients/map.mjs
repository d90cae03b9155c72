// MapLibre in headless Chromium draws the neighbourhoods, from tiles and from GeoJSON. Prints the colours at places that were asked for,
// and whatever the browser complained of, as JSON.
//
// node map.mjs http://host:port folder-of-node_modules places.json [picture.png]

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const [base, modules, places, picture] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const dist = path.join(modules, 'maplibre-gl/dist');

const page_of = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Map</title>
<link rel="stylesheet" href="/maplibre-gl.css"><link rel="icon" href="data:,">
<style>body { margin: 0 } #map { width: 800px; height: 800px }</style></head><body><div id="map"></div></body></html>`;

// A page of its own origin, so that what the service sends must be allowed to it (CORS).
const origin = 'http://map.test';
const types = { '.mjs': 'text/javascript', '.css': 'text/css', '.map': 'application/json' };

async function local(route) {
    const name = new URL(route.request().url()).pathname;
    if (name === '/') return route.fulfill({ contentType: 'text/html', body: page_of });
    const body = await readFile(path.join(dist, path.basename(name)));
    return route.fulfill({ contentType: types[path.extname(name)], body });
}

// In the page: draws a style and reads the pixels at the places, with nothing above the fills.
async function draw([base, places, from]) {
    const maplibre = await import('/maplibre-gl.mjs');
    maplibre.setWorkerUrl(new URL('/maplibre-gl-worker.mjs', location.href).href);
    const style = await (await fetch(`${base}/xyz/style`)).json();
    if (from === 'geojson') {
        style.sources.neighbourhoods = { type: 'geojson', data: `${base}/collections/neighbourhoods/items?zoom-level=9` };
        for (const layer of style.layers) if (layer.source === 'neighbourhoods') delete layer['source-layer'];
    }
    const map = new maplibre.Map({
        container: 'map', style, center: [-1.29, 51.81], zoom: 9.2, fadeDuration: 0, attributionControl: { compact: false },
        canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    const errors = [];
    map.on('error', event => errors.push(String(event.error)));
    await map.once('idle');
    const labels = map.queryRenderedFeatures({ layers: ['labels'] }).map(feature => feature.properties.id);
    for (const layer of style.layers) {
        if (!['background', 'neighbourhoods'].includes(layer.id)) map.setLayoutProperty(layer.id, 'visibility', 'none');
    }
    map.triggerRepaint();
    await map.once('idle');
    const canvas = map.getCanvas();
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    const colours = {};
    for (const [name, place] of Object.entries(places)) {
        const { x, y } = map.project(place);
        const [red, green, blue] = copy.getImageData(Math.round(x), Math.round(y), 1, 1).data;
        colours[name] = `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
    }
    for (const layer of style.layers) map.setLayoutProperty(layer.id, 'visibility', layer.layout?.visibility ?? 'visible');
    await map.once('idle');
    return { colours, labels, errors };
}

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--disable-features=LocalNetworkAccessChecks'],
});
const answers = { complaints: [] };
for (const from of ['tiles', 'geojson']) {
    const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) answers.complaints.push(message.text());
    });
    page.on('pageerror', error => answers.complaints.push(String(error)));
    page.on('requestfailed', request => answers.complaints.push(`${request.url()} ${request.failure()?.errorText}`));
    await page.route(`${origin}/**`, local);
    await page.goto(`${origin}/`);
    answers[from] = await page.evaluate(draw, [base, JSON.parse(await readFile(places, 'utf8')), from]);
    if (picture) await page.screenshot({ path: picture.replace('.png', `-${from}.png`) });
    await page.close();
}
await browser.close();
console.log(JSON.stringify(answers));
