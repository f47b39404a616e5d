import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readPages } from './browser/page-list.ts';

/** Every address of a shop's page that is written in the console is one of its pages. */

const web = fileURLToPath(new URL('../src/web/', import.meta.url));
const files = (readdirSync(web, { recursive: true }) as string[]).filter(
  (it) => /\.tsx?$/.test(it) && !it.includes('.test.'),
);

/** Parts of an address behind the shop; what is filled in is a part of its own. */
const partsOf = (address: string): string[] =>
  address
    .replace(/[?#].*$/s, '')
    .split('/')
    .filter((it) => it !== '');

const known = readPages()
  .filter(({ path }) => path.startsWith('/shops/:shop/'))
  .map(({ path }) => partsOf(path.slice('/shops/:shop/'.length)));

/** Whether a part of an address, with * where something is filled in, can be that of a page. */
const fits = (part: string, ofPage: string): boolean =>
  part.includes('*')
    ? ofPage.startsWith(':') || new RegExp(`^${part.replaceAll('*', '.*')}$`).test(ofPage)
    : part === ofPage;

const leads = (address: string): boolean => {
  const parts = partsOf(address);
  return known.some((page) => page.length === parts.length && page.every((it, n) => fits(parts[n]!, it)));
};

/** `/shops/${slug}/segments/${id}?in=1` is `segments/*`. */
function addressesIn(file: string): string[] {
  const text = readFileSync(join(web, file), 'utf8');
  return [...text.matchAll(/`\/shops\/\$\{[^}`]+\}\/([^`]*)`/g)].map(([, rest = '']) =>
    rest.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '*'),
  );
}

test('addresses written in the console lead to its pages', () => {
  const found = files.flatMap((file) => addressesIn(file).map((address) => ({ file, address })));
  expect(found.length).toBeGreaterThan(60);
  expect(found.filter(({ address }) => !leads(address))).toEqual([]);
});

test('an address that leads nowhere is noticed', () => {
  expect(leads('consents')).toBe(false);
  expect(leads('segments/*/gone')).toBe(false);
  expect(leads('segments/*/edit')).toBe(true);
  expect(leads('customers?group=11')).toBe(true);
  expect(leads('segments')).toBe(true);
});
