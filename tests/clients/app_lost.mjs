// Work is never lost: what a planner did is on the screen or it is said what was not taken, whatever the service, the browser or another
// person does in between. Headless Chromium; prints what was seen, as JSON.
//
// node app_lost.mjs http://host:port folder-of-node_modules

import { base, browser, calm, end, kept, moveByList, open, ready, said, seen, settled, stroke, tab, visit } from './app_browser.mjs';

const name = async (page, words) => {
    await tab(page, 'plan');
    await page.locator('#name').fill(words);
    await page.locator('#save').click();
    await page.waitForFunction(() => document.getElementById('said').textContent.includes('Saved'));
    return new URL(page.url().replace('#', '?')).searchParams.get('scenario');
};
const stored = async (page, id) => (await page.request.get(`${base}/v1/scenarios/${id}`)).json();
const areasOf = plan => plan.changes.map(change => change.areas?.[0]);

// A save is in flight, and a stroke comes; and Save is pressed twice.
{
    const page = await open('/app/');
    await settled(page, () => moveByList(page, 'Cherwell 008A', 'N01', 'N02'));
    let made = 0;
    await page.route('**/v1/scenarios', async route => {
        if (route.request().method() === 'POST') made += 1;
        await new Promise(resolve => setTimeout(resolve, 700));
        await route.continue();
    });
    await tab(page, 'plan');
    await page.locator('#name').fill('In flight');
    await page.locator('#save').dblclick();
    await moveByList(page, 'Cherwell 006A', 'N01', 'N02');
    await page.waitForFunction(() => document.getElementById('plan-name').textContent.includes('In flight'));
    await page.waitForTimeout(1200);
    await calm(page);
    const id = new URL(page.url().replace('#', '?')).searchParams.get('scenario');
    seen.inFlight = { made, here: (await kept(page)).changes.length, there: (await stored(page, id)).changes.length };
    await page.context().close();
}

// The service is gone: strokes stay, undo works, and all of it goes when it is back.
{
    const page = await open('/app/');
    const id = await name(page, 'Offline');
    await page.context().setOffline(true);
    await moveByList(page, 'Cherwell 008A', 'N01', 'N02');
    await page.waitForFunction(() => document.getElementById('said').textContent.includes('not reached'));
    await moveByList(page, 'Cherwell 006A', 'N01', 'N02');
    await moveByList(page, 'Cherwell 006B', 'N01', 'N02');
    await page.locator('#undo').click();
    seen.offline = { words: await said(page), here: (await kept(page)).changes.length, shown: await page.locator('#plan-name').innerText() };
    await page.context().setOffline(false);
    await page.waitForFunction(() => !document.getElementById('said').textContent.includes('not reached'));
    await page.waitForTimeout(1500);
    await calm(page);
    await tab(page, 'change');
    seen.back = { there: (await stored(page, id)).changes.length, summary: await page.locator('#summary').innerText() };
    await page.context().close();
}

// A request fails once: nothing is taken back, and it is asked again.
{
    const page = await open('/app/');
    let failures = 1;
    await page.route('**/v1/evaluate', route => (failures-- > 0 ? route.fulfill({ status: 503, body: '' }) : route.continue()));
    await moveByList(page, 'Cherwell 008A', 'N01', 'N02');
    await page.waitForFunction(() => document.querySelector('.app-tile__figure').textContent === '1,886');
    seen.failed = (await kept(page)).changes.length;
    await page.context().close();
}

// The service refuses one of three changes: that one alone is taken back, and named.
{
    const page = await open('/app/');
    await settled(page, () => moveByList(page, 'Cherwell 008A', 'N01', 'N02'));
    await page.route('**/v1/evaluate', async route => {
        const { changes } = route.request().postDataJSON();
        const refused = changes.findIndex(change => change.areas?.includes('E01028430'));
        if (refused < 0) return route.continue();
        const body = { status: 400, detail: 'x', errors: [{ pointer: `/changes/${refused}/areas/0`, reason: 'it is refused for this test' }] };
        return route.fulfill({ status: 400, contentType: 'application/problem+json', body: JSON.stringify(body) });
    });
    await moveByList(page, 'Cherwell 006A', 'N01', 'N02');
    await moveByList(page, 'Cherwell 006B', 'N01', 'N02');
    await page.waitForFunction(() => document.getElementById('said').textContent.includes('was not taken'));
    await calm(page);
    seen.refused = { words: await said(page), here: areasOf(await kept(page)) };
    await page.context().close();
}

// What would leave a neighbourhood without any area is not done, and the merge that was meant is offered.
{
    const page = await open('/app/');
    await tab(page, 'all');
    await page.getByRole('button', { name: 'Didcot', exact: true }).click();
    await page.locator('summary', { hasText: 'Split' }).click();
    await page.locator('#split-name').fill('East of it');
    await page.locator('.app-check input').first().check();
    await settled(page, () => page.getByRole('button', { name: 'Split' }).click());
    await tab(page, 'areas');
    await page.locator('#areas-of').selectOption('N16');
    for (let left = await page.locator('#tab-panel tbody tr').count(); left > 0; left -= 1) {
        await page.locator('#tab-panel tbody select').first().selectOption('N13');
        await page.locator('#tab-panel tbody .app-mover button').first().click();
        await calm(page);
    }
    seen.emptied = { words: await said(page), zones: await page.locator('#areas-of option').count() };
    await settled(page, () => page.getByRole('button', { name: /^Merge East of it/ }).click());
    seen.merged = await page.locator('#areas-of option').count();
    await page.context().close();
}

// Start again, and back.
{
    const page = await open('/app/');
    await settled(page, () => moveByList(page, 'Cherwell 008A', 'N01', 'N02'));
    await tab(page, 'plan');
    await settled(page, () => page.locator('#start-again').click());
    const none = (await kept(page)).changes.length;
    await settled(page, () => page.locator('#said').getByRole('button', { name: 'Undo' }).click());
    seen.again = [none, (await kept(page)).changes.length];
    await page.context().close();
}

// Two tabs, a change in each, both reloaded; a tab that is closed at once after a stroke; a tab that is opened after it.
{
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const one = await visit(context, '/app/');
    const two = await visit(context, '/app/');
    await settled(one, () => moveByList(one, 'Cherwell 008A', 'N01', 'N02'));
    await settled(two, () => moveByList(two, 'Cherwell 006B', 'N01', 'N03'));
    await Promise.all([one.reload(), two.reload()]);
    await Promise.all([ready(one), ready(two)]);
    seen.tabs = [(await kept(one)).changes, (await kept(two)).changes].map(changes => changes.map(change => change.to));
    await one.keyboard.press('b');
    await one.locator('#target').selectOption('N03');
    await stroke(one, [0.5, 0.5], [0.52, 0.52]);
    const before = (await kept(one)).changes.length;
    await one.close();
    await two.close();
    const three = await visit(context, '/app/');
    seen.closed = { before, after: (await kept(three)).changes.length, words: await said(three) };
    await context.close();
}

// Two tabs of one saved plan: what one saves, the other has, below its own.
{
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const one = await visit(context, '/app/');
    await name(one, 'Two tabs');
    const two = await visit(context, one.url().slice(base.length));
    await two.getByRole('button', { name: 'Edit this' }).click();
    await settled(one, () => moveByList(one, 'Cherwell 008A', 'N01', 'N02'));
    await two.waitForFunction(() => document.getElementById('said').textContent.includes('Somebody else'));
    await calm(two);
    seen.heard = (await kept(two)).changes.map(change => change.to);
    await context.close();
}

// Both moved the same area: each is named, one chooses, and only then it is saved.
{
    const page = await open('/app/');
    const id = await name(page, 'Both');
    const { revision } = await stored(page, id);
    await page.request.post(`${base}/v1/scenarios/${id}/changes`, { headers: { 'if-match': `"${revision}"` }, data: { changes: [{ op: 'move_areas', areas: ['E01028422'], to: 'N03' }] } });
    await moveByList(page, 'Cherwell 008A', 'N01', 'N02');
    await page.waitForSelector('.app-clashes');
    const words = await page.locator('.app-clashes').innerText();
    const waiting = (await stored(page, id)).changes.length;
    await page.getByLabel(/Theirs/).check();
    await page.getByRole('button', { name: 'Keep these, and save' }).click();
    await page.waitForTimeout(1500);
    await calm(page);
    seen.both = { words, waiting, changes: (await stored(page, id)).changes.map(change => change.to) };
    await page.context().close();
}

// Another link pasted into the same tab, a bad one too, and back again.
{
    const page = await open('/app/');
    await settled(page, () => moveByList(page, 'Cherwell 008A', 'N01', 'N02'));
    const made = await page.request.post(`${base}/v1/scenarios`, { data: { name: 'From a link', changes: [{ op: 'rename', id: 'N01', name: 'Other' }] } });
    const { id } = await made.json();
    const go = async hash => {
        await Promise.all([page.waitForEvent('load'), page.evaluate(hash => (location.hash = hash), hash)]);
        await ready(page);
    };
    await go(`#scenario=${id}`);
    const there = await page.locator('#plan-name').innerText();
    await go('#draft=illustrative-2026');
    seen.pasted = { there, back: (await kept(page)).changes.map(change => change.to) };
    await go('#scenario=nonsense&draft=nowhere');
    seen.bad = await said(page);
    await page.context().close();
}

// A form that is half filled stays while a tool is chosen and figures come.
{
    const page = await open('/app/');
    await tab(page, 'plan');
    await page.locator('#name').fill('Half a na');
    await page.locator('#tool-brush').click();
    await page.locator('#target').selectOption('N03');
    await settled(page, () => stroke(page, [0.5, 0.5], [0.52, 0.52]));
    seen.form = await page.locator('#name').inputValue();
    // A brush that is let go off the map lets go, and a box leaves no ghost.
    const box = await page.locator('#map').boundingBox();
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 200, box.y + box.height * 0.5, { steps: 5 });
    await page.mouse.up();
    await calm(page);
    const before = JSON.stringify((await kept(page)).changes);
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.3);
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 5 });
    seen.sticks = JSON.stringify((await kept(page)).changes) !== before;
    await page.keyboard.press('x');
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 100, box.y - 20, { steps: 5 });
    await page.mouse.up();
    seen.ghost = await page.locator('.app-mark path').getAttribute('d');
    await page.context().close();
}
await end();
