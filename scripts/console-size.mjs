/**
 * What a browser fetches, gzipped, from the build in dist/console: `npm run -s console-size` prints it as JSON. The shell is
 * what every page needs; a page is the shell and its own code; `with_charts` adds the charts.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildConsole } from './build-console.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Files of an entry of the manifest and of all it imports at once, style sheets included. */
function filesOf(manifest, name, seen = new Set()) {
  const entry = manifest[name];
  if (entry === undefined) throw new Error(`no ${name} in the manifest`);
  if (seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const file of entry.css ?? []) seen.add(file);
  for (const inner of entry.imports ?? []) filesOf(manifest, inner, seen);
  return seen;
}

const size = (folder, files) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length, 0);

/** The files that index.html names, in its order: scripts, then style sheets. */
const namedIn = (html) =>
  [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);

/** Explorer, editors and what draws charts: loaded by whoever goes there. */
const loadedWhenNeeded = [
  'kit/charts/drawing.tsx',
  'pages/explore/explore-page.tsx',
  'pages/segments/editor/new-page.tsx',
  'pages/segments/editor/edit-page.tsx',
  'pages/imports/wizard-page.tsx',
];

/** Bytes of the shell, and of the overview with everything it draws; and in how many files its figures come. */
export function consoleSize() {
  buildConsole(root);
  const folder = join(root, 'dist', 'console');
  const manifest = JSON.parse(readFileSync(join(folder, '.vite', 'manifest.json'), 'utf8'));
  const nameOf = new Map(Object.entries(manifest).map(([name, { file }]) => [file, name]));
  const withImports = (files) => files.reduce((all, it) => filesOf(manifest, nameOf.get(it), all), new Set());
  const named = namedIn(readFileSync(join(folder, 'index.html'), 'utf8'));
  const shell = withImports(named);
  const overview = filesOf(manifest, 'pages/overview/overview-page.tsx', new Set(shell));
  const drawn = filesOf(manifest, 'kit/charts/drawing.tsx', new Set(overview));
  return {
    member: size(folder, filesOf(manifest, 'member.html')),
    ahead: size(folder, withImports(named.slice(0, 1))),
    shell: size(folder, shell),
    overview: size(folder, overview),
    overview_with_charts: size(folder, drawn),
    overview_files: overview.size,
    loaded_too_early: loadedWhenNeeded.filter((name) => overview.has(manifest[name].file)),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(consoleSize()));
