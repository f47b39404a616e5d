import type { View } from '../../../contract/explore.ts';
import { type Issue, ProblemError, problem } from '../../../platform/errors.ts';
import { personalKindOf } from '../../compliance/index.ts';
import { type Kind, most } from './saved-store.ts';

const names = { chart: { zh: '图表', en: 'chart' }, dashboard: { zh: '看板', en: 'dashboard' } } as const;

export const notFound = (kind: Kind): ProblemError =>
  new ProblemError(
    problem(`${kind}-not-found`, 404, {
      zh: `没有这个${names[kind].zh}，或它没有共享给你`,
      en: `There is no such ${names[kind].en}, or it is not shared with you`,
    }),
  );

export const notYours = (kind: Kind): ProblemError =>
  new ProblemError(
    problem(`${kind}-not-yours`, 403, {
      zh: `只有创建者或可管理店铺的人能修改或删除这个${names[kind].zh}；可以另存一份`,
      en: `Only its maker, or whoever manages the shop, changes or deletes this ${names[kind].en}; save a copy instead`,
    }),
  );

export const changedMeanwhile = (kind: Kind): ProblemError =>
  new ProblemError(
    problem(`${kind}-changed`, 409, {
      zh: `这个${names[kind].zh}刚被别人改过，请刷新后再改`,
      en: `Somebody changed this ${names[kind].en} meanwhile; load it again, then change it`,
    }),
  );

export const tooMany = (kind: Kind): ProblemError =>
  new ProblemError(
    problem(`too-many-${kind}s`, 409, {
      zh: `店铺最多保存 ${most[kind]} 个${names[kind].zh}，请先删除不用的`,
      en: `A shop keeps at most ${most[kind]} ${names[kind].en}s; delete what is not used`,
    }),
  );

export const noSuchTile = (): ProblemError =>
  new ProblemError(
    problem('chart-not-found', 422, {
      zh: '看板中有不存在或未共享给你的图表',
      en: 'A chart of the dashboard does not exist, or is not shared with you',
    }),
  );

export const chartsNotShared = (): ProblemError =>
  new ProblemError(
    problem('charts-not-shared', 409, {
      zh: '看板中有尚未共享的图表，别人会看不到；请先共享这些图表',
      en: 'A chart of this dashboard is not shared, so others could not see it; share the charts first',
    }),
  );

const PERSONAL = {
  zh: '请勿在标题或筛选中填写手机号、邮箱、证件号等个人信息',
  en: 'No phone number, e-mail address, ID number or other personal value may stand in a title or filter',
};

/** Others read titles and filters, and they are kept: throws the problem `personal-value`. */
export function refusePersonal({
  title,
  view,
}: {
  title?: string | undefined;
  view?: View | undefined;
}): void {
  const filters = view?.question.filters.flatMap(({ values }) => values) ?? [];
  const isPersonal = (text: string) => personalKindOf(text) !== undefined;
  const issues: Issue[] = [
    ...(title !== undefined && isPersonal(title) ? ['/title'] : []),
    ...(filters.some(isPersonal) ? ['/view/question/filters'] : []),
  ].map((field) => ({ code: 'personal-value', field, message: PERSONAL }));
  if (issues.length > 0) throw new ProblemError(problem('personal-value', 422, PERSONAL, issues));
}
