// Every tool of the planner's page in headless Chromium: a shape, a whole ward, a practice, a new neighbourhood, a split, a merge, a new
// name, locks, flows, before and after, history, a branch, a file. Prints what was seen, as JSON.
//
// node app_tools.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, base, end, kept, open, pictures, seen, settled, spoken, summary, tab } from './app_browser.mjs';

const last = async page => (await kept(page)).changes.at(-1);
const page = await open('/app/');
const canvas = await page.locator('#map canvas').first().boundingBox();
const at = (x, y) => [canvas.x + canvas.width * x, canvas.y + canvas.height * y];

// Shading and its legend.
for (const by of ['self_containment', 'registered', 'core20', 'neighbourhood']) {
    await page.getByLabel('Shade by').selectOption(by);
    if (pictures) await page.screenshot({ path: `${pictures}/shade-${by}.png` });
}

// A shape by hand.
await page.locator('#target').selectOption('N03');
await page.getByRole('button', { name: 'Draw', exact: true }).click();
await page.waitForFunction(() => document.querySelector('#map canvas').style.cursor === 'crosshair');
await settled(page, async () => {
    await page.mouse.move(...at(0.5, 0.4));
    await page.mouse.click(...at(0.5, 0.4));
    for (const [x, y] of [[0.56, 0.4], [0.56, 0.48], [0.5, 0.48], [0.5, 0.42]]) await page.mouse.move(...at(x, y), { steps: 6 });
    await page.mouse.click(...at(0.5, 0.4));
});
seen.shape = await last(page);
await page.getByRole('button', { name: 'Look' }).click();
await settled(page, () => page.getByRole('button', { name: 'Undo' }).click());

// All of a ward, with the keyboard's means alone, and again beside a lock.
await tab(page, 'Areas');
await page.locator('#target').selectOption('N02');
await page.getByLabel('Kind').selectOption('ward');
await page.getByLabel('Which one').selectOption('E05011348');
await settled(page, () => page.getByRole('button', { name: 'Move to Chipping Norton' }).click());
seen.set = await last(page);
await settled(page, () => page.getByRole('button', { name: 'Undo' }).click());
await tab(page, 'Neighbourhoods');
await page.getByLabel('Neighbourhood', { exact: true }).selectOption('N01');
await page.locator('#lock-zone').click();
await tab(page, 'Areas');
await page.getByLabel('Kind').selectOption('ward');
await page.getByLabel('Which one').selectOption('E05011348');
await page.getByRole('button', { name: 'Move to Chipping Norton' }).click();
await page.waitForFunction(() => document.getElementById('said').textContent.includes('areas stay'));
seen.locked = await page.locator('#said').textContent();
seen.strokes = (await kept(page)).changes.length;
await tab(page, 'Neighbourhoods');
await page.locator('#lock-zone').click();

// A practice counts elsewhere.
await tab(page, 'Practices');
await page.getByLabel('Practices of', { exact: true }).selectOption('N03');
await audit(page, 'practices');
await settled(page, () => page.getByLabel('Count Alchester Medical Group in').selectOption('N02'));
seen.practice = await last(page);
await page.getByLabel('Practices of', { exact: true }).selectOption('N03');
await page.getByRole('button', { name: 'Show where the patients of Bicester Health Centre live' }).click();
await page.waitForSelector('#patients table');
seen.patients = await page.locator('#patients').innerText();
await audit(page, 'patients');

// A neighbourhood is renamed, split and merged; its flows are drawn.
await tab(page, 'Neighbourhoods');
await page.getByLabel('Neighbourhood', { exact: true }).selectOption('N03');
await page.getByRole('button', { name: 'Draw lines on the map' }).click();
await audit(page, 'neighbourhoods');
await page.getByText('Rename', { exact: true }).first().click();
await page.getByLabel('New name').fill('Bicester and villages');
await settled(page, () => page.getByRole('button', { name: 'Rename' }).click());
seen.renamed = await page.locator('#neighbourhood option:checked').textContent();
await page.getByText('Split', { exact: true }).first().click();
await page.getByLabel('Name of the new neighbourhood').fill('Bicester North');
await page.locator('.app-check input').first().check();
await settled(page, () => page.getByRole('button', { name: 'Split' }).click());
seen.split = await last(page);
await page.getByLabel('Neighbourhood', { exact: true }).selectOption('N16');
await page.getByText('Merge', { exact: true }).first().click();
await page.getByLabel('All of it into').selectOption('N03');
await settled(page, () => page.getByRole('button', { name: 'Merge' }).click());
seen.merged = await last(page);

// A new neighbourhood, made by the first area that is picked for it.
await page.locator('#target').selectOption('new');
await page.getByLabel('Name of the new neighbourhood').last().fill('The middle');
await page.getByRole('button', { name: 'Move areas to it' }).click();
await page.getByRole('button', { name: 'Pick areas' }).click();
await settled(page, () => page.mouse.click(...at(0.5, 0.5)));
seen.created = await last(page);
await page.getByRole('button', { name: 'Look' }).click();

// As it was beside as it is; the slider by keyboard.
await page.getByRole('button', { name: 'Side by side' }).click();
await page.locator('#swipe').focus();
for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight');
seen.slid = await page.locator('#swipe').inputValue();
await audit(page, 'side-by-side');
await page.getByRole('button', { name: 'Side by side' }).click();
await page.getByRole('button', { name: 'As it was' }).click();
if (pictures) await page.screenshot({ path: `${pictures}/as-it-was.png` });
await page.getByRole('button', { name: 'As it was' }).click();

// Saved; taken back by the service; its history; a branch from the first revision; and a file.
await tab(page, 'Keep');
await page.getByLabel('Name of the scenario').fill('All tools');
await page.getByRole('button', { name: 'Save as a scenario' }).click();
await page.waitForFunction(() => document.getElementById('spoken').textContent.startsWith('Saved'));
await tab(page, 'Practices');
await page.getByLabel('Practices of', { exact: true }).selectOption('N05');
await settled(page, () => page.locator('#tab-panel table select').first().selectOption('N04'));
await tab(page, 'Keep');
await page.getByRole('button', { name: 'Save the changes' }).click();
await page.waitForFunction(() => document.getElementById('spoken').textContent.includes('revision 2'));
const changes = (await kept(page)).changes.length;
await settled(page, () => page.getByRole('button', { name: 'Undo' }).click());
seen.undone = [(await kept(page)).saved.revision, changes - (await kept(page)).changes.length];
await settled(page, () => page.getByRole('button', { name: 'Redo' }).click());
seen.redone = [(await kept(page)).saved.revision, (await kept(page)).changes.length === changes];
await page.getByText('History and branches').click();
await page.waitForSelector('#tab-panel details[open] table');
await audit(page, 'history');
await page.getByLabel('Name of a branch').fill('Another way');
await settled(page, () => page.getByRole('button', { name: 'Branch from revision 1' }).click());
seen.branch = await page.locator('#name').inputValue();
await page.getByText('Import a file').click();
await page.getByLabel('File').setInputFiles({ name: 'Workshop.csv', mimeType: 'text/csv', buffer: Buffer.from('area,neighbourhood\nE01028422,N02\n') });
await settled(page, () => page.getByRole('button', { name: 'Import' }).click());
seen.imported = await page.locator('#name').inputValue();
await page.getByText('Other scenarios').click();
await page.waitForSelector('#others');
seen.others = await page.locator('#others option').count();
await tab(page, 'Impact');
seen.summary = await summary(page);
seen.spoken = await spoken(page);
await audit(page, 'imported');
await end();
