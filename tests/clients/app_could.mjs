// What could work, in headless Chromium: a range, a lock, a search with its progress, stopped, what it found opened and compared, and
// several plans weighed.
// Prints what was seen, as JSON.
//
// node app_could.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, base, calm, end, kept, open, ready, said, seen, settled, tab } from './app_browser.mjs';

const page = await open('/app/');
await page.locator('#could-open').click();
await audit(page, 'could');
const ask = async (least, most) => {
    await page.locator('#could-least').fill(least);
    await page.locator('#could-most').fill(most);
    await page.locator('#could-ask').click();
};

// What cannot be a range is said beside it.
await ask('66,000', '35,000');
seen.wrong = await page.locator('#could-wrong').innerText();

// Proven, as cards, each with the caveat; opened in one step that an undo takes back.
await ask('35,000', '66,000');
await page.waitForSelector('#found-plans', { timeout: 60_000 });
seen.proven = await page.locator('#found-plans').innerText();
const cards = page.locator('.app-plan-card');
await page.waitForFunction(() => document.querySelector('.app-small-map__moved')?.getAttribute('d'));
seen.cards = await cards.count();
seen.caveats = await cards.locator('.app-fine').allInnerTexts();
await audit(page, 'could-proven');
await settled(page, () => cards.first().getByRole('button', { name: 'Open' }).click());
const opened = (await kept(page)).changes;
seen.opened = { all: opened.length, reasons: opened.every(change => change.reason), said: await said(page) };
await settled(page, () => page.locator('#undo').click());
seen.undone = (await kept(page)).changes.length;

// What is locked stays: no plan that is found touches it.
await tab(page, 'all');
await page.locator('#tab-panel').getByRole('button', { name: 'Banbury', exact: true }).click();
await page.locator('#lock-zone').click();
await page.locator('#tab-all').click();
await page.locator('#could-open').click();
seen.locks = await page.locator('#could-locked').innerText();
const sent = page.waitForRequest(request => request.url().endsWith('/v1/suggest'));
await ask('35,000', '66,000');
seen.fixed = (await sent).postDataJSON().fixed;
await page.waitForSelector('#found-plans', { timeout: 60_000 });

// What nothing can meet, with the reason and what would remove it.
await ask('50,000', '100,000');
await page.waitForFunction(() => document.getElementById('found-plans')?.innerText.includes('Nothing can work'), null, { timeout: 60_000 });
seen.impossible = await page.locator('#found-plans').innerText();
await audit(page, 'could-impossible');

// Groups of neighbourhoods: every way that no other is better than, each with a map and the caveat.
await page.locator('#groups-least').fill('300,000');
await page.locator('#groups-most').fill('200,000');
await page.locator('#groups-ask').click();
seen.wrongGroups = await page.locator('#groups-wrong').innerText();
await page.locator('#groups-least').fill('200,000');
await page.locator('#groups-most').fill('300,000');
await page.locator('#groups-ask').click();
await page.waitForSelector('#found-groups .app-plan-card', { timeout: 60_000 });
seen.groups = await page.locator('#found-groups').innerText();
seen.groupCaveats = [await page.locator('#found-groups .app-plan-card').count(), await page.locator('#found-groups .app-fine').filter({ hasText: 'no view of anyone' }).count()];
await audit(page, 'could-groups');

// Several plans weighed: a chart, the same as a table, and the chosen one as a card, which opens to the figures it was told with.
await page.locator('#could-least').fill('35,000');
await page.locator('#could-most').fill('66,000');
await page.locator('#could-weigh').click();
await page.waitForFunction(() => /plans so far/.test(document.querySelector('.app-progress p')?.textContent ?? ''), null, { timeout: 60_000 });
await page.waitForSelector('#found-frontier', { timeout: 60_000 });
const frontier = page.locator('#found-frontier');
const shown = () => frontier.locator('.app-plan-card h4').innerText();
seen.frontier = { said: await frontier.innerText(), points: await frontier.locator('circle').count(), rows: await frontier.locator('tbody tr').count() };
await audit(page, 'could-frontier');
const row = frontier.locator('tbody tr').nth(1);
await row.getByRole('button').focus();
await page.keyboard.press('Enter');
seen.frontier.byKey = await shown();
await frontier.locator('circle').last().click();
seen.frontier.byPoint = await shown();
await row.getByRole('button').click();
seen.frontier.people = await row.locator('td').first().innerText();
const evaluated = page.waitForResponse(response => response.url().endsWith('/v1/evaluate'));
await settled(page, () => frontier.getByRole('button', { name: 'Open' }).click());
seen.frontier.opened = (await (await evaluated).json()).moved.residents;
await settled(page, () => page.locator('#undo').click());
await page.locator('#could-weigh').click();
await page.waitForSelector('#could-stop');
await page.locator('#could-stop').click();
await page.waitForFunction(() => document.getElementById('tab-panel').innerText.includes('Stopped'));
seen.frontier.stopped = (await kept(page)).changes.length;

// Opened and given a name, the plan keeps its certificate; groups are kept with it.
const again = async () => {
    await ask('35,000', '66,000');
    await page.waitForFunction(() => document.getElementById('found-plans')?.innerText.includes('It is proven'), null, { timeout: 60_000 });
};
await again();
await settled(page, () => page.locator('#found-plans .app-plan-card').first().getByRole('button', { name: 'Open' }).click());
await tab(page, 'plan');
await page.locator('#name').fill('With its proof');
await page.locator('#name').press('Enter');
await page.waitForFunction(() => document.getElementById('said').textContent.includes('Saved as'));
await tab(page, 'all');
if (await page.locator('#could-open').count()) await page.locator('#could-open').click();
await page.locator('#groups-ask').click();
await page.locator('#found-groups').getByRole('button', { name: 'Keep with the plan' }).first().click();
await page.waitForFunction(() => document.getElementById('said').textContent.includes('kept with the plan'));
seen.named = await (await page.request.get(`${base}/v1/scenarios/${(await kept(page)).saved.id}`)).json();
await tab(page, 'plan');
await settled(page, () => page.locator('#start-again').click());
await tab(page, 'all');
if (await page.locator('#could-open').count()) await page.locator('#could-open').click();

// Compared with the plan as it is, on a page of its own.
await again();
await cards.first().getByRole('button', { name: 'Compare' }).click();
await page.waitForURL(/compare#a=.*&b=[0-9a-f]{32}/);
await page.waitForSelector('#content table');
seen.compared = await page.locator('#content').innerText();
const made = new URL(page.url().replace('#', '?')).searchParams.get('b').split('@')[0];
seen.kept = await (await page.request.get(`${base}/v1/scenarios/${made}`)).json();

// On a telephone the cards fit.
const phone = await open('/app/', 390, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
await phone.locator('.app-grip').click();
await phone.locator('#could-open').click();
await phone.locator('#could-least').fill('35,000');
await phone.locator('#could-most').fill('66,000');
await phone.locator('#could-ask').click();
await phone.waitForSelector('.app-plan-card', { timeout: 60_000 });
seen.wide = await phone.evaluate(() => document.getElementById('panel').scrollWidth - document.getElementById('panel').clientWidth);
await audit(phone, 'could-phone');
await calm(phone);

// A search that takes long shows how far it is, and stops when one says so.
await phone.locator('#could-least').fill('40,000');
await phone.locator('#could-most').fill('63,000');
await phone.locator('summary', { hasText: 'More settings' }).click();
await phone.locator('#could-seconds').selectOption('60');
await phone.locator('#could-ask').click();
await phone.waitForSelector('#could-stop');
// It is followed further after a reload.
await phone.waitForFunction(() => /residents|waits/.test(document.querySelector('.app-progress p').textContent), null, { timeout: 20_000 });
await phone.reload();
await ready(phone);
await phone.locator('.app-grip').click();
await phone.locator('#could-open').click();
await phone.waitForSelector('#could-stop');
await audit(phone, 'could-running');
await phone.locator('#could-stop').click();
await phone.waitForFunction(() => document.getElementById('tab-panel').innerText.includes('Stopped'));
seen.stopped = (await kept(phone))?.changes.length ?? 0;
await end();
