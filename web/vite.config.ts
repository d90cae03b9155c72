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

/** What a page looks like comes first, also on a slow line: its skeleton stands while the scripts are on their way. */
function styleFirst(html: string): string {
  const later = html.replace(/<(?:script type="module"|link rel="modulepreload")(?! fetchpriority)/g, '$& fetchpriority="low"');
  const [style = ''] = /^ *<link rel="stylesheet"[^>]*>\n/m.exec(later) ?? [];
  return style ? later.replace(style, '').replace(/^ *<script type="module"/m, script => style + script) : later;
}

export default defineConfig({
  plugins: [
    { name: 'pages', transformIndexHtml: { order: 'pre', handler: framed } },
    { name: 'style first', transformIndexHtml: { order: 'post', handler: styleFirst } },
  ],
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
