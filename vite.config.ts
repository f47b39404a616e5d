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
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // The page of a member is a program of its own: it shares no library with the console.
      input: ['index.html', 'member.html'].map(
        (name) => new URL(`src/web/${name}`, import.meta.url).pathname,
      ),
      output: {
        // One file for the charts, whichever page asks first. More groups made the shell larger, not smaller.
        codeSplitting: { groups: [{ name: 'charts', test: /node_modules\/(echarts|zrender)\// }] },
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
