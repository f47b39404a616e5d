import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Compile } from 'typebox/compile';
import { newPointsRules } from '../../contract/points-rules.ts';
import { shopDay } from '../../domains/analytics/index.ts';
import { changeRules, presentRules, readRules } from '../../domains/loyalty/index.ts';
import { withShop } from '../../platform/db/postgres.ts';
import { orThrow, ProblemError, problem } from '../../platform/errors.ts';
import { engineCommand } from '../command.ts';
import { day, shop, text } from '../option.ts';
import { shopOf } from '../shop-of.ts';

const check = Compile(newPointsRules);

/** `shuke points rules`: the versions of the rules as JSON; with --set FILE a new one. */
export const command = engineCommand({
  name: 'points rules',
  summary: { zh: '查看或设置积分规则 (JSON)', en: 'show the rules of points, or set a new version (JSON)' },
  options: {
    shop,
    set: text('FILE', { zh: '规则文件，新增一个版本', en: 'file of rules that become a new version' }),
    from: day({ zh: '生效的店铺日，默认今天', en: 'shop day on which it begins; today unless told' }),
  },
  async run({ platform, options, actor, cwd, result }) {
    const it = await shopOf(platform, options.shop);
    const { shopId } = it;
    const now = platform.clock.now();
    const today = shopDay(now, it);
    const rules = options.set === undefined ? undefined : await readRulesFile(resolve(cwd, options.set));
    const versions = await withShop(platform.db, shopId, async (tx) => {
      const before = await readRules(tx, shopId);
      if (rules === undefined) return before;
      const change = { starts_on: options.from ?? today, rules, version: before[0]?.version ?? 0 };
      if (!check.Check(change)) throw new ProblemError(notRules(change));
      return [orThrow(await changeRules(tx, { shopId, change, today, by: actor, now })), ...before];
    });
    const document = { versions: versions.map(presentRules) };
    result(document, () => `${JSON.stringify(document.versions[0] ?? null, null, 2)}\n`);
  },
});

async function readRulesFile(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new ProblemError(
      problem('rules-file-unreadable', 422, {
        zh: `读不出 JSON：${path}`,
        en: `There is no JSON to be read in ${path}`,
      }),
    );
  }
}

function notRules(change: unknown) {
  const issues = check.Errors(change).map(({ instancePath, message }) => ({
    ...{ code: 'points-rule', field: instancePath },
    message: { zh: message, en: message },
  }));
  return problem(
    'points-rules-invalid',
    422,
    { zh: '积分规则有误', en: 'These rules do not hold together' },
    issues,
  );
}
