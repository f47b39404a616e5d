import type { NewPointsRules, PointsRules } from '../../../contract/points-rules.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, type Issue, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { noteAllOrders } from '../../orders/index.ts';
import { addRules, type RulesVersion, readRules } from './rules-store.ts';

export interface ChangingRules {
  readonly shopId: number;
  readonly change: NewPointsRules;
  /** The shop day now. */
  readonly today: string;
  readonly by: string;
  readonly now: Date;
}

/**
 * Adds a version of the rules. The first may begin in the past: orders paid since then earn by it. Later ones begin today
 * at the earliest, so that what an order earned does not depend on when it is looked at. Problems: rules-changed,
 * rules-start-in-the-past, points-rules-invalid.
 */
export async function changeRules(tx: Tx, it: ChangingRules): Promise<Result<RulesVersion>> {
  const { shopId, change } = it;
  const issues = issuesOf(change.rules);
  if (issues.length > 0) return fail(problem('points-rules-invalid', 422, invalid, issues));
  const [standing] = await readRules(tx, shopId);
  if ((standing?.version ?? 0) !== change.version) return fail(rulesChanged);
  if (standing !== undefined && change.starts_on < latest(it.today, standing.startsOn))
    return fail(startsInThePast);
  const version = {
    ...{ version: change.version + 1, startsOn: change.starts_on, rules: change.rules },
    ...{ madeBy: it.by, madeAt: it.now },
  };
  if (!(await addRules(tx, shopId, version))) return fail(rulesChanged);
  if (standing === undefined) await noteAllOrders(tx, shopId);
  const details = { version: version.version, starts_on: version.startsOn };
  await recordAct(tx, { shopId, actor: it.by, act: 'points.rules', subject: 'points-rules', details });
  return ok(version);
}

const latest = (a: string, b: string): string => (a > b ? a : b);

/** What a schema does not say: each deed and tier once, and a rate for items names something. */
function issuesOf({ order, deeds }: PointsRules): Issue[] {
  const twice = (names: readonly string[], field: string) =>
    names.flatMap((name, n) => (names.indexOf(name) === n ? [] : [issue(`${field}/${n}`, namedTwice)]));
  const nameless = order.items.flatMap((item, n) =>
    (item.category === undefined) === (item.product_id === undefined)
      ? [issue(`/rules/order/items/${n}`, namesOne)]
      : [],
  );
  return [
    ...nameless,
    ...twice(
      order.tiers.map(({ tier }) => tier),
      '/rules/order/tiers',
    ),
    ...twice(
      deeds.map(({ deed }) => deed),
      '/rules/deeds',
    ),
    ...deeds.flatMap(({ deed }, n) => (deed === 'order' ? [issue(`/rules/deeds/${n}`, orderIsNone)] : [])),
  ];
}

const issue = (field: string, message: Issue['message']): Issue => ({
  ...{ code: 'points-rule', field, message },
});

const namedTwice = { zh: '同一名称出现了两次', en: 'Stands here twice' };
const namesOne = {
  zh: '须指定类目或商品之一',
  en: 'Names either a category or a product',
};
const orderIsNone = {
  zh: '订单积分由 order 一节规定',
  en: 'Orders have a section of their own',
};
const invalid = { zh: '积分规则有误', en: 'These rules do not hold together' };

const rulesChanged = problem('rules-changed', 409, {
  zh: '规则刚被别人修改，请刷新后再改',
  en: 'Somebody else has just changed the rules; load them anew and change them again',
});

const startsInThePast = problem('rules-start-in-the-past', 422, {
  zh: '新版本最早从今天起生效 (只有第一个版本可以从过去某天开始)',
  en: 'A new version begins today at the earliest; only the first may begin in the past',
});
