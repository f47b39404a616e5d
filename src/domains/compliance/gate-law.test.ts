import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, it } from 'vitest';

/** Nothing goes past the gate: what decides is read in compliance alone, and lists by score name the condition. */

const root = new URL('../../..', import.meta.url).pathname;

async function sources(pattern: string): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for await (const path of glob(pattern, { cwd: root }))
    if (!path.includes('.test.')) found.push([path, readFileSync(`${root}/${path}`, 'utf8')]);
  return found;
}

it('reads consents, standings and contacts in compliance alone', async () => {
  const others = (await sources('src/**/*.ts')).filter(
    ([path]) => !path.startsWith('src/domains/compliance/'),
  );
  expect(others.length).toBeGreaterThan(300);
  const tables = /compliance\.(consents|standings|contacts|contact_heads|contact_caps|holdouts)\b/;
  expect(others.filter(([, text]) => tables.test(text)).map(([path]) => path)).toEqual([]);
});

it('lists customers by score only with the condition that they may be profiled', async () => {
  const lists = (await sources('src/domains/analytics/**/*.ts')).filter(
    ([path, text]) =>
      /SELECT[^`]*\bcustomer_id\b[^`]*\bLIMIT \{/s.test(text) ||
      (path.includes('/exports/') && text.includes('SELECT customer_id')),
  );
  const paths = lists.map(([path]) => path);
  const known = ['rfm/list-group.ts', 'people/list-people.ts', 'exports/read-scores.ts'].map(
    (it) => `src/domains/analytics/${it}`,
  );
  expect(paths).toEqual(expect.arrayContaining(known));
  // A list by any filter names it where the filter asks for a score: people/filter-sql.ts.
  const condition = /\bmayBeProfiled\(|\blisted\(/;
  expect(lists.filter(([, text]) => !condition.test(text)).map(([path]) => path)).toEqual([]);
  const filters = readFileSync(`${root}/src/domains/analytics/people/filter-sql.ts`, 'utf8');
  expect(filters).toMatch(/listed = [^;]*mayBeProfiled\(/);
});
