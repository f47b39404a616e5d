import { queryClient } from '../../client/query-client.ts';

export const backupsPath = '/api/system/backups' as const;

export const askBackupsAgain = () => queryClient.invalidateQueries({ queryKey: [backupsPath] });
