import { defineConfig } from 'vite';

export default defineConfig({
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
