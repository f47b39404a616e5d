import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { paramsOf } from './question.ts';
import { splitStatements } from './sql-text.ts';

const asked = (sql: string) => () => paramsOf({ sql, shopId: 1 });

describe('a question that may read the rows of another shop is not asked', () => {
  it.each([
    'SELECT count() FROM orders',
    'SELECT count() FROM orders WHERE {shop:UInt32} = 1',
    'SELECT count() FROM orders WHERE {shop:UInt32} = {shop:UInt32}',
    'SELECT {shop:UInt32}, count() FROM orders',
    "SELECT 'shop_id = {shop:UInt32}', {shop:UInt32} FROM orders",
    'SELECT {shop:UInt32} FROM orders -- shop_id = {shop:UInt32}',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} OR 1',
    'SELECT 1 FROM orders WHERE 1 OR shop_id = {shop:UInt32}',
    'SELECT 1 FROM orders WHERE NOT shop_id = {shop:UInt32}',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} + 1',
    'SELECT 1 FROM orders, refunds WHERE shop_id = {shop:UInt32}',
    'SELECT 1 FROM orders JOIN refunds USING (order_id) WHERE shop_id = {shop:UInt32}',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} UNION ALL SELECT 1 FROM refunds',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} AND person_id IN (SELECT person_id FROM persons)',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} AND person_id IN persons',
    'WITH o AS (SELECT * FROM orders) SELECT {shop:UInt32} FROM o',
    "SELECT {shop:UInt32} FROM merge('default', 'orders')",
    'SELECT {shop:UInt32} FROM {t:Identifier}',
    'SELECT {shop:UInt32} FROM `orders`',
  ])('%s', (sql) => expect(asked(sql)).toThrow(TypeError));
});

describe('what keeps to its shop is asked', () => {
  it.each([
    'SELECT {shop:UInt32}',
    'SELECT sum(number * {shop:UInt32}) FROM numbers(10)',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} AND (a OR b)',
    'SELECT 1 FROM orders AS o WHERE o.shop_id={shop:UInt32}',
    'SELECT 1 FROM (SELECT person_id FROM orders WHERE shop_id = {shop:UInt32}) ARRAY JOIN [1, 2] AS n',
    'WITH o AS (SELECT * FROM orders WHERE shop_id = {shop:UInt32}) SELECT 1 FROM o JOIN o AS p USING (a)',
    'SELECT 1 FROM orders WHERE shop_id = {shop:UInt32} AND order_id IN {ids:Array(UInt64)}',
    "SELECT 'FROM orders' FROM events WHERE shop_id = {shop:UInt32}",
  ])('%s', (sql) => expect(asked(sql)).not.toThrow());

  it('as every measure does', () => {
    const golden = readFileSync(new URL('../../../test/golden/measures.sql', import.meta.url), 'utf8');
    const statements = splitStatements(golden);
    expect(statements.length).toBeGreaterThan(20);
    for (const sql of statements) expect(asked(sql), sql).not.toThrow();
  });
});
