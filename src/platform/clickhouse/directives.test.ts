import { describe, expect, it } from 'vitest';
import { renderDirectives } from './directives.ts';

const single = { database: 'shuke' };
const cluster = { database: 'shuke', cluster: 'main' };

const create = `CREATE TABLE {{table orders sharded by cityHash64(shop_id, order_id)}} (shop_id UInt32)
ENGINE = {{engine ReplacingMergeTree(version, is_deleted)}} ORDER BY shop_id`;

describe('on one node', () => {
  it('a table is a plain table that syncs', () => {
    expect(renderDirectives(create, single)).toEqual([
      `CREATE TABLE IF NOT EXISTS shuke.orders (shop_id UInt32)
ENGINE = ReplacingMergeTree(version, is_deleted) ORDER BY shop_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    ]);
  });

  it('its own settings stay', () => {
    const [text] = renderDirectives(`${create} SETTINGS index_granularity = 1024`, single);
    expect(text).toMatch(
      /SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1$/,
    );
  });

  it('names are names', () => {
    const one = (text: string) => renderDirectives(text, single)[0];
    expect(one('ALTER TABLE {{alter orders}} ADD COLUMN IF NOT EXISTS a UInt8')).toBe(
      'ALTER TABLE shuke.orders ADD COLUMN IF NOT EXISTS a UInt8',
    );
    expect(one('OPTIMIZE TABLE {{local orders}} FINAL')).toBe('OPTIMIZE TABLE shuke.orders FINAL');
    expect(one('SYSTEM RELOAD DICTIONARY {{dictionary d}}')).toBe('SYSTEM RELOAD DICTIONARY shuke.d');
  });
});

describe('on a cluster', () => {
  it('a table is a replicated local one and a Distributed one over it', () => {
    expect(renderDirectives(create, cluster)).toEqual([
      `CREATE TABLE IF NOT EXISTS shuke.orders_local ON CLUSTER 'main' (shop_id UInt32)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/shuke/orders_local', '{replica}', version, is_deleted) ORDER BY shop_id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
      `CREATE TABLE IF NOT EXISTS shuke.orders ON CLUSTER 'main' AS shuke.orders_local ENGINE = Distributed('main', 'shuke', 'orders_local', cityHash64(shop_id, order_id))`,
    ]);
  });

  it('a table on every node is one replica set over all shards', () => {
    const text =
      'CREATE TABLE {{table notes on every node}} (a UInt8) ENGINE = {{engine MergeTree}} ORDER BY a';
    expect(renderDirectives(text, cluster)).toEqual([
      `CREATE TABLE IF NOT EXISTS shuke.notes ON CLUSTER 'main' (a UInt8) ENGINE = ReplicatedMergeTree('/clickhouse/tables/all/shuke/notes', '{shard}_{replica}') ORDER BY a
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
    ]);
  });

  it('an alteration reaches the local table first, then the Distributed one', () => {
    expect(
      renderDirectives('ALTER TABLE {{alter orders}} ADD COLUMN IF NOT EXISTS a UInt8', cluster),
    ).toEqual([
      "ALTER TABLE shuke.orders_local ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS a UInt8",
      "ALTER TABLE shuke.orders ON CLUSTER 'main' ADD COLUMN IF NOT EXISTS a UInt8",
    ]);
  });

  it('a dictionary is everywhere and reads the Distributed table', () => {
    const text =
      "CREATE DICTIONARY {{dictionary d}} (a UInt64) SOURCE(CLICKHOUSE(QUERY 'SELECT a FROM {{read t}}'))";
    expect(renderDirectives(text, cluster)).toEqual([
      "CREATE DICTIONARY IF NOT EXISTS shuke.d ON CLUSTER 'main' (a UInt64) SOURCE(CLICKHOUSE(QUERY 'SELECT a FROM shuke.t'))",
    ]);
  });

  it('upkeep goes to the local tables of all nodes', () => {
    expect(renderDirectives('OPTIMIZE TABLE {{local orders}} FINAL', cluster)).toEqual([
      "OPTIMIZE TABLE shuke.orders_local ON CLUSTER 'main' FINAL",
    ]);
    expect(renderDirectives('SYSTEM RELOAD DICTIONARY {{dictionary d}}', cluster)).toEqual([
      "SYSTEM RELOAD DICTIONARY shuke.d ON CLUSTER 'main'",
    ]);
  });
});

it('a directive nobody knows, a name that is none, an engine that cannot replicate: refused', () => {
  expect(() => renderDirectives('SELECT {{nosuch x}}', single)).toThrow('nosuch');
  expect(() => renderDirectives('SELECT {{read a; DROP b}}', single)).toThrow('one table');
  const memory = 'CREATE TABLE {{table a sharded by b}} (b UInt8) ENGINE = {{engine Memory}}';
  expect(() => renderDirectives(memory, cluster)).toThrow('MergeTree');
});
