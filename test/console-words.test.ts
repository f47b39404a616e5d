import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { actNames } from '../src/web/pages/audit/act-names.ts';

/** The console's words: the compiler refuses a key that is missing; here are those that nobody says, and halves. */

const web = fileURLToPath(new URL('../src/web/', import.meta.url));
const files = readdirSync(web, { recursive: true }) as string[];
const folders = files.filter((it) => it.endsWith('words.zh-CN.json')).map((it) => dirname(it));

type Words = Record<string, string>;
const wordsOf = (folder: string, language: string): Words =>
  JSON.parse(readFileSync(join(web, folder, `words.${language}.json`), 'utf8'));

const base = (key: string) => key.replace(/_(one|other)$/, '');
const bases = (words: Words) => [...new Set(Object.keys(words).map(base))].sort();
const blanks = (text: string) => [...text.matchAll(/\{\{\w+(, number)?\}\}/g)].map(String).sort();

function sourceOf(folder: string): string {
  const own = files.filter(
    (it) => it.startsWith(`${folder}/`) && /\.tsx?$/.test(it) && !it.includes('.test.'),
  );
  return own.map((it) => readFileSync(join(web, it), 'utf8')).join('\n');
}

/** A key is said as it stands, or as what a template such as `theme-${value}` can become. */
function isSaid(source: string, key: string): boolean {
  if (source.includes(`'${key}'`)) return true;
  const templates = [...source.matchAll(/`([\w-]*)\$\{[^}`]*\}([\w-]*)`/g)];
  return templates.some(([, start = '', end = '']) => {
    const fits = key.startsWith(start) && key.endsWith(end) && key.length > start.length + end.length;
    return fits && start + end !== '';
  });
}

test('every folder of words is found', () => {
  expect(folders.length).toBeGreaterThanOrEqual(4);
});

test.each(folders)('%s says the same things in both languages', (folder) => {
  const [zh, en] = [wordsOf(folder, 'zh-CN'), wordsOf(folder, 'en-US')];
  expect(bases(en)).toEqual(bases(zh));
  for (const [key, text] of [...Object.entries(zh), ...Object.entries(en)]) expect(text, key).not.toBe('');
  for (const key of Object.keys(zh).filter((it) => it in en))
    expect(blanks(en[key]!), key).toEqual(blanks(zh[key]!));
  // A count of thousands is read with its thousands parted.
  for (const [key, text] of [...Object.entries(zh), ...Object.entries(en)])
    expect(text, key).not.toContain('{{count}}');
  // Chinese has one form, English two.
  expect(Object.keys(zh).filter((it) => it.endsWith('_one'))).toEqual([]);
  for (const key of Object.keys(en).filter((it) => it.endsWith('_other')))
    expect(en, key).toHaveProperty([`${base(key)}_one`]);
});

test.each(folders)('%s says everything it has words for', (folder) => {
  const source = sourceOf(folder);
  expect(bases(wordsOf(folder, 'zh-CN')).filter((key) => !isSaid(source, key))).toEqual([]);
});

test('every act that is put on record has a name in the audit log', () => {
  const server = fileURLToPath(new URL('../src/', import.meta.url));
  const sources = (readdirSync(server, { recursive: true }) as string[]).filter(
    (it) => /^(domains|platform|setup|system|cli)\/.*\.ts$/.test(it) && !it.includes('.test.'),
  );
  const acts = sources.flatMap((it) =>
    [...readFileSync(join(server, it), 'utf8').matchAll(/\bact: '([a-z]+\.[a-z.-]+)'/g)].map(
      ([, act]) => act!,
    ),
  );
  expect(acts.length).toBeGreaterThan(40);
  expect([...new Set(acts)].filter((it) => !(it in actNames))).toEqual([]);
});
