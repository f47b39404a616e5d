import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/postgres.ts';
import { customersOf } from '../../../customers/index.ts';

/** Customers a file speaks of whom the shop knew before, each once, over all its batches. */
export interface KnownCustomers {
  /** Call it before the batch is stored; the answer hears the batch's persons. */
  before(tx: Tx): Promise<(personIds: readonly number[]) => void>;
  /** Call it when the batch is stored, in the same transaction. */
  after(tx: Tx): Promise<void>;
  count(): number;
}

export function openKnownCustomers(shopId: number): KnownCustomers {
  const customers = new Set<number>();
  let met = new Set<number>();
  return {
    async before(tx) {
      met = new Set();
      const newest = await newestPerson(tx, shopId);
      return (personIds) => {
        for (const id of personIds) if (id > 0 && id <= newest) met.add(id);
      };
    },
    async after(tx) {
      for (const customer of (await customersOf(tx, shopId, [...met])).values()) customers.add(customer);
    },
    count: () => customers.size,
  };
}

/** Numbers are handed out in order: a greater one is of this transaction. */
async function newestPerson(tx: Tx, shopId: number): Promise<number> {
  const { rows } = await sql<{ newest: number | null }>`
    select max(person_id) as newest from customers.persons where shop_id = ${shopId}`.execute(tx);
  return rows[0]?.newest ?? 0;
}
