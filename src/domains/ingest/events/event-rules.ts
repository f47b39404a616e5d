import type { EventRecord } from '../../../contract/records.ts';
import type { Issue, Text } from '../../../platform/errors.ts';

/** Which events can be stored. Pure: the clock is passed in. */

/** An event that names itself: sources without ids of their own are given one before they come here. */
export type StorableEvent = EventRecord & { readonly messageId: string };

/**
 * Times outside these bounds are refused: the table is partitioned by month, and years 1970 and 9999 are clocks that
 * were never set. No shop of this market is older than 2000; a day ahead covers clocks in a wrong zone (14 h at most).
 */
const EARLIEST = Date.UTC(2000, 0, 1);
const DAY = 24 * 3_600_000;

/** Longest texts in characters; a longer one is a payload in the wrong place. */
const MOST = { name: 200, messageId: 200, channel: 60, orderNo: 100 } as const;
const BOUNDED = Object.keys(MOST) as (keyof typeof MOST)[];
const PROPERTIES_MOST = 16_384;

const INT32 = 2 ** 31 - 1;

/**
 * The first thing that makes an event unfit to store; undefined for a good one. `kept`: the first instant of which the
 * shop keeps events; older ones were dropped by retention.
 */
export function eventIssue(event: StorableEvent, now: Date, kept?: Date): Issue | undefined {
  return (
    timeIssue(event.at, now) ??
    keptIssue(event.at, kept) ??
    textIssue(event) ??
    numberIssue(event) ??
    sizeIssue(event)
  );
}

function timeIssue(at: string, now: Date): Issue | undefined {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return issue('not-a-time', 'at', NOT_A_TIME);
  if (time < EARLIEST) return issue('event-too-old', 'at', TOO_OLD);
  return time > now.getTime() + DAY ? issue('event-in-the-future', 'at', IN_THE_FUTURE) : undefined;
}

function keptIssue(at: string, kept: Date | undefined): Issue | undefined {
  if (kept === undefined || Date.parse(at) >= kept.getTime()) return undefined;
  return issue('event-before-retention', 'at', BEFORE_RETENTION);
}

function textIssue(event: StorableEvent): Issue | undefined {
  if (event.name === '') return issue('missing-value', 'name', MISSING);
  if (event.messageId === '') return issue('missing-value', 'messageId', MISSING);
  const long = BOUNDED.find((field) => (event[field] ?? '').length > MOST[field]);
  return long && issue('too-long', long, tooLong(MOST[long]));
}

function numberIssue({ quantity = 0, amountMinor = 0 }: StorableEvent): Issue | undefined {
  if (!Number.isInteger(quantity) || Math.abs(quantity) > INT32)
    return issue('out-of-range', 'quantity', RANGE);
  return Number.isSafeInteger(amountMinor) ? undefined : issue('out-of-range', 'amountMinor', RANGE);
}

function sizeIssue({ properties }: StorableEvent): Issue | undefined {
  const isLong =
    properties !== undefined &&
    atMostLong(properties) > PROPERTIES_MOST &&
    JSON.stringify(properties).length > PROPERTIES_MOST;
  return isLong ? issue('too-long', 'properties', tooLong(PROPERTIES_MOST)) : undefined;
}

/** No fewer characters than the JSON of these scalars has; it is written out only where this is near the bound. */
function atMostLong(properties: Readonly<Record<string, unknown>>): number {
  let length = 2;
  for (const name of Object.keys(properties)) {
    const value = properties[name];
    length += name.length * 6 + 29 + (typeof value === 'string' ? value.length * 6 : 0);
  }
  return length;
}

const issue = (code: string, field: string, message: Text): Issue => ({ code, field, message });

const NOT_A_TIME: Text = { zh: '不是日期时间', en: 'Not a date or time' };
const TOO_OLD: Text = { zh: '时间早于 2000 年', en: 'The time is before the year 2000' };
const BEFORE_RETENTION: Text = {
  zh: '时间早于店铺保存行为事件的期限',
  en: "The time is before the shop's term for behaviour events",
};
const IN_THE_FUTURE: Text = { zh: '时间在未来一天之后', en: 'The time is more than a day in the future' };
const MISSING: Text = { zh: '不能为空', en: 'Must not be empty' };
const RANGE: Text = { zh: '数字超出范围或不是整数', en: 'Not a whole number, or out of range' };
const tooLong = (most: number): Text => ({ zh: `超过 ${most} 个字符`, en: `Longer than ${most} characters` });
