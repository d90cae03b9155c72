// A planner without a mouse: every step by the keys of a keyboard alone. Prints what was seen, as JSON.
//
// node app_keyboard.mjs http://host:port folder-of-node_modules

import { end, kept, open, seen, settled } from './app_browser.mjs';

const MOST = 400;
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

// Past the tools to the panel, by the link for it.
await until('Tab', ({ label }) => label.startsWith('Skip to'));
await page.keyboard.press('Enter');
seen.tabs = await until('Tab', ({ id }) => id === 'tab-Impact');
await page.keyboard.press('ArrowRight');
await page.keyboard.press('ArrowRight');
seen.tab = (await focused()).id;
await until('Tab', ({ label }) => label.startsWith('Move Cherwell 008A'));
// To the second neighbourhood, by its first letters.
await settled(page, () => page.keyboard.type('Chi'));
seen.moved = (await kept(page)).changes.at(-1);
seen.after = (await focused()).name;
await until('Shift+Tab', ({ id }) => id === 'undo');
await settled(page, () => page.keyboard.press('Enter'));
seen.undone = (await kept(page)).changes.length;
await until('Tab', ({ id }) => id === 'redo');
await settled(page, () => page.keyboard.press('Space'));
await until('Tab', ({ id }) => id === 'tab-Areas');
for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('ArrowRight');
await until('Tab', ({ id }) => id === 'name');
await page.keyboard.type('By keyboard');
await page.keyboard.press('Enter');
await page.waitForFunction(() => document.getElementById('spoken').textContent.startsWith('Saved'));
seen.saved = (await kept(page)).saved.name;
// A word of a figure opens what it means; Escape closes it, and the focus is back.
await until('Shift+Tab', ({ id }) => id === 'tab-Keep');
await page.keyboard.press('ArrowRight');
await until('Tab', ({ label }) => label === 'Residents');
await page.keyboard.press('Enter');
await page.waitForSelector('dialog[open]');
seen.definition = await page.locator('dialog').innerText();
await page.keyboard.press('Escape');
seen.back = (await focused()).label;
await end();
