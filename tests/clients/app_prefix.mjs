// The pages where a proxy puts a path before them, and on the port itself, in headless Chromium: whether they are alive, ask nothing
// outside the service, and lead nowhere else. Prints what was seen of each address, as JSON.
//
// node app_prefix.mjs http://host:port folder-of-node_modules address-of-the-service…

import { createRequire } from 'node:module';

const [, modules, ...services] = process.argv.slice(2);
const { chromium } = createRequire(`${modules}/`)('playwright-core');
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
});

/** Loads what `/postcodes?callback=` writes as a script, as markup that got into the page would. */
async function callback(page) {
    return page.evaluate(async () => {
        window.ran = false;
        window.hacked = () => (window.ran = true);
        const script = document.createElement('script');
        script.src = new URL('../postcodes?q=OX1+1ND&callback=hacked', location.href).href;
        await new Promise(resolve => {
            script.onload = script.onerror = resolve;
            document.head.append(script);
        });
        return window.ran;
    });
}

async function visit(service) {
    const seen = { complaints: [], outside: [], tiles: 0, pages: {} };
    const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
    page.on('pageerror', error => seen.complaints.push(String(error)));
    // What a browser itself says of an answer is told by its status; behind a proxy nobody lists plans.
    page.on('console', message => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && seen.complaints.push(message.text()));
    page.on('response', response => response.status() >= 400 && response.status() !== 403 && seen.complaints.push(`${response.status()} ${response.url()}`));
    page.on('response', response => response.url().includes('/xyz/areas/') && (seen.tiles += response.ok() ? 1 : 0));
    page.on('request', request => {
        const url = request.url();
        if (!url.startsWith(`${service}/`) && !/^(data|blob):/.test(url)) seen.outside.push(url);
    });
    for (const path of ['/app', '/app/profile', '/app/compare', '/app/table/']) {
        await page.goto(service + path);
        await page.waitForSelector('body[data-ready=yes]', { timeout: 30_000 });
        if (path === '/app') {
            await page.waitForFunction(() => document.querySelector('.maplibregl-canvas'));
            await page.waitForTimeout(2000);
        }
        const links = await page.$$eval('a[href]', all => all.map(link => link.href).filter(href => href.startsWith('http')));
        seen.pages[path] = { address: page.url(), astray: links.filter(href => !href.startsWith(`${service}/`)) };
    }
    seen.complained = seen.complaints.length;
    seen.hacked = await callback(page);
    seen.blocked = seen.complaints.splice(seen.complained).join(' ');
    await page.goto(`${service}/?f=html`);
    await page.getByLabel('What is your postcode?').fill('ox11nd');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.answer');
    seen.found = { address: page.url(), words: await page.locator('.answer').innerText() };
    await page.close();
    return seen;
}

const answers = [];
for (const service of services) answers.push(await visit(service));
await browser.close();
console.log(JSON.stringify(answers));
