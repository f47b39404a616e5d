import type { NewTemplate } from '../../../contract/messaging.ts';
import type { Tx } from '../../../platform/db/postgres.ts';
import { fail, ok, problem, type Result } from '../../../platform/errors.ts';
import { recordAct } from '../../compliance/index.ts';
import { findDefault } from './default-templates.ts';
import { templateIssues } from './template-rules.ts';
import { addVersion, type MadeTemplate, readTemplate } from './template-store.ts';

export interface ChangingTemplate {
  readonly shopId: number;
  readonly template: string;
  readonly change: NewTemplate;
  readonly by: string;
  readonly now: Date;
}

/** Makes a new version of a template. Problems: template-invalid (every issue), template-changed. */
export async function changeTemplate(tx: Tx, it: ChangingTemplate): Promise<Result<MadeTemplate>> {
  const { shopId, template, change, by, now } = it;
  const { version, ...words } = change;
  const issues = templateIssues(words, findDefault(template));
  if (issues.length > 0) return fail(problem('template-invalid', 422, invalid, issues));
  const standing = (await readTemplate(tx, shopId, template))?.version ?? 0;
  const made = { ...words, template, version: version + 1, madeBy: by, madeAt: now };
  if (standing !== version || !(await addVersion(tx, shopId, made))) return fail(changed);
  const details = { template, version: made.version };
  await recordAct(tx, {
    ...{ shopId, actor: by, act: 'messages.template', subject: `template:${template}`, details },
  });
  return ok(made);
}

const invalid = { zh: '模板有误', en: 'This template does not hold together' };

const changed = problem('template-changed', 409, {
  zh: '模板已被他人修改，请刷新后再改',
  en: 'Somebody changed this template meanwhile; look at it anew',
});
