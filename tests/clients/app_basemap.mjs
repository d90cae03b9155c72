// The planner's page over a basemap of one colour, in headless Chromium: the colour of the ground beside the county, and whose it is.
//
// node app_basemap.mjs http://host:port folder-of-node_modules [folder of pictures]

import { browser, end, open, pictures, seen } from './app_browser.mjs';

// The colours of the two basemaps: of the picture, and of land in the one of vectors. Which of them it is, the test judges.
const BASEMAPS = [[51, 102, 204], [0xf4, 0xf1, 0xea]].map(String);
const TRIES = 120;

const page = await open('/app/');
const canvas = page.locator('#map canvas').first();
const { width, height } = await canvas.boundingBox();
// The upper left corner of the map is beside the county.
const corner = { x: 4, y: Math.round(height / 4), width: 1, height: 1 };
seen.size = [width, height];
// The page's own policy would not let it read a picture.
const reader = await browser.newPage();
/** The colour in the corner, as it is drawn now. */
async function ground() {
    const shot = await canvas.screenshot(pictures ? { path: `${pictures}/basemap.png` } : {});
    return reader.evaluate(
        async ([picture, { x, y }]) => {
            const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${picture}`)).blob());
            const sheet = new OffscreenCanvas(image.width, image.height);
            const context = sheet.getContext('2d');
            context.drawImage(image, 0, 0);
            return [...context.getImageData(x, y, 1, 1).data].slice(0, 3);
        },
        [shot.toString('base64'), corner],
    );
}
// Until it is fully faded in: a busy machine draws no frame of the fading for a while.
for (let tries = 0; tries < TRIES && !BASEMAPS.includes(String(seen.ground)); tries += 1) {
    seen.ground = await ground();
    await page.waitForTimeout(250);
}
seen.attribution = await page.locator('.maplibregl-ctrl-attrib').first().innerHTML();
await end();
