import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import type { DryRunView } from '../../../contract/uploads.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Section } from '../../kit/page/section.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { DryRunResult } from './dry-run-result.tsx';
import { type DryRunProgress, followDryRun } from './follow-dry-run.ts';
import styles from './imports.module.css';
import type { Reading, Source } from './inspection.ts';
import { useImportWords } from './words.ts';

interface TryAndRunProps {
  readonly upload: string;
  readonly body: Reading & Source;
  /** Of the rows looked at; a dry run may find others behind them. */
  readonly currencies: readonly string[];
}

/** The last step: a run that stores nothing, and the import. */
export function TryAndRun({ upload, body, currencies }: TryAndRunProps) {
  const t = useImportWords();
  const { result, progress, error, isTrying, begin, leave } = useDryRun(upload, body);
  const run = useRun(upload, body);
  return (
    <Section title={t('step-run')}>
      <div className={styles.act}>
        <Button loading={isTrying} onClick={begin}>
          {t('dry-run')}
        </Button>
        <Button type="primary" loading={run.isPending} onClick={() => run.mutate()}>
          {t('run')}
        </Button>
        <span className="muted">{t('run-hint')}</span>
      </div>
      {isTrying && <Trying progress={progress} onLeave={leave} />}
      {error !== undefined && <ProblemView error={error} onRetry={begin} />}
      {run.error && <ProblemView error={run.error} />}
      {result && <DryRunResult result={result} told={currencies} />}
    </Section>
  );
}

interface TryingProps {
  readonly progress: DryRunProgress | undefined;
  readonly onLeave: () => void;
}

function Trying({ progress, onLeave }: TryingProps) {
  const t = useImportWords();
  const share = progress === undefined || progress.bytes === 0 ? 0 : progress.bytes_done / progress.bytes;
  return (
    <p role="status" className={styles.act}>
      <progress aria-label={t('dry-run')} value={share} max={1} />{' '}
      {t('tried', { count: progress?.rows ?? 0 })}
      <Button size="small" onClick={onLeave}>
        {t('stop-trying')}
      </Button>
    </p>
  );
}

/** Leaving the page ends a dry run: it stores nothing, and is soon begun again. */
function useDryRun(upload: string, body: object) {
  const shop = useShop();
  const [progress, setProgress] = useState<DryRunProgress>();
  const [end, setEnd] = useState<{ result?: DryRunView; error?: unknown; isTrying: boolean }>({
    isTrying: false,
  });
  const leaving = useRef(new AbortController());
  useEffect(() => () => leaving.current.abort(), []);
  const begin = () => {
    leaving.current.abort();
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    setProgress(undefined);
    setEnd({ isTrying: true });
    const url = `/api/shops/${encodeURIComponent(shop.slug)}/uploads/${upload}/dry-run`;
    followDryRun({ url, body, signal, onProgress: setProgress }).then(
      (result) => setEnd({ result, isTrying: false }),
      (error: unknown) => signal.aborted || setEnd({ error, isTrying: false }),
    );
  };
  const leave = () => {
    leaving.current.abort();
    setEnd({ isTrying: false });
  };
  return { progress, begin, leave, ...end };
}

/** Begins the import and goes to its page, which can be left and come back to. */
function useRun(upload: string, body: Reading & Source) {
  const shop = useShop();
  const go = useNavigate();
  return useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/shops/{shop}/uploads/{upload}/import', {
          params: { path: { shop: shop.slug, upload } },
          body,
        }),
      ),
    onSuccess: async (it) => {
      await queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/uploads'] });
      await queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/imports'] });
      void go(`/shops/${shop.slug}/imports/${it.id}`);
    },
  });
}
