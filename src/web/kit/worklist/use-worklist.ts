import { useMutation } from '@tanstack/react-query';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { tellProblem } from '../toast.tsx';

const path = '/api/shops/{shop}/worklist';

export type Worklist = Answer<typeof path>;
export type Task = Worklist['tasks'][number];

export function useWorklist() {
  const { slug: shop } = useShop();
  return useAsk(path, { path: { shop } }, { fresh: 60_000 });
}

export type Marking = 'done' | 'snoozed' | 'shown';

/** Says that a task is done, puts it off, or shows it again; the answer is the list as it then is. */
export function useMark() {
  const { slug: shop } = useShop();
  return useMutation({
    mutationFn: ({ task, marking }: { task: string; marking: Marking }) => {
      const params = { path: { shop, task } };
      if (marking === 'shown') return take(api.DELETE('/api/shops/{shop}/worklist/{task}/mark', { params }));
      return take(api.PUT('/api/shops/{shop}/worklist/{task}/mark', { params, body: { state: marking } }));
    },
    onSuccess: (worklist) => queryClient.setQueryData([path, { path: { shop } }], worklist),
    onError: tellProblem,
  });
}
