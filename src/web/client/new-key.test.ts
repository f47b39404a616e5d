import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { newKey } from './new-key.ts';

const web = fileURLToPath(new URL('..', import.meta.url));

test('keys differ, and fit where the server takes them', () => {
  const keys = Array.from({ length: 100 }, newKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});

test('nothing of the console or the member page calls for what browsers have over HTTPS only', () => {
  const sources = readdirSync(web, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'),
  );
  expect(sources.length).toBeGreaterThan(300);
  const calls = sources.filter((name) =>
    /randomUUID\(|crypto\.subtle|navigator\.(serviceWorker|geolocation|mediaDevices)/.test(
      readFileSync(join(web, name), 'utf8'),
    ),
  );
  expect(calls).toEqual([]);
});
