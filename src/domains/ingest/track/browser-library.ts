import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Where the npm package keeps what browsers load. */
const FOLDER = join(
  createRequire(import.meta.url).resolve('@segment/analytics-next/package.json'),
  '..',
  'dist/umd',
);

/**
 * Hosts of the library's maker that it falls back to: without an answer to its settings it would send its counters
 * there, and to old browsers a script of a third party. A shop's page speaks to the shop's own installation only.
 */
const FOREIGN: readonly (readonly [foreign: string, own: (publicUrl: URL) => string])[] = [
  ['api.segment.io/v1', ({ host }) => `${host}/v1`],
  ['https://cdn.segment.com', ({ origin }) => origin],
  ['https://cdnjs.cloudflare.com/', ({ origin }) => `${origin}/`],
];

/** The library as one script, speaking to `publicUrl`. 115 KB; read once, kept by the caller. */
export async function browserLibrary(publicUrl: string): Promise<string> {
  const script = await readFile(join(FOLDER, 'standalone.js'), 'utf8');
  const url = new URL(publicUrl);
  return FOREIGN.reduce((text, [foreign, own]) => text.replaceAll(foreign, own(url)), withoutMap(script));
}

/** A part the library loads when it needs it, such as `auto-track.bundle.<hash>.js`; undefined when there is none. */
export async function browserLibraryPart(name: string): Promise<string | undefined> {
  if (!/^[\w-]+\.bundle\.[0-9a-f]+\.js$/.test(name)) return undefined;
  return readFile(join(FOLDER, name), 'utf8').then(withoutMap, () => undefined);
}

/** The map beside it is not served: browsers' tools would ask for it in vain. */
const withoutMap = (script: string): string => script.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n');
