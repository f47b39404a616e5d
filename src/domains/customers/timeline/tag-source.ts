import { sql } from 'kysely';
import { newestRows } from './newest-rows.ts';
import type { TimelineAsk, TimelineSource } from './timeline-source.ts';

interface TagEntry {
  readonly tag: string;
  readonly source: string;
  readonly act: 'added' | 'removed' | 'expired';
  readonly who: string | null;
}

const titles = {
  added: { zh: '打标签', en: 'Tagged' },
  removed: { zh: '移除标签', en: 'Tag taken away' },
  expired: { zh: '标签到期', en: 'Tag ran out' },
};

/** Tags given, taken away and run out: those that stand, those whose day has come, and those that were. */
export const tagSource: TimelineSource = {
  types: ['tag'],
  async read(ask) {
    const rows = await newestRows<TagEntry>(ask, entries(ask));
    return rows.map(({ iso, key, tag, source, act, who }) => ({
      ...{ at: iso, type: 'tag', key, title: titles[act] },
      data: { act, tag, source, ...(who === null ? {} : { by: who }) },
    }));
  },
};

function entries({ shopId, personIds, platform }: TimelineAsk) {
  const theirs = sql`shop_id = ${shopId} and person_id = any(${personIds}::int[])`;
  return sql`
    select added_at as at, 'tag:' || person_id || ':' || tag as key, 'added' as act, tag, source, added_by as who
    from customers.tags where ${theirs}
    union all
    select expires_at, 'tag:expired:' || person_id || ':' || tag, 'expired', tag, source, null
    from customers.tags where ${theirs} and expires_at <= ${platform.clock.now()}
    union all
    select added_at, 'tag:former:' || former_id, 'added', tag, source, added_by
    from customers.former_tags where ${theirs}
    union all
    select ended_at, 'tag:ended:' || former_id, case when ended_by is null then 'expired' else 'removed' end, tag,
      source, ended_by
    from customers.former_tags where ${theirs}`;
}
