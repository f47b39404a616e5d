import { findsMoney } from '../../contract/condition-money.ts';
import type { SegmentAnswer } from '../../contract/segment.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { fail, ok } from '../../platform/errors.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AnalysedShop } from '../analytics/index.ts';
import { isAmong } from './ask-members.ts';
import { kindOf } from './condition-kinds.ts';
import type { Wording } from './conditions/condition-kind.ts';
import { type Answer, evaluateTree, isBarred } from './evaluate.ts';
import { oneSegment } from './find-one.ts';
import { readWhole } from './find-touched.ts';
import { lookUp } from './look-up.ts';
import type { Looker } from './looker.ts';
import { readFacts } from './read-facts.ts';
import { noSuchCustomer } from './segment-problems.ts';
import type { Segment } from './segment-store.ts';
import { readWording } from './wording.ts';

interface WhyAsk {
  readonly platform: Platform;
  readonly shop: AnalysedShop;
  readonly segment: Segment;
  readonly customerId: number;
}

/** Why a customer is in a segment or not, condition by condition with the facts, at this moment. Undefined: there is no such customer. */
async function whyMember({ platform, shop, segment, customerId }: WhyAsk) {
  const at = platform.clock.now().getTime();
  const looking = { clickhouse: platform.clickhouse, shopId: shop.shopId };
  const { persons } = await readWhole(looking, [customerId]);
  const known = await lookUp({ platform, shop, trees: [segment.tree], at, persons });
  const asking = { clickhouse: platform.clickhouse, shop, customerIds: [customerId], known };
  const [facts] = await readFacts(asking);
  if (facts === undefined || facts.persons.length === 0) return undefined;
  const words = await withShop(platform.db, shop.shopId, (tx) => readWording(tx, shop));
  const standpoint = { at, timeZone: shop.timeZone, currency: shop.currency, known };
  const answer = evaluateTree(segment.tree, facts, standpoint);
  const barred = isBarred(segment.tree, facts);
  return {
    member: answer.met && !barred,
    barred,
    answer: present(answer, words),
    at: new Date(at).toISOString(),
  };
}

function present(answer: Answer, words: Wording): SegmentAnswer {
  if ('of' in answer)
    return {
      met: answer.met,
      op: answer.op,
      of: answer.of.map((it) => present(it, words)),
      sentence: null,
      value: null,
      is_money: false,
      times: [],
    };
  return {
    ...{ met: answer.met, op: null, of: [], value: answer.value, is_money: findsMoney(answer.condition) },
    sentence: kindOf(answer.condition).sentence(answer.condition, words),
    times: (answer.times ?? []).map((it) => new Date(it).toISOString()),
  };
}

/** Why a customer is in a segment or not, and whether they stand among its members. Problems: `segment-not-found`, `customer-not-found`. */
export async function explainMember(
  { platform, shop }: Looker,
  it: { readonly segment: number; readonly customer: number },
) {
  const found = await withShop(platform.db, shop.shopId, (tx) => oneSegment(tx, shop.shopId, it.segment));
  if (!found.ok) return found;
  const why = await whyMember({ platform, shop, segment: found.value, customerId: it.customer });
  if (why === undefined) return fail(noSuchCustomer);
  const { segmentId, refresh } = found.value;
  const asking = { clickhouse: platform.clickhouse, shop };
  const is_in = refresh !== null && (await isAmong(asking, { segmentId, refresh }, it.customer));
  return ok({ ...why, is_in });
}
