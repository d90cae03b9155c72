// A planner's afternoon in headless Chromium: search, move areas by table and by hand, undo, save, meet somebody else's save, share a
// link, and what axe finds on the way. Prints what was seen, as JSON.
//
// node app.mjs http://host:port folder-of-node_modules [folder of pictures]

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const [base, modules, pictures] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const axe = await readFile(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const seen = { complaints: [], axe: {} };
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});

async function open(place, width = 1366) {
    const context = await browser.newContext({ viewport: { width, height: 768 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('console', message => {
        if (['error', 'warning'].includes(message.type())) seen.complaints.push(message.text());
    });
    page.on('response', response => {
        if (response.status() >= 400) seen.complaints.push(`${response.status()} ${response.url()}`);
    });
    page.on('pageerror', error => seen.complaints.push(String(error)));
    page.on('request', request => {
        if (!request.url().startsWith(base) && !request.url().startsWith('data:') && !request.url().startsWith('blob:')) seen.complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${base}${place}`);
    await page.waitForSelector('body[data-ready=yes]');
    return page;
}

/** What axe finds; run through the debugger, which the page's policy does not bind. */
async function audit(page, name) {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: { type: 'tag', values: tags } }), tags);
    seen.axe[name] = violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
    if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` });
}

const spoken = page => page.locator('#spoken').textContent();
const settled = async (page, act) => {
    const answered = page.waitForResponse(response => response.url().endsWith('/v1/evaluate'));
    await act();
    await answered;
    await page.waitForTimeout(100);
};
const summary = page => page.locator('#tab-panel ul').first().innerText();
const kept = page => page.evaluate(() => JSON.parse(Object.entries(localStorage).find(([name]) => name.startsWith('footprint:'))?.[1] ?? 'null'));
const tab = (page, name) => page.getByRole('tab', { name }).click();

const page = await open('/app/');
await audit(page, 'impact');
seen.caveat = await page.locator('#caveat').textContent();

await page.getByRole('combobox', { name: 'Find a postcode' }).fill('OX1 1ND');
await page.keyboard.press('Enter');
await page.waitForFunction(() => document.getElementById('spoken').textContent.includes('residents'));
seen.search = await spoken(page);

// By the table, with the keyboard alone.
await page.getByRole('tab', { name: 'Impact' }).focus();
await page.keyboard.press('ArrowRight');
await page.keyboard.press('ArrowRight');
await page.getByLabel('Areas of', { exact: true }).selectOption('N01');
await audit(page, 'areas');
await settled(page, () => page.getByLabel('Move Cherwell 008A to').selectOption('N02'));
await tab(page, 'Impact');
seen.moved = await summary(page);
await audit(page, 'moved');
await settled(page, () => page.getByRole('button', { name: 'Undo' }).click());
seen.undone = await summary(page);
await page.locator('#map canvas').focus();
await settled(page, () => page.keyboard.press('Control+y'));
seen.redone = await summary(page);

// By hand: the area in the middle of the map, into another neighbourhood.
await page.locator('#target').selectOption('N03');
await page.getByRole('button', { name: 'Brush' }).click();
const canvas = await page.locator('#map canvas').boundingBox();
const middle = { x: canvas.x + canvas.width / 2, y: canvas.y + canvas.height / 2 };
await settled(page, async () => {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + 30, middle.y + 10, { steps: 4 });
    await page.mouse.up();
});
await page.waitForTimeout(400);
const plan = await kept(page);
seen.strokes = plan.changes.length;
seen.brushed = plan.changes.at(-1).areas?.length ?? 0;
seen.summary = await summary(page);
const api = await page.request.post(`${base}/v1/evaluate`, { data: { changes: plan.changes } });
seen.api = (await api.json()).summary.join('\n');
await audit(page, 'brushed');
await page.getByRole('button', { name: 'Look' }).click();

await tab(page, 'Issues');
await audit(page, 'issues');
await page.getByRole('button', { name: 'Show on the map' }).first().click();

// Unsaved work survives a reload.
await page.reload();
await page.waitForSelector('body[data-ready=yes]');
seen.survived = (await kept(page)).changes.length;

await tab(page, 'Keep');
await page.getByLabel('Name of the scenario').fill('An afternoon');
await page.getByRole('button', { name: 'Save as a scenario' }).click();
await page.waitForFunction(() => document.getElementById('spoken').textContent.startsWith('Saved'));
seen.saved = await spoken(page);
await audit(page, 'keep');
const id = new URL(page.url().replace('#', '?')).searchParams.get('scenario');
seen.revision = (await (await page.request.get(`${base}/v1/scenarios/${id}`)).json()).revision;
const exported = await page.getByRole('link', { name: 'CSV, area to neighbourhood' }).getAttribute('href');
seen.exported = (await page.request.get(`${base}${exported}`)).status();

// Somebody else saves first.
await page.request.post(`${base}/v1/scenarios/${id}/changes`, {
    headers: { 'if-match': '"1"' },
    data: { changes: [{ op: 'rename', id: 'N05', name: 'Somebody else was here' }] },
});
await tab(page, 'Areas');
await page.getByLabel('Areas of', { exact: true }).selectOption('N04');
const first = page.locator('#tab-panel table select').first();
await settled(page, () => first.selectOption('N03'));
await tab(page, 'Keep');
await page.getByRole('button', { name: 'Save the changes' }).click();
await page.waitForFunction(() => document.getElementById('said').textContent.startsWith('Somebody else'));
seen.conflict = await page.locator('#said').textContent();
await page.getByRole('button', { name: 'Save the changes' }).click();
await page.waitForFunction(() => document.getElementById('spoken').textContent.startsWith('Saved'));
const after = await (await page.request.get(`${base}/v1/scenarios/${id}`)).json();
seen.after = { revision: after.revision, ops: after.changes.map(change => change.op) };

// A link is opened by somebody else.
const link = page.url();
const other = await open(link.slice(base.length));
await tab(other, 'Impact');
seen.opened = await summary(other);
await tab(page, 'Impact');
seen.shared = await summary(page);
await other.close();
await page.close();

const phone = await open('/app/', 320);
seen.wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
await audit(phone, 'phone');
await phone.close();

const find = await open('/app/find', 320);
await find.getByLabel('What is your postcode?').fill('ox11nd');
await find.keyboard.press('Enter');
await find.waitForSelector('#answer h2');
seen.found = await find.locator('#answer').innerText();
await audit(find, 'find');
await find.getByLabel('What is your postcode?').fill('nonsense');
await find.keyboard.press('Enter');
await find.waitForSelector('#error:not([hidden])');
seen.refused = await find.locator('#error').textContent();
await audit(find, 'find-error');
await browser.close();
console.log(JSON.stringify(seen));
