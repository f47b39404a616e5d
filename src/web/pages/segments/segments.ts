import type { Answer } from '../../client/ask.ts';
import { queryClient } from '../../client/query-client.ts';

export const segmentsPath = '/api/shops/{shop}/segments' as const;
export const segmentPath = '/api/shops/{shop}/segments/{segment}' as const;
export const historyPath = '/api/shops/{shop}/segments/{segment}/history' as const;
export const overlapPath = '/api/shops/{shop}/segments/overlap' as const;

export const flowPath = '/api/shops/{shop}/segments/flow' as const;
export const listsPath = '/api/shops/{shop}/segments/lists' as const;

export type OverlapOf = Answer<typeof overlapPath>;
export type FlowOf = Answer<typeof flowPath>;
export type Segment = Answer<typeof segmentPath>;
export type HistoryOf = Answer<typeof historyPath>;

/** What a write of segments made old. */
export const reloadSegments = () =>
  Promise.all(
    [segmentsPath, segmentPath, historyPath, overlapPath, flowPath, listsPath].map((path) =>
      queryClient.invalidateQueries({ queryKey: [path] }),
    ),
  );
