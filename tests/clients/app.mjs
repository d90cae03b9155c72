// A planner's afternoon in headless Chromium: search, move areas by table and by hand, undo, save, meet somebody else's save, share a
// link, and what axe finds on the way. Prints what was seen, as JSON.
//
// node app.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, base, end, kept, open, seen, settled, spoken, summary, tab } from './app_browser.mjs';

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
seen.undone = await page.locator('#tab-panel').innerText();
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
const plan = await kept(page);
seen.strokes = plan.changes.length;
seen.brushed = plan.changes.at(-1).areas?.length ?? 0;
seen.summary = await summary(page);
const api = await page.request.post(`${base}/v1/evaluate`, { data: { changes: plan.changes } });
seen.api = (await api.json()).summary.join('\n');
await audit(page, 'brushed');
await page.getByRole('button', { name: 'Look' }).click();
// On paper too there is a map.
seen.paper = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const paper = document.querySelector('.app-paper');
    const [red, green, blue, solid] = paper.getContext('2d').getImageData(paper.width / 2, paper.height / 2, 1, 1).data;
    dispatchEvent(new Event('afterprint'));
    return { isDrawn: solid === 255 && red + green + blue < 3 * 255, left: document.querySelectorAll('.app-paper').length };
});

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
// A laptop at 200 %.
const zoomed = await open('/app/', 683);
seen.zoomed = await zoomed.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
await zoomed.close();

await end();
