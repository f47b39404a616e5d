import type { CustomerScoresView } from '../../../contract/scores.ts';
import { withShop } from '../../../platform/db/postgres.ts';
import { ok, type Result } from '../../../platform/errors.ts';
import type { Platform } from '../../../platform/platform.ts';
import { readPersonsOf } from '../../customers/index.ts';
import type { Asking } from '../metrics/question.ts';
import { currentScores, scoresOfCustomers } from './current-scores.ts';

/** What models say of one customer. Problem: `no-such-customer`. */
export async function showCustomerScores(
  { platform, ...asking }: Asking & { readonly platform: Pick<Platform, 'db'> },
  customerId: number,
): Promise<Result<CustomerScoresView>> {
  const { shopId, currency } = asking.shop;
  const { persons, current } = await withShop(platform.db, shopId, async (tx) => ({
    persons: await readPersonsOf(tx, shopId, customerId),
    current: await currentScores(tx, shopId),
  }));
  if (!persons.ok) return persons;
  const found = await scoresOfCustomers(asking, current, [customerId]);
  const scores = found.map(({ code, value, word, low, high }) => {
    const { asOf, model, version, confidence } = current.find((it) => it.code === code)!;
    return { score: code, value, word, low, high, as_of: asOf, model, version, confidence };
  });
  return ok({ scores, currency });
}
