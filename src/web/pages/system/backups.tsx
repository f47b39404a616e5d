import { Button } from 'antd';
import type { BackupsView } from '../../../contract/system.ts';
import { api } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { queryClient } from '../../client/query-client.ts';
import { formatBytes } from '../../kit/format/bytes.ts';
import { PlainList } from '../../kit/list/plain-list.tsx';
import { Section } from '../../kit/page/section.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Empty } from '../../kit/state/empty.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { tellProblem } from '../../kit/toast.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './system.module.css';
import { When } from './when.tsx';
import { useSystemWords } from './words.ts';

const path = '/api/system/backups' as const;
const again = () => queryClient.invalidateQueries({ queryKey: [path] });

/** Backups in the operator's folder, one more, and whether one can be read to its end. */
export function Backups() {
  const t = useSystemWords();
  const backups = useAsk(path, {}, { every: 2000, fresh: 0 });
  const start = () => void api.POST(path).then(again, tellProblem);
  const isBusy = backups.data?.work?.state === 'running';
  const canStart = backups.data?.folder !== null && !isBusy;
  return (
    <Section
      title={t('backups')}
      extra={
        <Button type="primary" disabled={!canStart} onClick={start}>
          {t('back-up')}
        </Button>
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
  const verify = (backup: string) =>
    void api
      .POST('/api/system/backups/{backup}/verification', { params: { path: { backup } } })
      .then(again, tellProblem);
  return (
    <>
      <p className="muted">{t('folder', { folder: it.folder })}</p>
      <Work it={it} />
      <PlainList<BackupsView['backups'][number]>
        label={t('backups')}
        columns={[
          { key: 'backup', title: t('file'), render: (one) => <code>{one.backup}</code> },
          { key: 'state', title: t('state'), render: (one) => t(`backup-${one.state}`) },
          { key: 'bytes', title: t('size'), align: 'right', render: (one) => formatBytes(one.bytes) },
          { key: 'at', title: t('made'), render: (one) => <When at={one.at} /> },
          {
            key: 'verified',
            title: t('verified'),
            render: (one) =>
              one.verified_at ? (
                <When at={one.verified_at} />
              ) : (
                one.state === 'done' && (
                  <Button size="small" onClick={() => verify(one.backup)}>
                    {t('verify')}
                  </Button>
                )
              ),
          },
        ]}
        rowKey={(one) => one.backup}
        rows={it.backups}
        empty={{ title: t('no-backups'), hint: t('no-backups-hint') }}
      />
    </>
  );
}

function Work({ it: { work } }: { readonly it: BackupsView }) {
  const t = useSystemWords();
  const say = useText();
  if (work === null || work.state === 'done') return null;
  if (work.problem !== null)
    return (
      <p role="alert" className={styles.advice}>
        {say(work.problem.message)}
      </p>
    );
  return <Progress label={t(`work-${work.kind}`)} done={work.done} of={work.total || null} />;
}
