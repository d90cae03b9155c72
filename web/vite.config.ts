import { readFileSync } from 'node:fs';

import { defineConfig } from 'vite';

const frame = readFileSync('frame.html', 'utf8');

/**
 * A page that says its title, script and class is put into the frame that such pages share; the planner's is a page of its own. What
 * every page of the service has (icon, previews, the way to the others) the service itself puts where comments stand for it.
 */
function framed(html: string): string {
  const said = (name: string) => new RegExp(`<!-- ${name}: (.*) -->\\n`).exec(html)?.[1] ?? '';
  const title = said('title');
  const content = html.replace(/<!-- (title|script|class): .* -->\n/g, '').trimEnd();
  return title ? frame.replaceAll('{title}', title).replace('{script}', said('script')).replace('{class}', said('class')).replace('{content}', () => content) : html;
}

export default defineConfig({
  plugins: [{ name: 'pages', transformIndexHtml: { order: 'pre', handler: framed } }],
  // Relative, so that a proxy may put any path before them.
  base: './',
  // The service replaces it by another one for each answer: the content security policy lets no other script run.
  html: { cspNonce: '%nonce%' },
  build: {
    outDir: 'dist',
    // A picture or font within a stylesheet would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre is most of it.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: ['index', 'profile', 'compare', 'table', 'import', 'find'].map(page => `${page}.html`) },
  },
});
