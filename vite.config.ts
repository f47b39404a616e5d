import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The console, from src/web to dist/console; `npm run build` (scripts/build-console.mjs) runs it. */
export default defineConfig({
  root: new URL('src/web', import.meta.url).pathname,
  base: '/',
  plugins: [react()],
  build: {
    outDir: process.env.SHUKE_CONSOLE_OUT ?? new URL('dist/console', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The page of a member is a program of its own: it shares no library with the console.
      input: ['index.html', 'member.html'].map(
        (name) => new URL(`src/web/${name}`, import.meta.url).pathname,
      ),
      output: {
        // Few files: each is a request to a server that has more to do, and browsers ask six at a time. A page took fifty,
        // most of half a kilobyte. What fewer pages share stays apart, or every page grows by what it does not use.
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules\/(echarts|zrender)\//, priority: 4 },
            // Each with all it imports. Both are scripts of index.html, and the first runs while the second is on its way.
            { name: 'ahead', test: /src\/web\/ask-ahead/, priority: 3 },
            // All that the page of a member shares with the console.
            { name: 'both', test: /src\/(contract\/currency|web\/client\/new-key)/, priority: 3 },
            { name: 'shell', test: /src\/web\/main/, priority: 2 },
            { name: 'common', minShareCount: 8, priority: 1 },
          ],
        },
      },
    },
  },
  // `npx vite` beside `npm start`: pages change as they are saved, the API is the real one.
  server: {
    host: '127.0.0.1',
    port: 7301,
    proxy: { '/api': process.env.SHUKE_API ?? 'http://127.0.0.1:7300' },
  },
});
