import { type Problem, problem } from '../errors.ts';

/**
 * What a caller is told when the machinery under us is at fault and the same request may succeed later: always 503
 * with Retry-After, in seconds, which is how long the cause usually takes to go.
 */

/** The embedded server needs about a second to recover and to be reached again. */
export const postgresUnavailable: Problem = {
  ...problem('postgres-unavailable', 503, {
    zh: '数据库 (PostgreSQL) 暂时不可用，请稍后重试；已确认的数据不会丢失',
    en: 'PostgreSQL is away for the moment; try again shortly. Nothing that was acknowledged is lost',
  }),
  retryAfter: 2,
};

export const clickhouseUnavailable: Problem = {
  ...problem('clickhouse-unavailable', 503, {
    zh: '分析引擎 (ClickHouse) 暂时不可用，请稍后重试；已确认的数据不会丢失',
    en: 'ClickHouse is away for the moment; try again shortly. Nothing that was acknowledged is lost',
  }),
  retryAfter: 5,
};

/** Memory or time ran out, or too many parts wait to be merged: other questions may well be answered. */
export const clickhouseBusy: Problem = {
  ...problem('clickhouse-busy', 503, {
    zh: '分析引擎 (ClickHouse) 内存，时间或合并能力不足，请稍后重试，或缩小问题的范围',
    en: 'ClickHouse ran out of memory, time or merges; try again shortly, or ask for less',
  }),
  retryAfter: 10,
};

export const diskFull: Problem = {
  ...problem('disk-full', 503, {
    zh: '磁盘空间不足，暂停写入；清理后自动恢复，已确认的数据不会丢失',
    en: 'The disk is full and writes are refused; they go on by themselves once there is room. Nothing that was acknowledged is lost',
  }),
  retryAfter: 30,
};

/** Two writes wanted the same rows, or something had no handle or lock left. */
export const tooBusy: Problem = {
  ...problem('too-busy', 503, {
    zh: '系统繁忙，请稍后重试',
    en: 'Too much at once; try again shortly',
  }),
  retryAfter: 1,
};
