// The planner's page of a service that lets nobody save, in headless Chromium: that it says so where saving is offered.
//
// node app_closed.mjs http://host:port folder-of-node_modules [folder of pictures]

import { audit, end, open, seen, tab } from './app_browser.mjs';

const page = await open('/app/');
await tab(page, 'plan');
const why = page.locator('#closed');
await why.waitFor();
seen.why = await why.textContent();
seen.disabled = await page.locator('#save').isDisabled();
await audit(page, 'closed');
await end();
