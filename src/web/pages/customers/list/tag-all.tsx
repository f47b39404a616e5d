import { useQueryClient } from '@tanstack/react-query';
import { Button, Input, Radio } from 'antd';
import { useEffect, useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Dialog } from '../../../kit/dialog.tsx';
import { Field } from '../../../kit/field.tsx';
import { Num } from '../../../kit/figures.tsx';
import { Progress } from '../../../kit/progress.tsx';
import { ProblemView } from '../../../kit/state/problem-view.tsx';
import { useCustomerWords } from '../words.ts';
import { HeldOutNote } from './held-out-note.tsx';
import styles from './list.module.css';
import type { FilterState } from './use-filter.ts';

type Filter = FilterState['filter'];

/** Tags everybody the filters leave, not only the rows on screen; with progress, and undone as a whole. */
export function TagAll({ filter }: { readonly filter: Filter }) {
  const t = useCustomerWords();
  const [isOpen, setOpen] = useState(false);
  const [run, setRun] = useState<number | undefined>();
  const close = () => {
    setOpen(false);
    setRun(undefined);
  };
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('tag-all')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} className={styles.dialog} label={t('tag-all')}>
        <h2>{t('tag-all')}</h2>
        {run === undefined ? (
          <NewRun filter={filter} onClose={close} onBegun={setRun} />
        ) : (
          <Run run={run} onClose={close} />
        )}
      </Dialog>
    </>
  );
}

interface NewRunProps {
  readonly filter: Filter;
  readonly onClose: () => void;
  readonly onBegun: (run: number) => void;
}

function NewRun({ filter, onClose, onBegun }: NewRunProps) {
  const t = useCustomerWords();
  const path = { shop: useShop().slug };
  const [act, setAct] = useState<'tag' | 'untag'>('tag');
  const [tag, setTag] = useState('');
  const [state, setState] = useState<{ isBusy: boolean; error?: unknown }>({ isBusy: false });
  const count = useAsk('/api/shops/{shop}/customers/count', { path, query: filter } as never).data;
  const begin = async () => {
    setState({ isBusy: true });
    try {
      const body = { act, tag: tag.trim(), filter: filter as never };
      onBegun(
        (await take(api.POST('/api/shops/{shop}/customers/tag-runs', { params: { path }, body }))).run_id,
      );
    } catch (error) {
      setState({ isBusy: false, error });
    }
  };
  return (
    <>
      <div className={styles.stack}>
        <p>
          {t('tag-all-who')} <Num value={count?.customers ?? null} />{' '}
          {t('count-customers', { count: count?.customers ?? 0 })}
          {t('tag-all-undo')}
        </p>
        <HeldOutNote filter={filter} />
        <Radio.Group value={act} onChange={(event) => setAct(event.target.value)}>
          <Radio value="tag">{t('add-tag')}</Radio>
          <Radio value="untag">{t('take-tag')}</Radio>
        </Radio.Group>
        <Field label={t('tag')}>
          {(id) => (
            <Input id={id} value={tag} maxLength={64} onChange={(event) => setTag(event.target.value)} />
          )}
        </Field>
        {state.error !== undefined && <ProblemView error={state.error} />}
      </div>
      <div className={styles.buttons}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          type="primary"
          loading={state.isBusy}
          disabled={tag.trim() === '' || !count?.customers}
          onClick={() => void begin()}
        >
          {t('begin')}
        </Button>
      </div>
    </>
  );
}

/** How far it is; when done, what it did and the way back. */
function Run({ run, onClose }: { readonly run: number; readonly onClose: () => void }) {
  const t = useCustomerWords();
  const client = useQueryClient();
  const { slug } = useShop();
  const path = { shop: slug, run };
  const [isOver, setOver] = useState(false);
  const { data: it, refetch } = useAsk(
    '/api/shops/{shop}/customers/tag-runs/{run}',
    { path },
    { every: isOver ? false : 400, fresh: 0 },
  );
  const state = it?.state;
  useEffect(() => {
    if (state !== 'done' && state !== 'undone') return;
    setOver(true);
    void client.invalidateQueries({ queryKey: ['customers', slug] });
  }, [state, client, slug]);
  const [error, setError] = useState<unknown>();
  const undo = async () => {
    try {
      await take(api.POST('/api/shops/{shop}/customers/tag-runs/{run}/undo', { params: { path } }));
      setOver(false);
      await refetch();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <div className={styles.stack} aria-live="polite">
        {(state === 'running' || state === undefined) && (
          <Progress label={t('run-running')} done={it?.seen ?? 0} of={it?.total ?? null} />
        )}
        {state === 'undoing' && <Progress label={t('run-undoing')} done={0} of={null} />}
        {state === 'done' && <p>{t('run-done', { count: it!.changed, tag: it!.tag })}</p>}
        {state === 'undone' && <p>{t('run-undone', { tag: it!.tag })}</p>}
        {error !== undefined && <ProblemView error={error} />}
      </div>
      <div className={styles.buttons}>
        {state === 'done' && it!.changed > 0 && <Button onClick={() => void undo()}>{t('undo')}</Button>}
        <Button type="primary" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </>
  );
}
