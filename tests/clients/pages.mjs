// The pages for people, without script, in headless Chromium: what axe finds against WCAG 2.2 AA, and whether anything overflows at
// 320 px. Prints the findings as JSON.
//
// node pages.mjs http://host:port folder-of-node_modules paths.json [folder of pictures]

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const [base, modules, list, pictures] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const axe = await readFile(path.join(modules, 'axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const findings = {};
for (const place of JSON.parse(await readFile(list, 'utf8'))) {
    const context = await browser.newContext({ viewport: { width: 320, height: 640 }, bypassCSP: true });
    const page = await context.newPage();
    const found = [];
    page.on('console', message => message.type() === 'error' && found.push(message.text()));
    const answer = await page.goto(`${base}${place}`);
    if (!answer.ok()) found.push(`${answer.status()}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) found.push(`${wide} px wider than the window`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: { type: 'tag', values: tags } }), tags);
    found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`));
    if (pictures) {
        await page.setViewportSize({ width: 1000, height: 800 });
        await page.screenshot({ path: `${pictures}/${place.replace(/\W+/g, '-')}.png` });
    }
    findings[place] = found;
    await context.close();
}
await browser.close();
console.log(JSON.stringify(findings));
