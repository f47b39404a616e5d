import type { SegmentView } from '../../contract/segment.ts';
import { profiles } from './compile.ts';
import type { Wording } from './conditions/condition-kind.ts';
import { sayTree } from './say-tree.ts';
import type { Segment } from './segment-store.ts';

/** A segment as it leaves. */
export const presentSegment = (it: Segment, words: Wording, members: number | undefined): SegmentView => ({
  ...{ segment_id: it.segmentId, name: it.name, description: it.description, tree: it.tree },
  ...{ sentence: sayTree(it.tree, words), rule_version: it.ruleVersion, is_live: it.isLive },
  ...{ profiles: profiles(it.tree), made_by: it.madeBy, made_at: it.madeAt.toISOString() },
  changed_at: it.changedAt.toISOString(),
  members: members ?? null,
  refreshed_at: it.refreshedAt?.toISOString() ?? null,
  is_current: it.refreshedVersion === it.ruleVersion && it.failures === 0,
  failing:
    it.failedAt === null || it.retryAt === null
      ? null
      : { failures: it.failures, at: it.failedAt.toISOString(), retry_at: it.retryAt.toISOString() },
});
