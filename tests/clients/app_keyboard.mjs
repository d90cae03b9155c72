// A planner without a mouse: every step by the keys of a keyboard alone. Prints what was seen, as JSON.
//
// node app_keyboard.mjs http://host:port folder-of-node_modules

import { calm, end, kept, open, seen, settled, spoken } from './app_browser.mjs';

const MOST = 500;
const page = await open('/app/');
const focused = () => page.evaluate(() => ({ id: document.activeElement.id, label: document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim(), name: document.activeElement.tagName }));

/** Presses a key until what has the focus is it; how often. */
async function until(key, is) {
    for (let presses = 1; presses <= MOST; presses += 1) {
        await page.keyboard.press(key);
        if (is(await focused())) return presses;
    }
    throw new Error(`${MOST} times ${key}, and the focus is on ${JSON.stringify(await focused())}`);
}

// Past the map to the panel, by the link for it.
await until('Tab', ({ label }) => label.startsWith('Skip to'));
await page.keyboard.press('Enter');
seen.tabs = await until('Tab', ({ id }) => id === 'tab-all');
for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('ArrowRight');
seen.tab = (await focused()).id;
await until('Tab', ({ label }) => label === 'Move Cherwell 008A to');
// Turning through the neighbourhoods moves nothing, and the focus stays.
await page.keyboard.press('ArrowDown');
await page.keyboard.press('ArrowDown');
await page.waitForTimeout(300);
seen.turned = [(await kept(page))?.changes.length ?? 0, (await focused()).label];
await page.keyboard.type('Chi');
await page.keyboard.press('Tab');
seen.confirm = (await focused()).label;
await settled(page, () => page.keyboard.press('Enter'));
seen.moved = (await kept(page)).changes.at(-1);
await page.waitForFunction(() => document.activeElement.closest('#panel') !== null, null, { timeout: 5000 }).catch(() => undefined);
seen.after = await page.evaluate(() => document.activeElement.closest('#panel') !== null);
seen.told = await spoken(page);
await until('Shift+Tab', ({ id }) => id === 'undo');
await settled(page, () => page.keyboard.press('Enter'));
seen.undone = (await kept(page)).changes.length;
await until('Tab', ({ id }) => id === 'redo');
await settled(page, () => page.keyboard.press('Space'));
// A search by arrows; Escape closes what is open.
await until('Tab', ({ id }) => id === 'place');
await page.keyboard.type('islip');
await page.keyboard.press('ArrowDown');
seen.option = await page.evaluate(() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent);
await page.keyboard.press('Escape');
seen.closed = await page.locator('#found').isHidden();
// Letters choose tools, but not where one writes, and not when they are switched off.
seen.typed = await page.locator('#tool-lasso').getAttribute('aria-pressed');
await page.locator('#tool-explore').focus();
await page.keyboard.press('b');
const on = await page.locator('#tool-brush').getAttribute('aria-pressed');
await page.keyboard.press('Escape');
await page.locator('.app-rail__keys').focus();
await page.keyboard.press('Enter');
await page.keyboard.press('b');
seen.keys = [on, await page.locator('#tool-brush').getAttribute('aria-pressed')];
// A name, by keys; a figure's word opens what it means, Escape closes it, and the focus is back.
await until('Tab', ({ id }) => id === 'tab-areas');
for (let turn = 0; turn < 2; turn += 1) await page.keyboard.press('ArrowRight');
await until('Tab', ({ id }) => id === 'name');
await page.keyboard.type('By keyboard');
await page.keyboard.press('Enter');
await page.waitForFunction(() => document.getElementById('spoken').textContent.startsWith('Saved'));
await calm(page);
seen.saved = (await kept(page)).saved.name;
await until('Shift+Tab', ({ id }) => id === 'tab-plan');
for (let turn = 0; turn < 4; turn += 1) await page.keyboard.press('ArrowLeft');
await until('Tab', ({ label }) => label === 'Residents');
await page.keyboard.press('Enter');
await page.waitForSelector('dialog[open]');
seen.definition = await page.locator('dialog').innerText();
await page.keyboard.press('Escape');
seen.back = (await focused()).label;
await end();
