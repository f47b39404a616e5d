import { QueryClient } from '@tanstack/react-query';
import { isGone } from './connection.ts';
import { problemOf } from './problem.ts';

/** Only what may pass by itself is tried again: a refusal stays one however often it is asked. */
const mayPass = (error: unknown): boolean => [429, 502, 503, 504].includes(problemOf(error).status);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && mayPass(error),
      refetchOnWindowFocus: false,
      // A shop's own server needs no internet: the browser's word on being online says nothing.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

/** Once the server is back everything on screen is asked anew. */
isGone.watch(() => {
  if (!isGone.get()) void queryClient.invalidateQueries();
});
