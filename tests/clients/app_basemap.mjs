// The planner's page over a basemap of one colour, in headless Chromium: the colour of the ground beside the county, and whose it is.
//
// node app_basemap.mjs http://host:port folder-of-node_modules [folder of pictures]

import { browser, end, open, pictures, seen } from './app_browser.mjs';

// The ground of the service's style, where there is no basemap.
const PLAIN = [247, 246, 242];
const TRIES = 120;
// A busy machine draws no frame of the fading for a while.
const SAME = 6;

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
// Until it is no longer the plain ground, fully faded in.
for (let last = PLAIN, same = 0, tries = 0; tries < TRIES && same < SAME; tries += 1) {
    seen.ground = await ground();
    same = String(seen.ground) === String(last) && String(last) !== String(PLAIN) ? same + 1 : 0;
    last = seen.ground;
    await page.waitForTimeout(250);
}
seen.attribution = await page.locator('.maplibregl-ctrl-attrib').first().innerHTML();
await end();
