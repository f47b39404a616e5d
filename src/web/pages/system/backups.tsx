import { Button } from 'antd';
import type { BackupsView } from '../../../contract/system.ts';
import { api } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { tellProblem } from '../../kit/toast.tsx';
import { useText } from '../../kit/words/language.ts';
import { useBackupColumns } from './backup-columns.tsx';
import { askBackupsAgain, backupsPath } from './backups.ts';
import { DailyBackups } from './daily-backups.tsx';
import { HowToRestore } from './how-to-restore.tsx';
import styles from './system.module.css';
import { useSystemWords } from './words.ts';

/** Backups in the operator's folder: one more now, one every day, whether one can be read, and what to do with it. */
export function Backups() {
  const t = useSystemWords();
  const backups = useAsk(backupsPath, {}, { every: 2000, fresh: 0 });
  const start = () => void api.POST(backupsPath).then(askBackupsAgain, tellProblem);
  const hasFolder = backups.data !== undefined && backups.data.folder !== null;
  return (
    <Section
      title={t('backups')}
      extra={
        hasFolder && (
          <div className={styles.row}>
            <DailyBackups schedule={backups.data.schedule} />
            <Button type="primary" disabled={backups.data.work?.state === 'running'} onClick={start}>
              {t('back-up')}
            </Button>
          </div>
        )
      }
    >
      <QueryState query={backups}>
        {(it) =>
          it.folder === null ? <Empty title={t('no-folder')} hint={t('no-folder-hint')} /> : <List it={it} />
        }
      </QueryState>
    </Section>
  );
}

function List({ it }: { readonly it: BackupsView }) {
  const t = useSystemWords();
  return (
    <>
      <p className={`muted ${styles.lead}`}>{t('folder', { folder: it.folder })}</p>
      <Failure it={it} />
      <Work it={it} />
      <PlainList<BackupsView['backups'][number]>
        label={t('backups')}
        columns={useBackupColumns()}
        rowKey={(one) => `${one.backup} ${one.state}`}
        rows={it.backups}
        empty={{ title: t('no-backups'), hint: t('no-backups-hint') }}
      />
      <HowToRestore it={it} />
    </>
  );
}

/** Until a daily backup succeeds again. */
function Failure({ it: { failure } }: { readonly it: BackupsView }) {
  const t = useSystemWords();
  const say = useText();
  if (failure === null) return null;
  return (
    <p role="alert" className={styles.failure}>
      {t('daily-failed', { why: say(failure.problem.message) })}
    </p>
  );
}

function Work({ it: { work } }: { readonly it: BackupsView }) {
  const t = useSystemWords();
  const say = useText();
  if (work === null || work.state === 'done') return null;
  if (work.problem !== null)
    return (
      <p role="alert" className={styles.failure}>
        {say(work.problem.message)}
      </p>
    );
  return <Progress label={t(`work-${work.kind}`)} done={work.done} of={work.total || null} />;
}
