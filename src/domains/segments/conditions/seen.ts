import { inShop } from '../../analytics/index.ts';
import { windowIssues } from '../window-issues.ts';
import { boundsOf, rollingMs } from '../window-rules.ts';
import { sayWindow } from '../window-words.ts';
import type { ConditionKind } from './condition-kind.ts';

/** First or last seen within a window: of all persons of the customer the earliest, or the latest. */
export const seen: ConditionKind<'seen'> = {
  kind: 'seen',
  label: { zh: '首次或最近出现', en: 'First or last seen' },
  profiles: false,
  sentence(it) {
    const when = sayWindow(it.window);
    return it.what === 'first'
      ? { zh: `首次出现于${when.zh}`, en: `first seen ${when.en}` }
      : { zh: `最近一次出现于${when.zh}`, en: `last seen ${when.en}` };
  },
  issues: ({ window }) => windowIssues(window),
  compile(it, writing) {
    const { from, to } = boundsOf(it.window, writing);
    const first = it.what === 'first';
    const column = first
      ? 'min(toUnixTimestamp64Milli(first_seen_at))'
      : 'max(toUnixTimestamp64Milli(last_seen_at))';
    const part = { source: { from: 'persons', where: inShop }, sql: column };
    return {
      columns: { at: { fold: first ? 'earliest' : 'latest', parts: [part] } },
      verdict: ({ at }) => `(${from === undefined ? '' : `${at} >= ${from} AND `}${at} < ${to})`,
    };
  },
  evaluate(it, { persons }, standpoint) {
    const { from = Number.NEGATIVE_INFINITY, to } = boundsOf(it.window, standpoint);
    const at =
      it.what === 'first'
        ? Math.min(...persons.map((one) => one.firstSeen))
        : Math.max(...persons.map((one) => one.lastSeen));
    return { met: at >= from && at < to, value: new Date(at).toISOString(), times: [at] };
  },
  turns: ({ window }) => ({ edges: [0, rollingMs(window) ?? 0] }),
};
