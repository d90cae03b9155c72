// A planner's afternoon in headless Chromium: search, move areas by list and by hand, undo, save, meet somebody else's save, share a
// link, and what axe finds on the way. Prints what was seen, as JSON.
//
// node app.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, base, calm, end, kept, moveByList, open, ready, said, seen, settled, spoken, stroke, summary, tab } from './app_browser.mjs';

const page = await open('/app/');
await audit(page, 'start');
seen.caveat = await page.locator('#caveat summary').textContent();
seen.type = await page.evaluate(() => [getComputedStyle(document.body).fontFamily, getComputedStyle(document.querySelector('h2, button')).fontFamily]);
seen.rows = await page.locator('.app-table--all tbody tr').count();

await page.getByRole('combobox', { name: 'Find a place' }).fill('OX1 1ND');
await page.keyboard.press('Enter');
await page.waitForSelector('.app-card');
seen.search = await page.locator('.app-card').innerText();
await audit(page, 'card');
await page.keyboard.press('Escape');
seen.left = await page.locator('.app-card').count();
// A village is where it is; the MSOA that is named after it is all of it.
await page.getByRole('combobox', { name: 'Find a place' }).fill('adderbury');
await page.keyboard.press('Enter');
await page.waitForSelector('.app-card');
seen.village = await page.locator('.app-card').innerText();
await page.keyboard.press('Escape');
await page.getByRole('combobox', { name: 'Find a place' }).fill('islip');
seen.islip = await page.locator('#found').innerText();
await page.keyboard.press('Enter');
await page.waitForSelector('.app-card');
seen.place = await page.locator('.app-card h2').innerText();
await page.keyboard.press('Escape');
await page.getByRole('combobox', { name: 'Find a place' }).fill('ban');
await page.locator('#undo, h1').first().evaluate(() => document.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })));
seen.suggestions = await page.locator('#found li').count();

// By the list.
await settled(page, () => moveByList(page, 'Cherwell 008A', 'N01', 'N02'));
await audit(page, 'areas');
await tab(page, 'change');
seen.moved = await summary(page);
await audit(page, 'moved');
await settled(page, () => page.locator('#undo').click());
seen.undone = await page.locator('#tab-panel').innerText();
await page.locator('#map canvas').first().focus();
await settled(page, () => page.keyboard.press('Control+y'));
seen.redone = await summary(page);

// By hand, into another neighbourhood.
await page.keyboard.press('b');
await page.locator('#target').selectOption('N03');
await settled(page, () => stroke(page, [0.5, 0.5], [0.54, 0.52]));
const plan = await kept(page);
seen.strokes = plan.changes.length;
seen.brushed = plan.changes.at(-1).areas?.length ?? 0;
seen.summary = await summary(page);
const api = await page.request.post(`${base}/v1/evaluate`, { data: { changes: plan.changes } });
seen.api = (await api.json()).summary.join('\n');
await audit(page, 'brushed');
await page.keyboard.press('e');
// On paper too there is a map.
seen.paper = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    const paper = document.querySelector('.app-paper');
    const [red, green, blue, solid] = paper.getContext('2d').getImageData(paper.width / 2, paper.height / 2, 1, 1).data;
    dispatchEvent(new Event('afterprint'));
    return { isDrawn: solid === 255 && red + green + blue < 3 * 255, left: document.querySelectorAll('.app-paper').length };
});

// All of what is read is printed, with the plan's name and the heads of the table, and nothing lies over it.
await tab(page, 'all');
await page.emulateMedia({ media: 'print' });
await page.setViewportSize({ width: 794, height: 1123 });
seen.printed = await page.evaluate(() => {
    const box = name => document.querySelector(name).getBoundingClientRect();
    const panel = document.getElementById('panel');
    return {
        heads: document.querySelector('.app-table--all thead').innerText.includes('Residents'),
        named: box('#plan-name strong').width > 0,
        whole: panel.scrollHeight <= panel.clientHeight + 1 && box('.app-table--all').bottom <= box('#panel').bottom,
        clear: box('#legend').bottom <= box('.app-tiles').top + 1,
        controls: [...document.querySelectorAll('.app-tool:not(#plan-name), .app-button, .app-rail')].filter(part => part.getBoundingClientRect().width > 0).length,
    };
});
await page.emulateMedia({ media: 'screen' });
await page.setViewportSize({ width: 1366, height: 768 });

await tab(page, 'issues');
await audit(page, 'issues');
await page.getByRole('button', { name: 'Show on the map' }).first().click();

// Work that has no name yet survives a reload.
await page.reload();
await ready(page);
seen.survived = (await kept(page)).changes.length;

await tab(page, 'plan');
await page.locator('#name').fill('An afternoon');
await page.locator('#save').click();
await page.waitForFunction(() => document.getElementById('said').textContent.includes('Saved'));
seen.saved = await said(page);
seen.title = await page.title();
await audit(page, 'plan');
const id = new URL(page.url().replace('#', '?')).searchParams.get('scenario');
const stored = async () => (await page.request.get(`${base}/v1/scenarios/${id}`)).json();
seen.revision = (await stored()).revision;
const exported = await page.getByRole('link', { name: 'CSV, area to neighbourhood' }).evaluate(link => link.href);
seen.exported = (await page.request.get(exported)).status();

// A plan with a name saves itself; somebody else saves first, and nothing of either is lost.
await page.request.post(`${base}/v1/scenarios/${id}/changes`, {
    headers: { 'if-match': '"1"' },
    data: { changes: [{ op: 'rename', id: 'N05', name: 'Somebody else was here' }] },
});
await settled(page, () => moveByList(page, 'Cherwell 017A', 'N04', 'N03'));
await page.waitForFunction(() => document.getElementById('said').textContent.includes('Somebody else saved'));
seen.conflict = await said(page);
await page.waitForTimeout(1200);
await calm(page);
const after = await stored();
seen.after = { revision: after.revision, ops: after.changes.map(change => change.op) };

// A link is opened by somebody else, who only looks until they say otherwise.
const other = await open(page.url().slice(base.length));
await tab(other, 'change');
seen.opened = await summary(other);
seen.looking = await other.getByRole('region', { name: 'A shared plan' }).innerText();
await audit(other, 'looking');
await tab(page, 'change');
seen.shared = await summary(page);
await other.context().close();

for (const [name, width] of [['phone', 320], ['zoomed', 683]]) {
    const small = await open('/app/', width);
    seen[name] = await small.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await audit(small, name);
    await small.context().close();
}
const dark = await open('/app/', 1366, { colorScheme: 'dark' });
await audit(dark, 'dark');
await dark.context().close();
await end();
