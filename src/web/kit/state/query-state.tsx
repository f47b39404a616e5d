import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemView } from './problem-view.tsx';
import { Skeleton } from './skeleton.tsx';

interface QueryStateProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isPending'>;
  readonly children: (data: T) => ReactNode;
  /** Shown instead of the children when it is not undefined: `isEmpty ? <Empty .../> : undefined`. */
  readonly empty?: (data: T) => ReactNode | undefined;
  /** What stands there while loading; grey lines unless told. */
  readonly loading?: ReactNode;
}

/** The one place of loading, failing and being empty. What was shown before a failure stays on screen. */
export function QueryState<T>({ query, children, empty, loading }: QueryStateProps<T>) {
  if (query.data !== undefined) return empty?.(query.data) ?? children(query.data);
  if (query.error) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />;
  return loading ?? <Skeleton />;
}
