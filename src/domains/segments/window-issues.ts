import type { Issue } from '../../platform/errors.ts';
import { dayIssue } from '../analytics/index.ts';

/** What is wrong with the days of a window; its form the schema has seen to. */
export function windowIssues(window: string): Issue[] {
  if (!window.includes('..')) return [];
  const days = window.split('..').filter((it) => it !== '');
  const issues = days.flatMap((it) => dayIssue('window', it));
  if (issues.length > 0 || days.length < 2 || days[0]! <= days[1]!) return issues;
  const message = { zh: '结束日早于开始日。', en: 'The last day lies before the first.' };
  return [{ code: 'days-out-of-order', field: 'window', message }];
}
