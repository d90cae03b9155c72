// The planner's page on a telephone, without a graphics card, and without scripts: by fingers alone. Headless Chromium; prints what was
// seen, as JSON.
//
// node app_touch.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, base, browser, calm, end, kept, open, ready, seen, settled, tab } from './app_browser.mjs';

const page = await open('/app/', 390, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
const finger = await page.context().newCDPSession(page);
const map = await page.locator('#map').boundingBox();
const at = ([x, y]) => ({ x: Math.round(map.x + map.width * x), y: Math.round(map.y + map.height * y) });

/** A finger along some places of the map. */
async function drag(...places) {
    const [first, ...rest] = places.map(at);
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [first] });
    for (const point of rest) await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

seen.share = map.height / 844;
seen.wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const count = async () => (await kept(page))?.changes.length ?? 0;
for (const [tool, places] of [
    ['brush', [[0.4, 0.4], [0.42, 0.42], [0.45, 0.44]]],
    ['box', [[0.3, 0.3], [0.35, 0.35], [0.4, 0.4]]],
    ['lasso', [[0.4, 0.3], [0.5, 0.3], [0.55, 0.4], [0.45, 0.42], [0.38, 0.36]]],
]) {
    await page.locator(`#tool-${tool}`).click();
    await page.locator('#target').selectOption('N03');
    await settled(page, () => drag(...places));
    seen[tool] = await count();
    await settled(page, () => page.locator('#undo').click());
}
await page.locator('#tool-pick').click();
await settled(page, () => page.touchscreen.tap(...Object.values(at([0.35, 0.4]))));
seen.pick = await count();
await audit(page, 'touch');
// A tool's settings are one line, and the rest of them one press away.
const belt = () => page.locator('.app-belt').boundingBox();
const line = (await belt()).height;
await page.locator('#belt-fold').click();
seen.belt = [line, (await belt()).height, await page.locator('#unit').isVisible()];
await audit(page, 'touch-settings');
await page.locator('#belt-fold').click();
// Two fingers mean the map, not a stroke.
await page.locator('#tool-brush').click();
const where = page.url();
const [left, right, far] = [[0.4, 0.4], [0.5, 0.4], [0.7, 0.4]].map(at);
await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ ...left, id: 1 }] });
await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ ...left, id: 1 }, { ...right, id: 2 }] });
await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ ...left, id: 1 }, { ...far, id: 2 }] });
await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
await page.waitForTimeout(500);
seen.pinched = page.url() !== where;
// What is told of a place fits.
await page.locator('#tool-explore').click();
// On a machine that is busy a tap may last so long that it is none.
for (let tries = 0; tries < 5 && !(await page.locator('.app-card').count()); tries += 1) {
    await page.touchscreen.tap(...Object.values(at([0.4, 0.4])));
    await page.waitForTimeout(300);
}
await page.waitForSelector('.app-card');
const card = await page.locator('.app-card').boundingBox();
seen.fits = card.x >= 0 && card.y >= 0 && card.x + card.width <= 390 && card.y + card.height <= 844;
await audit(page, 'touch-card');
await page.getByRole('button', { name: 'Close', exact: true }).click();
// The sheet has three heights.
const heights = [];
for (let press = 0; press < 3; press += 1) {
    heights.push(Math.round((await page.locator('#panel').boundingBox()).height));
    await page.locator('.app-grip').click();
}
seen.heights = heights;
// A tab shows what it holds, and the grip stays to be pulled.
await tab(page, 'practices');
await page.waitForTimeout(500);
const [sheet, grip, body] = await Promise.all(['#panel', '.app-grip', '#tab-panel'].map(part => page.locator(part).boundingBox()));
seen.shown = body.y < sheet.y + sheet.height / 2 && grip.y >= sheet.y - 1;
await audit(page, 'touch-tab');
for (let press = 0; press < 2; press += 1) await page.locator('.app-grip').click();
// What the colours mean.
await page.locator('#layers').click();
await page.getByLabel('Shade by').selectOption('core20');
seen.keyed = await page.locator('#layers-menu').getByText('most deprived fifth').isVisible();
await audit(page, 'touch-layers');
await page.context().close();

// Without a graphics card everything but the map's picture is as it is: the map is drawn, and every tool works on it.
const plain = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
await plain.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return /webgl/.test(kind) ? null : real.call(this, kind, ...rest);
    };
});
const drawn = await plain.newPage();
drawn.on('pageerror', error => seen.complaints.push(String(error)));
await drawn.goto(`${base}/app/`);
await ready(drawn);
await audit(drawn, 'drawn');
// The key has its own room beside the county, and dots are as large as their lists are long.
const reach = selector => drawn.locator(selector).evaluateAll(all => all.map(one => one.getBoundingClientRect()).reduce((most, { right, left, width }) => ({ left: Math.min(most.left, left), right: Math.max(most.right, right), widths: [...most.widths, Math.round(width)] }), { left: Infinity, right: 0, widths: [] }));
seen.beside = (await reach('#legend')).right <= (await reach('.app-drawn path[data-area]')).left;
const dots = (await reach('.app-drawn__practice')).widths;
seen.dots = [Math.min(...dots), Math.max(...dots)];
const box = await drawn.locator('#map').boundingBox();
await drawn.locator('#tool-brush').click();
await drawn.locator('#target').selectOption('N03');
await settled(drawn, async () => {
    await drawn.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
    await drawn.mouse.down();
    await drawn.mouse.move(box.x + box.width * 0.53, box.y + box.height * 0.52, { steps: 4 });
    await drawn.mouse.up();
});
await calm(drawn);
await tab(drawn, 'change');
seen.drawn = { areas: await drawn.locator('.app-drawn path[data-area]').count(), moved: await drawn.locator('.app-drawn__moved').count(), changes: (await kept(drawn)).changes.length, labels: await drawn.locator('.app-label-name:not([hidden])').count() };
await plain.close();

// Without scripts: what this is, and the way to the figures as pages.
const still = await browser.newContext({ javaScriptEnabled: false });
const silent = await still.newPage();
await silent.goto(`${base}/app/`);
seen.silent = await silent.locator('body').innerText();
seen.ways = await silent.locator('noscript a, main a, p a').evaluateAll(links => links.map(link => link.getAttribute('href')));
await still.close();
await end();
