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

export default defineConfig({
  plugins: [{ name: 'pages', transformIndexHtml: html => html.replace('<!-- pages -->', nav) }],
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
