import { readFileSync } from 'node:fs';

import { defineConfig } from 'vite';

/** Every page leads to the others. */
const PAGES: readonly [string, string][] = [
  ['/app/', 'Try other borders'],
  ['/app/profile', 'Insight packs'],
  ['/app/compare', 'Compare'],
  ['/app/find', 'Find my neighbourhood'],
  ['/app/table', 'Answer a table'],
  ['/?f=html', 'Data'],
];
const nav = `<nav aria-label="Pages">${PAGES.map(([path, title]) => `<a href="${path}">${title}</a>`).join(' ')}</nav>`;

const frame = readFileSync('frame.html', 'utf8');

/** A page that says its title, script and class is put into the frame that such pages share; the planner's is a page of its own. */
function framed(html: string): string {
  const said = (name: string) => new RegExp(`<!-- ${name}: (.*) -->\\n`).exec(html)?.[1] ?? '';
  const title = said('title');
  const content = html.replace(/<!-- (title|script|class): .* -->\n/g, '').trimEnd();
  const page = title ? frame.replaceAll('{title}', title).replace('{script}', said('script')).replace('{class}', said('class')).replace('{content}', () => content) : html;
  return page.replace('<!-- pages -->', nav);
}

export default defineConfig({
  plugins: [{ name: 'pages', transformIndexHtml: { order: 'pre', handler: framed } }],
  base: '/app/',
  build: {
    outDir: 'dist',
    // A picture or font within a stylesheet would need a looser content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // MapLibre is most of it.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: ['index', 'find', 'profile', 'compare', 'table'].map(page => `${page}.html`) },
  },
});
