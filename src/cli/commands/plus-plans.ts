import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Compile } from 'typebox/compile';
import { type PlanTerms, planTerms } from '../../contract/plus.ts';
import { changePlan, makePlan, presentPlan, readPlans } from '../../domains/loyalty/index.ts';
import { withShopAgain } from '../../platform/db/with-shop-again.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { flag, shop, text, wholeNumber } from '../option.ts';
import { planTable } from '../say-plus.ts';
import { shopOf } from '../shop-of.ts';

const check = Compile(planTerms);

/** `shuke plus plans`: the plans; with --set FILE a new one, with --plan N beside it a next version of that one. */
export const command = engineCommand({
  name: 'plus plans',
  summary: {
    zh: '查看 PLUS 套餐，或由文件新增、修改 (JSON)',
    en: 'show the plans of PLUS, or add or change one from a file (JSON)',
  },
  options: {
    shop,
    set: text('FILE', { zh: '套餐条款文件', en: 'file of the terms of a plan' }),
    plan: wholeNumber(
      { zh: '修改哪个套餐，不写则新增', en: 'which plan is changed; a new one unless told' },
      1,
    ),
    withdrawn: flag({ zh: '停售：已开通者可续费', en: 'not offered; whoever has it may renew' }),
  },
  async run({ platform, options, actor: by, cwd, language, result }) {
    const { shopId, currency } = await shopOf(platform, options.shop);
    const terms = options.set === undefined ? undefined : await readTerms(resolve(cwd, options.set));
    const now = platform.clock.now();
    const plans = await withShopAgain(platform.db, shopId, async (tx) => {
      const standing = await readPlans(tx, shopId);
      if (terms === undefined) return standing;
      const is_offered = !options.withdrawn;
      if (options.plan === undefined)
        return [orThrow(await makePlan(tx, { shopId, by, now, plan: { terms, is_offered } }))];
      const version = standing.find(({ planId }) => planId === options.plan)?.version ?? 1;
      const change = { terms, is_offered, version };
      return [orThrow(await changePlan(tx, { shopId, by, now, planId: options.plan, change }))];
    });
    const views = plans.map(presentPlan);
    result({ currency, plans: views }, () => planTable(views, { language, currency }));
  },
});

async function readTerms(path: string): Promise<PlanTerms> {
  const terms = await readFile(path, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined);
  if (check.Check(terms)) return terms;
  const issues = [...check.Errors(terms)].map(({ instancePath, message }) => ({
    ...{ code: 'plan-terms', field: instancePath },
    message: { zh: message, en: message },
  }));
  const wrong = { zh: '套餐条款文件有误', en: 'The file holds no terms of a plan' };
  throw new ProblemError(problem('plan-terms-invalid', 422, wrong, issues));
}
