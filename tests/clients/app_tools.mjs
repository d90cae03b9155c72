// Every tool of the planner's page in headless Chromium: a shape, a whole ward, a practice, a new neighbourhood, a split, a merge, a new
// name, locks, flows, before and after, history, a copy, a file, a range. Prints what was seen, as JSON.
//
// node app_tools.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, calm, end, kept, open, pictures, said, seen, settled, spoken, summary, tab } from './app_browser.mjs';

const last = async page => (await kept(page)).changes.at(-1);
const undo = () => settled(page, () => page.locator('#undo').click());
const page = await open('/app/');
const box = await page.locator('#map').boundingBox();
const at = (x, y) => [box.x + box.width * x, box.y + box.height * y];
const names = () => page.locator('.app-label-name:not([hidden])').allInnerTexts();

// Every neighbourhood has its name on the map.
seen.labels = (await names()).length;

// Shading and its legend.
await page.locator('#layers').click();
for (const by of ['self_containment', 'registered', 'core20', 'neighbourhood']) {
    await page.getByLabel('Shade by').selectOption(by);
    if (pictures) await page.screenshot({ path: `${pictures}/shade-${by}.png` });
}
await audit(page, 'layers');
await page.locator('#layers').click();

// A shape by hand, pressed and drawn as everywhere else.
await page.keyboard.press('l');
await page.locator('#target').selectOption('N03');
await settled(page, async () => {
    await page.mouse.move(...at(0.5, 0.4));
    await page.mouse.down();
    for (const [x, y] of [[0.56, 0.4], [0.56, 0.48], [0.5, 0.48], [0.5, 0.42]]) await page.mouse.move(...at(x, y), { steps: 6 });
    await page.mouse.up();
});
seen.shape = await last(page);
await undo();

// A box, and a single area with a click.
await page.keyboard.press('x');
await settled(page, async () => {
    await page.mouse.move(...at(0.45, 0.45));
    await page.mouse.down();
    await page.mouse.move(...at(0.5, 0.5), { steps: 4 });
    await page.mouse.up();
});
seen.box = (await last(page)).areas.length;
await undo();
// A whole MSOA at once; the pointer tells what would be taken.
await page.keyboard.press('p');
await page.locator('#unit').selectOption('msoa');
await page.mouse.move(...at(0.5, 0.5));
await page.waitForSelector('.app-hover');
seen.hover = await page.locator('.app-hover').innerText();
await settled(page, () => page.mouse.click(...at(0.5, 0.5)));
seen.msoa = (await last(page)).areas.length;
await page.locator('#unit').selectOption('area');
await undo();

// From the card of an area: nothing moves before the button is pressed.
await page.keyboard.press('e');
await page.mouse.click(...at(0.62, 0.55));
await page.waitForSelector('.app-card');
await page.locator('#card-to').selectOption('N01');
const unmoved = (await kept(page)).changes.length;
await settled(page, () => page.locator('#card-move').click());
seen.card = [unmoved, (await last(page)).to];
await page.keyboard.press('Escape');
await undo();

// All of a ward, with the keyboard's means alone, and again beside a lock.
await tab(page, 'areas');
await page.locator('#set-kind').selectOption('ward');
await page.locator('#set').selectOption('E05011348');
await page.locator('#set-to').selectOption('N02');
await settled(page, () => page.locator('#set-move').click());
seen.set = await last(page);
await undo();
await tab(page, 'all');
await page.locator('#tab-panel').getByRole('button', { name: 'Banbury', exact: true }).click();
await page.locator('#lock-zone').click();
seen.locks = (await names()).filter(name => name.includes('🔒'));
await tab(page, 'areas');
await page.locator('#set-kind').selectOption('ward');
await page.locator('#set').selectOption('E05011348');
await page.locator('#set-to').selectOption('N02');
await page.locator('#set-move').click();
await page.waitForFunction(() => document.getElementById('said').textContent.includes('areas stay'));
seen.locked = await said(page);
seen.strokes = (await kept(page)).changes.length;
await tab(page, 'all');
await page.locator('#tab-panel').getByRole('button', { name: 'Banbury', exact: true }).click();
await page.locator('#lock-zone').click();

// A practice counts elsewhere, when it is confirmed.
await tab(page, 'practices');
await page.locator('#practices-of').selectOption('N03');
await audit(page, 'practices');
await page.getByLabel('Count Alchester Medical Group elsewhere to').selectOption('N02');
await settled(page, () => page.getByRole('button', { name: 'Count Alchester Medical Group elsewhere', exact: true }).click());
seen.practice = await last(page);
await page.locator('#practices-of').selectOption('N03');
await page.getByRole('button', { name: 'Show where the patients of Bicester Health Centre live' }).click();
await page.waitForSelector('#patients table tbody tr');
seen.patients = await page.locator('#patients').innerText();
seen.legend = await page.locator('#legend').innerText();
await audit(page, 'patients');
// A practice closes once it is confirmed, its list with another; it is crossed on the map, opened again, and closed by an undo.
const closing = page.getByRole('button', { name: 'Close Bicester Health Centre…' });
await closing.click();
await audit(page, 'closing');
await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
const unclosed = (await kept(page)).changes.length;
await closing.click();
await page.getByLabel('Its list goes to').selectOption('K84613');
seen.closingWords = await page.getByRole('dialog').innerText();
await settled(page, () => page.locator('#close-practice').click());
await page.waitForFunction(() => document.activeElement?.textContent === 'Open again').catch(() => {});
seen.closed = { unclosed, change: await last(page), said: await said(page), legend: await page.locator('#legend').innerText(), panel: await page.locator('#tab-panel').innerText(), focus: await page.evaluate(() => document.activeElement?.textContent ?? '') };
await audit(page, 'closed');
// The names of practices are beside what is done with them: nothing of the list is out of sight.
seen.inSight = await page.locator('#tab-panel .app-scroll').evaluateAll(tables => tables.every(table => table.scrollWidth <= table.clientWidth));
// It stands among the closed ones whatever neighbourhood is looked at, and a lock holds it closed.
await page.locator('#practices-of').selectOption('N01');
seen.elsewhere = await page.getByRole('button', { name: 'Open again: Bicester Health Centre' }).count();
const lock = async () => {
    await tab(page, 'all');
    await page.locator('#tab-panel').getByRole('button', { name: 'Bicester', exact: true }).click();
    await page.locator('#lock-zone').click();
    await tab(page, 'practices');
};
await lock();
await page.getByRole('button', { name: 'Open again: Bicester Health Centre' }).click();
await page.waitForFunction(() => document.getElementById('said').textContent.includes('is locked'));
seen.heldClosed = [await said(page), (await last(page)).op];
await lock();
if (pictures) await page.screenshot({ path: `${pictures}/closed.png` });
await settled(page, () => page.getByRole('button', { name: 'Open again: Bicester Health Centre' }).click());
seen.opened = [(await kept(page)).changes.some(change => change.op === 'close_practice'), await page.getByRole('button', { name: 'Open again: Bicester Health Centre' }).count()];
await undo();
seen.closedAgain = (await last(page)).op;
await undo();
// Left for another tab, the lines go.
await tab(page, 'all');
seen.flowless = await page.locator('#legend').innerText();

// A neighbourhood is renamed, split and merged; its flows are drawn; the names on the map follow.
await page.locator('#tab-panel').getByRole('button', { name: 'Bicester', exact: true }).click();
await page.getByRole('button', { name: 'Draw lines on the map' }).click();
await audit(page, 'neighbourhood');
await page.locator('summary', { hasText: 'Rename' }).click();
await page.getByLabel('New name').fill('Bicester and villages');
await settled(page, () => page.getByRole('button', { name: 'Rename' }).click());
seen.renamed = [await page.locator('#tab-panel h2').innerText(), (await names()).includes('Bicester and villages')];
await page.locator('summary', { hasText: 'Split' }).click();
await page.locator('#split-name').fill('Bicester North');
await page.locator('.app-check input').first().check();
await settled(page, () => page.getByRole('button', { name: 'Split' }).click());
seen.split = [await last(page), (await names()).includes('Bicester North')];
await page.getByRole('button', { name: 'All neighbourhoods' }).click();
await page.locator('#tab-panel').getByRole('button', { name: 'Bicester North', exact: true }).click();
await page.locator('summary', { hasText: 'Merge' }).click();
await page.locator('#merge-into').selectOption('N03');
await settled(page, () => page.getByRole('button', { name: 'Merge' }).click());
seen.merged = [await last(page), (await names()).includes('Bicester North')];

// A new neighbourhood, made by the first area that is picked for it.
await page.keyboard.press('p');
await page.locator('#target').selectOption('new');
await page.getByLabel('Name of the new neighbourhood').last().fill('The middle');
await page.getByRole('button', { name: 'Move areas to it' }).click();
await settled(page, () => page.mouse.click(...at(0.5, 0.5)));
seen.created = await last(page);
await page.keyboard.press('Escape');

// A range of one's own, in place of a policy.
await tab(page, 'all');
if (await page.getByRole('button', { name: 'All neighbourhoods' }).count()) await page.getByRole('button', { name: 'All neighbourhoods' }).click();
await page.locator('#policy').selectOption('pcn-30-50k');
await calm(page);
seen.judged = await page.locator('.app-table--all thead').innerText();
await page.locator('#policy').selectOption('own');
await page.locator('#range-figure').selectOption('residents');
await page.locator('#range-least').fill('70,000');
await page.locator('#range-most').fill('65,000');
await page.getByRole('button', { name: 'Apply' }).click();
seen.wrongRange = await page.locator('#range-wrong').innerText();
await page.locator('#range-least').fill('40,000');
await settled(page, () => page.getByRole('button', { name: 'Apply' }).click());
seen.range = await page.locator('.app-tiles').innerText();
await page.getByRole('button', { name: /^At home/ }).click();
seen.sorted = await page.locator('.app-table--all tbody tr td:last-child').allInnerTexts();
await audit(page, 'range');

// What is opened from far down the table is seen from its beginning, and back is where one came from.
await page.locator('#panel').evaluate(panel => (panel.scrollTop = panel.scrollHeight));
await page.locator('.app-table--all tbody tr').last().locator('.app-link').click();
await page.waitForSelector('#tab-panel h2');
const isSeen = page.waitForFunction(() => {
    const [head, panel] = [document.querySelector('#tab-panel h2'), document.getElementById('panel')].map(part => part.getBoundingClientRect());
    return head.top >= panel.top && head.bottom <= panel.bottom;
});
seen.beginning = await isSeen.then(() => true, () => false);
await page.getByRole('button', { name: 'All neighbourhoods' }).click();
await page.waitForFunction(() => document.activeElement.id.startsWith('row-'));
seen.backAt = await page.evaluate(() => document.activeElement.textContent === [...document.querySelectorAll('.app-table--all tbody .app-link')].at(-1).textContent);

// An issue is accepted with a reason, which is kept with the plan; without one it is not; it can be taken back.
await tab(page, 'issues');
await page.getByRole('button', { name: /^As before/ }).click();
await page.locator('#tab-panel details > summary').first().click();
await page.getByRole('button', { name: /^Accept with a reason/ }).first().click();
await page.locator('.app-accepting button[type=submit]').click();
seen.noReason = await page.locator('.app-accepting').innerText();
await audit(page, 'accepting');
await page.locator('.app-accepting input').fill('two teams look after them already');
await settled(page, () => page.locator('.app-accepting button[type=submit]').click());
seen.accepted = [(await last(page)).op, (await last(page)).reason];
await page.getByRole('button', { name: /^Accepted/ }).click();
seen.acceptedShown = await page.locator('.app-accepted').allInnerTexts();
await audit(page, 'accepted');
await settled(page, () => page.getByRole('button', { name: /^Take back/ }).click());
seen.reopened = (await kept(page)).changes.some(change => change.op === 'accept_issue');
await tab(page, 'all');

// Before beside after; the slider by keyboard.
await page.locator('#layers').click();
await page.locator('#side').click();
await page.locator('#swipe').focus();
for (let press = 0; press < 10; press += 1) await page.keyboard.press('ArrowRight');
seen.slid = await page.locator('#swipe').inputValue();
// And by hand, where its line stands: nothing lies over it.
await page.mouse.move(...at(0.6, 0.5));
await page.mouse.down();
await page.mouse.move(...at(0.35, 0.5), { steps: 5 });
await page.mouse.up();
seen.dragged = Number(await page.locator('#swipe').inputValue());
await audit(page, 'side-by-side');
await page.locator('#side').click();
await page.locator('#before').click();
if (pictures) await page.screenshot({ path: `${pictures}/before.png` });
await page.locator('#before').click();
await page.locator('#layers').click();

// Saved; taken back and done again, which is saved too; its history; a copy from the first revision; and a file.
await tab(page, 'plan');
await page.locator('#name').fill('All tools');
await page.locator('#save').click();
await page.waitForFunction(() => document.getElementById('spoken').textContent.startsWith('Saved'));
const changes = (await kept(page)).changes.length;
await undo();
await page.waitForTimeout(1000);
await calm(page);
seen.undone = [(await kept(page)).saved.revision, Math.abs(changes - (await kept(page)).changes.length)];
await settled(page, () => page.locator('#redo').click());
await page.waitForTimeout(1000);
await calm(page);
seen.redone = [(await kept(page)).saved.revision, (await kept(page)).changes.length === changes];
await page.locator('summary', { hasText: 'History' }).click();
await page.waitForSelector('#tab-panel details[open] tbody tr');
await audit(page, 'history');
await settled(page, () => page.getByRole('button', { name: 'Go on from revision 1' }).click());
seen.branch = await page.locator('#name').inputValue();
// What is wrong with a file is told by row, with what may have been meant; what one would change is seen before it is taken.
await page.locator('summary', { hasText: 'Bring a plan from a file' }).click();
const bring = async (name, text) => {
    await page.locator('#import').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.waitForFunction(name => document.querySelector('#understood h2')?.innerText.includes(name), name);
    return page.locator('#understood').innerText();
};
seen.wrong = await bring('Wrong.csv', 'area,neighbourhood\nE01028422,NO2\nE01099999,N02\n');
await audit(page, 'import-wrong');
const untaken = JSON.stringify((await kept(page)).changes);
seen.preview = await bring('Workshop.csv', 'area,neighbourhood\nE01028422,N02\n');
await audit(page, 'import-preview');
seen.untaken = JSON.stringify((await kept(page)).changes) === untaken;
await settled(page, () => page.locator('#take-file').click());
seen.imported = (await kept(page)).changes;
await page.locator('summary', { hasText: 'Other plans' }).click();
await page.waitForSelector('#others');
seen.others = await page.locator('#others option').count();
await tab(page, 'change');
seen.summary = await summary(page);
seen.spoken = await spoken(page);
await audit(page, 'imported');
// One undo is back at the plan before.
await settled(page, () => page.locator('#undo').click());
seen.before = JSON.stringify((await kept(page)).changes) === untaken;
await end();
