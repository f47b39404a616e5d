import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { placeholdersOf } from '../../../platform/clickhouse/sql-text.ts';
import { measures } from '../catalog/catalogue.ts';
import { dimensions } from '../catalog/dimensions.ts';
import { scopeOf } from '../facts/scope.ts';
import { compileMetric } from './compile-metric.ts';

const golden = new URL('../../../../test/golden/measures.sql', import.meta.url).pathname;

const compiled = measures.flatMap((measure) =>
  [undefined, ...dimensions.map(({ code }) => code)].map((dimension) => ({
    ...{ code: measure.code, dimension },
    title: `${measure.code} by month${dimension ? ` and ${dimension}` : ''}`,
    sql: compileMetric(measure, scopeOf('Asia/Shanghai', 'month', dimension)),
  })),
);

/** Every measure once, and every dimension by what sums rows, counts customers, or reads both. */
const split = ['customers', 'net-sales', 'new-customers', 'active-customers', 'cac'];
const kept = compiled.filter(({ code, dimension }) => dimension === undefined || split.includes(code));

/** Rewrite with UPDATE_GOLDEN=1 and read the difference. */
it('the SQL of every measure is what is checked in', () => {
  const text = kept.map(({ title, sql }) => `-- ${title}\n${sql};\n`).join('\n');
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, 'utf8'));
});

it('binds the same few names in every query, and never a value', () => {
  const known = ['shop:UInt32', 'currency:String', 'from:Date', 'to:Date', 'previous:Date'];
  for (const { title, sql } of compiled) {
    const bound = new Set(placeholdersOf(sql).map(({ name, type }) => `${name}:${type}`));
    expect(known, title).toEqual(expect.arrayContaining([...bound]));
    expect(bound, title).toContain('shop:UInt32');
  }
});

it('has no join or IN that only one shard could answer', () => {
  for (const { title, sql } of compiled)
    for (const found of sql.match(/.{0,20}\b(JOIN|IN) \((?=\s*SELECT)/g) ?? [])
      expect(found, title).toContain('GLOBAL');
});

it('writes the zone as a literal that cannot end early', () => {
  const sql = compileMetric(measures[4]!, scopeOf("Nowhere/It's", 'day', undefined));
  expect(sql).toContain("'Nowhere/It\\'s'");
});
