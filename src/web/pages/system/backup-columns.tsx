import { Button } from 'antd';
import type { BackupsView } from '../../../contract/system.ts';
import { api } from '../../client/api.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { formatBytes } from '../../kit/format/bytes.ts';
import type { Column } from '../../kit/list/column.ts';
import { tellProblem } from '../../kit/toast.tsx';
import { askBackupsAgain } from './backups.ts';
import styles from './system.module.css';
import { When } from './when.tsx';
import { useSystemWords } from './words.ts';

type Backup = BackupsView['backups'][number];

export function useBackupColumns(): Column<Backup>[] {
  const t = useSystemWords();
  return [
    { key: 'at', title: t('made'), render: (one) => <When at={one.at} /> },
    { key: 'daily', title: t('kind'), render: (one) => t(one.daily ? 'made-daily' : 'made-by-hand') },
    { key: 'state', title: t('state'), render: (one) => t(`backup-${one.state}`) },
    { key: 'bytes', title: t('size'), align: 'right', render: (one) => formatBytes(one.bytes) },
    { key: 'program', title: t('program'), render: (one) => one.program },
    { key: 'verified', title: t('verified'), render: (one) => <Verified one={one} /> },
    { key: 'backup', title: t('file'), render: (one) => <code>{one.backup}</code> },
    { key: 'act', title: t('act'), render: (one) => <Acts one={one} /> },
  ];
}

interface OneProps {
  readonly one: Backup;
}

function Verified({ one }: OneProps) {
  const t = useSystemWords();
  const params = { path: { backup: one.backup } };
  const verify = () =>
    void api.POST('/api/system/backups/{backup}/verification', { params }).then(askBackupsAgain, tellProblem);
  if (one.verified_at) return <When at={one.verified_at} />;
  if (one.state !== 'done') return null;
  return (
    <Button size="small" onClick={verify} aria-label={t('verify-one', { backup: one.backup })}>
      {t('verify')}
    </Button>
  );
}

function Acts({ one: { backup, state } }: OneProps) {
  const t = useSystemWords();
  const remove = async () => {
    await api.DELETE('/api/system/backups/{backup}', { params: { path: { backup } } });
    await askBackupsAgain();
  };
  if (state === 'running') return null;
  return (
    <div className={styles.row}>
      {state === 'done' && (
        <ConfirmAction
          label={t('download')}
          title={t('download-title')}
          button={{ size: 'small' }}
          act={take(backup)}
        >
          <p>{t('download-hint')}</p>
        </ConfirmAction>
      )}
      <ConfirmAction
        danger
        label={t('delete')}
        title={t('delete-title', { backup })}
        confirm={t('delete')}
        button={{ size: 'small' }}
        act={remove}
      >
        <p>{t('delete-hint')}</p>
      </ConfirmAction>
    </div>
  );
}

/** By the browser itself: gigabytes go to the disk as they come, and its own list of downloads shows how far they are. */
const take = (backup: string) => async () => {
  const link = document.createElement('a');
  link.href = `/api/system/backups/${encodeURIComponent(backup)}/file`;
  link.download = backup;
  link.click();
};
