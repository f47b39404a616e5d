import { queryClient } from '../../client/query-client.ts';

export const keysPath = '/api/shops/{shop}/keys' as const;

export const reloadKeys = () => queryClient.invalidateQueries({ queryKey: [keysPath] });
