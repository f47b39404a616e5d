import type { PointsAct } from '../../../contract/points.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Problem, problem, type Result } from '../../../platform/errors.ts';
import { shopDay } from '../../analytics/index.ts';
import { customersOf, readPersonsOf } from '../../customers/index.ts';
import { earnPoints } from '../../ledgers/index.ts';
import { capsOf } from './caps-rules.ts';
import { expiresAt } from './lot-times-rules.ts';
import { noRules } from './no-rules.ts';
import { readRulesOn } from './rules-store.ts';

export interface Deed {
  readonly shopId: number;
  readonly timeZone: string;
  readonly personId: number;
  readonly deed: string;
  readonly key: string;
  readonly ref?: string | undefined;
  readonly by: string;
  readonly now: Date;
}

/**
 * Grants what a deed (a review, a sign-in, a share) is worth by today's rules, as far as the customer's cap of the day and
 * the budget go; active at once. Problems: points-rules-missing, no-such-deed, those of earning.
 */
export async function earnForDeed(tx: Tx, it: Deed): Promise<Result<PointsAct>> {
  const day = shopDay(it.now, it);
  const version = await readRulesOn(tx, it.shopId, day);
  if (version === undefined) return refuse(tx, it, noRules);
  const rule = version.rules.deeds.find(({ deed }) => deed === it.deed);
  if (rule === undefined || rule.points === 0) return refuse(tx, it, noSuchDeed(version.rules.deeds));
  const earning = {
    ...{ personId: it.personId, points: rule.points },
    expiresAt: expiresAt(it.now, version.rules.expiry, it.timeZone),
    caps: capsOf(version, { deed: it.deed, day, most: rule.most_per_day }),
  };
  const ask = { key: it.key, cause: it.deed, ref: it.ref, by: it.by, at: it.now };
  return earnPoints(tx, it.shopId, { earning, ask });
}

/** Somebody of another shop is not there, whatever the rules of this one say. */
async function refuse(tx: Tx, { shopId, personId }: Deed, why: Problem): Promise<Result<never>> {
  const isThere = (await customersOf(tx, shopId, [personId])).has(personId);
  const persons = isThere ? undefined : await readPersonsOf(tx, shopId, personId);
  return persons === undefined || persons.ok ? fail(why) : persons;
}

function noSuchDeed(deeds: readonly { readonly deed: string }[]) {
  const names = deeds.map(({ deed }) => deed).join(', ') || '-';
  return problem('no-such-deed', 404, {
    zh: `积分规则里没有这种行为；现有：${names}`,
    en: `The rules give no points for that; there are: ${names}`,
  });
}
