// The pages beside the planner's, in headless Chromium: find, insight packs, two plans compared, a table answered. Prints what was
// seen, as JSON.
//
// node app_pages.mjs http://host:port folder-of-node_modules [folder of pictures]

import { readFile } from 'node:fs/promises';

import { audit, base, end, open, pictures, plain, seen } from './app_browser.mjs';

seen.wide = {};
const find = await plain('/app/find');
await audit(find, 'find');
for (const [name, postcode] of [['found', 'ox11nd'], ['refused', 'OX1'], ['elsewhere', 'RG1 1AA'], ['near', 'OX4 4GP']]) {
    await find.getByLabel('What is your postcode?').fill(postcode);
    await Promise.all([find.waitForNavigation(), find.keyboard.press('Enter')]);
    seen[name] = await find.locator('main').innerText();
    seen.wide[name] = await find.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await audit(find, `find-${name}`);
}
await find.close();

// With a script the finder's map is moved and comes nearer, by buttons, keys and a mouse; names keep their size.
const map = await open('/app/find', 390, {}, () => undefined);
await map.getByLabel('What is your postcode?').fill('OX4 4GP');
await Promise.all([map.waitForNavigation(), map.keyboard.press('Enter')]);
await map.waitForSelector('.map-frame');
await map.emulateMedia({ reducedMotion: 'reduce' });
const view = () => map.locator('figure svg').first().evaluate(svg => [svg.viewBox.baseVal.x, svg.viewBox.baseVal.width].map(Math.round));
const name = () => map.locator('figure [data-at]').first().evaluate(name => Math.round(name.getBoundingClientRect().height));
const [first, size] = [await view(), await name()];
await map.getByRole('button', { name: 'Nearer' }).click();
const nearer = await view();
await map.locator('.map-frame').focus();
await map.keyboard.press('ArrowRight');
const right = await view();
const frame = await map.locator('figure svg').first().boundingBox();
await map.mouse.move(frame.x + 100, frame.y + 100);
await map.mouse.down();
await map.mouse.move(frame.x + 40, frame.y + 100, { steps: 3 });
await map.mouse.up();
const dragged = await view();
seen.found_map = { nearer: nearer[1] < first[1], right: right[0] > nearer[0], dragged: dragged[0] > right[0], names: Math.abs((await name()) - size) <= 1 };
await audit(map, 'find-map');
await map.getByRole('button', { name: 'The whole picture' }).click();
seen.found_map.whole = JSON.stringify(await view()) === JSON.stringify(first);
await map.close();
for (const place of ['/', '/app/nowhere', '/app/accessibility']) {
    const page = await plain(place, place === '/app/nowhere' ? 404 : 200);
    seen.wide[place] = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await audit(page, `page${place.replaceAll('/', '-')}`);
    await page.close();
}

const packs = await open('/app/profile#neighbourhood=N03');
await packs.waitForSelector('.app-pack');
seen.pack = await packs.locator('#packs').innerText();
await audit(packs, 'profile');
await packs.emulateMedia({ media: 'print' });
const sheet = await packs.pdf({ format: 'A4', printBackground: true });
seen.sheets = sheet.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
await packs.emulateMedia({ media: 'screen' });
await packs.getByLabel('Neighbourhood', { exact: true }).selectOption('all');
await packs.waitForFunction(() => document.querySelectorAll('.app-pack').length === 15);
await packs.close();

const narrow = await open('/app/profile', 320);
seen.wide.profile = await narrow.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
await audit(narrow, 'profile-phone');
await narrow.close();

const made = await (await fetch(`${base}/v1/scenarios`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'To compare', changes: [{ op: 'move_areas', areas: ['E01028422'], to: 'N02' }, { op: 'close_practice', practice: 'K84052', to: 'K84613' }] }),
})).json();
const compare = await open(`/app/compare#a=illustrative-2026&b=${made.id}@1`);
await compare.waitForSelector('#content table');
seen.compared = await compare.locator('#content').innerText();
seen.second = await compare.getByLabel('Second', { exact: true }).locator('option:checked').innerText();
await audit(compare, 'compare');
await compare.getByLabel('First', { exact: true }).selectOption(made.id);
await compare.waitForFunction(() => document.getElementById('content').innerText.includes('Every area and practice stays where it was'));
seen.alike = await compare.locator('#content').innerText();
await compare.close();

const paper = await plain(`/v1/scenarios/${made.id}/export?f=html`);
await audit(paper, 'paper');
const sheetsOf = async page => (await page.pdf({ format: 'A4', printBackground: true })).toString('latin1').match(/\/Type\s*\/Page\b/g).length;
seen.paper = await sheetsOf(paper);
await paper.close();
// One page for few changes and for many, with a long name.
const { features } = await (await fetch(`${base}/collections/areas/items?limit=1000&properties=neighbourhood`)).json();
const zones = [...new Set(features.map(area => area.properties.neighbourhood))].sort();
const threeOf = zone => features.filter(area => area.properties.neighbourhood === zone).slice(0, 3).map(area => area.id);
seen.papers = [];
for (const many of [1, 3, 10]) {
    const changes = zones.slice(0, many).map((zone, place) => ({ op: 'move_areas', areas: threeOf(zone), to: zones[(place + 5) % zones.length] }));
    const body = JSON.stringify({ name: 'A plan with rather a long name for the board of the county', changes });
    const { id } = await (await fetch(`${base}/v1/scenarios`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json();
    const long = await plain(`/v1/scenarios/${id}/export?f=html`);
    seen.papers.push(await sheetsOf(long));
    await long.close();
}

const table = await open('/app/table');
await audit(table, 'table');
await table.getByLabel('Choose a file').setInputFiles({ name: 'patients.csv', mimeType: 'text/csv', buffer: Buffer.from('patient,postcode\n1,OX1 1ND\n2,nonsense\n') });
await table.waitForFunction(() => document.getElementById('understood').innerText.includes('How patients.csv is read'));
seen.understood = await table.locator('#understood').innerText();
await audit(table, 'table-understood');
await table.getByRole('button', { name: 'Answer the whole file' }).click();
const book = table.waitForEvent('download');
await table.getByRole('button', { name: 'Save it as a workbook' }).click();
seen.workbook = (await book).suggestedFilename();
const download = table.waitForEvent('download');
await table.getByRole('link', { name: 'Save the answered file' }).click();
const saved = await download;
seen.file = saved.suggestedFilename();
seen.answered = await readFile(await saved.path(), 'utf8');
seen.counted = await table.locator('#answer').innerText();
await audit(table, 'table-answered');
const dropped = await table.evaluateHandle(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(['easting,northing\n451050,206278\n'], 'dropped.csv', { type: 'text/csv' }));
    return carried;
});
await table.dispatchEvent('#drop', 'drop', { dataTransfer: dropped });
await table.waitForFunction(() => document.getElementById('understood').innerText.includes('The first rows of dropped.csv'));
seen.dropped = await table.locator('#understood').innerText();

const plan = await open('/app/import', 390);
await audit(plan, 'import');
const bring = async (name, text) => {
    await plan.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await plan.waitForFunction(name => document.querySelector('#understood h2')?.innerText.includes(name), name);
    return plan.locator('#understood').innerText();
};
seen.mistyped = await bring('typo.csv', 'area,neighbourhood\nE01028422,NO2\n');
await audit(plan, 'import-mistyped');
seen.brought = await bring('north.csv', 'area,neighbourhood\nE01028422,N02\n');
await audit(plan, 'import-understood');
seen.wide.import = await plan.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
await plan.getByRole('button', { name: 'Make this plan and open it' }).click();
await plan.waitForURL(/#scenario=[0-9a-f]{32}/);
await plan.close();
await end();
