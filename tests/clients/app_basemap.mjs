// The planner's page over a basemap of one colour, in headless Chromium: the colour of the ground beside the county, and whose it is.
//
// node app_basemap.mjs http://host:port folder-of-node_modules [folder of pictures]

import { browser, end, open, pictures, seen } from './app_browser.mjs';

const page = await open('/app/');
await page.waitForTimeout(1500);
const canvas = page.locator('#map canvas').first();
const { width, height } = await canvas.boundingBox();
// The upper left corner of the map is beside the county.
const corner = { x: 4, y: Math.round(height / 4), width: 1, height: 1 };
const shot = await canvas.screenshot(pictures ? { path: `${pictures}/basemap.png` } : {});
seen.size = [width, height];
// The page's own policy would not let it read a picture.
seen.ground = await (await browser.newPage()).evaluate(
    async ([picture, { x, y }]) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
        const sheet = new OffscreenCanvas(image.width, image.height);
        const context = sheet.getContext('2d');
        context.drawImage(image, 0, 0);
        return [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
    },
    [shot.toString('base64'), corner],
);
seen.attribution = await page.locator('.maplibregl-ctrl-attrib').first().innerHTML();
await end();
