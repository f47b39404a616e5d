import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Compile } from 'typebox/compile';
import { type TierRules, tierRules } from '../contract/tiers.ts';
import { ProblemError, problem } from '../platform/errors.ts';
import { required, text } from './option.ts';

/** The option of a file of tier rules. */
export const rulesFile = required(
  text('FILE', { zh: '等级规则文件 (JSON)', en: 'file of rules of tiers (JSON)' }),
);

const check = Compile(tierRules);

/** Rules from a file of JSON; throws all that is wrong with it. */
export async function readTierRulesFile(cwd: string, file: string): Promise<TierRules> {
  const path = resolve(cwd, file);
  const rules = await readJson(path);
  if (check.Check(rules)) return rules;
  const issues = check.Errors(rules).map(({ instancePath, message }) => ({
    ...{ code: 'tier-rule', field: instancePath },
    message: { zh: message, en: message },
  }));
  throw new ProblemError(problem('tier-rules-invalid', 422, invalid, issues));
}

async function readJson(path: string): Promise<unknown> {
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

const invalid = { zh: '等级规则有误', en: 'These rules do not hold together' };
