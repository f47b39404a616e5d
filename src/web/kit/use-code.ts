import { type Query, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { ConsoleProblem, type Problem } from '../client/problem.ts';

const code = 'code';

/** Whether a query is of code and not of answers. */
export const isCode = ({ queryKey }: Pick<Query, 'queryKey'>): boolean => queryKey[0] === code;

/** Cut off, or after an upgrade: the files that the old page asks for are gone then. */
const notFetched: Problem = {
  code: 'code-not-fetched',
  status: 0,
  message: {
    zh: '这一部分没有加载出来：可能是网络中断，或系统刚刚升级。请重试；仍不行请刷新页面。',
    en: 'This part could not be loaded: the network may be cut, or the system was just upgraded. Try again, or reload the page.',
  },
  request_id: '',
};

/**
 * A part of the console whose code comes when it is first shown. Where it does not come, that is a problem in its own place
 * and not of the page around it; it is tried again by its reader, and by itself once the server is back.
 */
export const useCode = <T>(name: string, load: () => Promise<T>): UseQueryResult<T> =>
  useQuery({
    queryKey: [code, name],
    queryFn: () =>
      load().catch(() => {
        throw new ConsoleProblem(notFetched);
      }),
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY },
  });
