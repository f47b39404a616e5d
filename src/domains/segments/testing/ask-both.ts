import type { BothTopologies } from '../../../../test/two-shards.ts';
import type { Tree } from '../../../contract/segment-conditions.ts';
import { quote } from '../../../platform/clickhouse/literal.ts';
import { boundValues } from '../../analytics/index.ts';
import { compileTrees } from '../compile.ts';
import { isMember } from '../evaluate.ts';
import { readFacts } from '../read-facts.ts';
import { ago, now } from './fixtures/fixture.ts';
import { knownOf } from './small-shop.ts';

/** Three persons with 3 merged into 1 where told, and rows by table. */
export interface ThreePersons {
  readonly rows?: Readonly<Record<string, readonly object[]>> | undefined;
  readonly persons?: Readonly<Record<number, object>> | undefined;
  readonly merged?: boolean | undefined;
}

/** Who meets a tree, by the one statement for everybody (on one node and on two shards) and by the evaluator of one; under a shop number not used before. */
export async function askBoth(
  both: BothTopologies,
  shopId: number,
  { rows = {}, persons = {}, merged = false, tree }: ThreePersons & { readonly tree: Tree },
): Promise<{ compiled: number[]; evaluated: number[] }> {
  const shop = { shopId, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  const clickhouse = both.single;
  const person = (id: number) => ({
    ...{ person_id: id, version: 1, first_seen_at: ago(30), last_seen_at: ago(1) },
    ...persons[id],
  });
  const all = {
    ...rows,
    persons: [1, 2, 3].map(person),
    ...(merged && { override_rows: [{ person_id: 3, customer_id: 1, version: 1 }] }),
  };
  for (const [table, own] of Object.entries(all))
    await clickhouse.insert(
      table,
      own.map((row) => ({ shop_id: shopId, ...row })),
    );
  await clickhouse.command('SYSTEM RELOAD DICTIONARY {{dictionary person_overrides}}');
  const bound = boundValues('c');
  const standpoint = {
    at: Date.parse(now),
    timeZone: shop.timeZone,
    currency: shop.currency,
    known: knownOf,
  };
  const sql = compileTrees([tree], { ...standpoint, bound, zone: quote(shop.timeZone) });
  const found = await both.ask<{ customer_id: number; s0: number }>({
    ...{ sql: `${sql} ORDER BY customer_id`, shopId, params: bound.params },
  });
  const customerIds = merged ? [1, 2] : [1, 2, 3];
  const facts = await readFacts({ clickhouse, shop, customerIds, known: knownOf });
  return {
    compiled: found.filter((row) => row.s0 === 1).map((row) => row.customer_id),
    evaluated: facts.filter((it) => isMember(tree, it, standpoint)).map((it) => it.customerId),
  };
}
