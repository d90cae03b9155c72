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

/** A page; `script: false` for one that has none, and `status` is what it is answered with. */
export async function open(place, width = 1366, { script = true, status = 200 } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 768 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type()) && status < 400) seen.complaints.push(message.text());
    });
    page.on('response', response => {
        if (response.status() >= 400 && response.status() !== status) seen.complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('pageerror', error => seen.complaints.push(String(error)));
    page.on('request', request => {
        if (!request.url().startsWith(base) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) seen.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${base}${place}`);
    if (script) await page.waitForSelector('body[data-ready=yes]');
    return page;
}

/** What axe finds; run through the debugger, which the page's policy does not bind. */
export async function audit(page, name) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: { type: 'tag', values: tags } }), tags);
    seen.axe[name] = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

export const spoken = page => page.locator('#spoken').textContent();
export const tab = (page, name) => page.getByRole('tab', { name }).click();
export const summary = page => page.locator('#tab-panel ul').first().innerText();
/** The plan that the browser keeps. */
export const kept = page => page.evaluate(() => JSON.parse(Object.entries(localStorage).find(([name]) => name.startsWith('footprint:'))?.[1] ?? 'null'));
/** Does something, and waits until the service has said what it means. */
export async function settled(page, act) {
    const answered = page.waitForResponse(response => response.url().endsWith('/v1/evaluate'));
    await act();
    await answered;
    await page.waitForSelector('#meaning[aria-busy=false]');
}

/** Ends, and prints what was seen. */
export async function end() {
    await browser.close();
    console.log(JSON.stringify(seen));
}
