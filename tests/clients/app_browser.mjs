// What the scripts that use the pages share: a browser, a page in it, what went wrong, what axe finds.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export const [base, modules, pictures] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const axe = await readFile(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

export const seen = { complaints: [], axe: {} };
export const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});

/** A page of its own browser, as a new visitor has it; `options` are the browser context's. */
export async function open(place, width = 1366, options = {}, wait = ready) {
    const context = await browser.newContext({ viewport: { width, height: 768 }, reducedMotion: 'reduce', ...options });
    return visit(context, place, 200, wait);
}

/** A page that has no script, on a small telephone; `status` is what it is answered with. */
export async function plain(place, status = 200) {
    const context = await browser.newContext({ viewport: { width: 320, height: 768 } });
    return visit(context, place, status, () => undefined);
}

/** Another tab of a browser. */
export async function visit(context, place, status = 200, wait = ready) {
    const page = await context.newPage();
    page.on('console', message => {
        // What a browser itself says of an answer is counted by its status below.
        if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) seen.complaints.push(message.text());
    });
    page.on('response', response => {
        if (response.status() >= 400 && response.status() !== status) seen.complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('pageerror', error => seen.complaints.push(String(error)));
    page.on('request', request => {
        if (!request.url().startsWith(base) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) seen.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${base}${place}`);
    await wait(page);
    return page;
}

/** Until the planner has its figures and its map. */
export async function ready(page) {
    await page.waitForSelector('body[data-ready=yes]');
    if (await page.locator('#map').count()) await page.waitForSelector('#map[data-ready=yes]');
}

/** What axe finds; run through the debugger, which the page's policy does not bind. */
export async function audit(page, name) {
    // What is scrolled under the head of a list is no target.
    await page.evaluate(() => document.getElementById('panel')?.scrollTo(0, 0));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: { type: 'tag', values: tags } }), tags);
    seen.axe[name] = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

export const spoken = page => page.locator('#spoken').textContent();
export const said = page => page.locator('#said').innerText();
export const tab = (page, name) => page.locator(`#tab-${name}`).click();
export const summary = page => page.locator('#summary').innerText();

/** The plan that the browser keeps for this tab: its changes, and what is saved of it. None where it keeps none. */
export const kept = page =>
    page.evaluate(async () => {
        const database = await new Promise(resolve => (indexedDB.open('footprint').onsuccess = event => resolve(event.target.result)));
        const slots = await new Promise(resolve => (database.transaction('plans').objectStore('plans').getAll().onsuccess = event => resolve(event.target.result)));
        database.close();
        const [slot] = slots.filter(slot => slot.tab === sessionStorage.getItem('footprint')).sort((one, other) => other.at - one.at);
        return slot ? { changes: slot.value.plan.steps.map(step => step.change), saved: slot.value.plan.saved } : null;
    });

/** Waits until nothing is asked or saved. */
export async function calm(page) {
    await page.waitForSelector('#meaning[aria-busy=false]');
    await page.waitForFunction(() => !/saving|to be saved/.test(document.querySelector('#plan-name small').textContent));
}

/** Does something, and waits until the service has said what it means. */
export async function settled(page, act) {
    const answered = page.waitForResponse(response => response.url().endsWith('/v1/evaluate'));
    await act();
    await answered;
    await page.waitForSelector('#meaning[aria-busy=false]');
}

/** Moves an area by the lists. */
export async function moveByList(page, area, from, to) {
    await tab(page, 'areas');
    await page.locator('#areas-of').selectOption(from);
    await page.getByLabel(`Move ${area} to`).selectOption(to);
    await page.getByRole('button', { name: `Move ${area}`, exact: true }).click();
}

/** A stroke of the brush on the map, by shares of its width and height. */
export async function stroke(page, from, to) {
    const box = await page.locator('#map').boundingBox();
    const at = ([x, y]) => [box.x + box.width * x, box.y + box.height * y];
    await page.mouse.move(...at(from));
    await page.mouse.down();
    await page.mouse.move(...at(to), { steps: 5 });
    await page.mouse.up();
}

/** Ends, and prints what was seen. */
export async function end() {
    await browser.close();
    console.log(JSON.stringify(seen));
}
