import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { splitSql } from './split-sql.ts';

test('a semicolon inside text, names, comments and bodies ends no statement', () => {
  const text = `-- one; two
    create table a (b text default ';''; ', "c;" int); /* ; */
    create function f() returns void as $$ begin null; end $$;
    do $x$ begin execute $$ select 1; $$; end $x$ ; ;
    select 1`;
  expect(splitSql(text)).toHaveLength(4);
  expect(splitSql(text)[0]).toContain('"c;" int)');
  expect(splitSql(text)[2]).toMatch(/^do \$x\$ .* end \$x\$$/s);
  expect(splitSql('-- nothing; at all')).toHaveLength(1);
});

test('every migration of ours is the same text, cut at its semicolons', () => {
  const folder = new URL('../../../migrations/postgres/', import.meta.url);
  for (const file of readdirSync(folder)) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const bare = (it: string) => it.replaceAll(/[\s;]/g, '');
    expect(bare(splitSql(text).join(';'))).toBe(bare(text));
  }
});
