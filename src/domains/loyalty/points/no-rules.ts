import { problem } from '../../../platform/errors.ts';

export const noRules = problem('points-rules-missing', 409, {
  zh: '本店还没有 (已生效的) 积分规则；请先设置',
  en: 'This shop has no rules of points (yet); set them first',
});
