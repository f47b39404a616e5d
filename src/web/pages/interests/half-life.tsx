import { useMutation } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from './interests.module.css';
import { useInterestWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/interests/settings' as const;
type Kept = Answer<typeof path>;

/** After how many days a sign of interest counts half. */
export function HalfLife() {
  const t = useInterestWords();
  const { slug: shop } = useShop();
  const [isOpen, setOpen] = useState(false);
  const kept = useAsk(path, { path: { shop } }, { enabled: isOpen, fresh: 0 }).data;
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('half-life')}</Button>
      <Dialog isOpen={isOpen} onClose={close} className={styles.dialog} label={t('half-life')}>
        <h2>{t('half-life')}</h2>
        {kept && <Form key={kept.version} kept={kept} onDone={close} />}
      </Dialog>
    </>
  );
}

function Form({ kept, onDone }: { readonly kept: Kept; readonly onDone: () => void }) {
  const t = useInterestWords();
  const { slug: shop } = useShop();
  const [days, setDays] = useState(kept.settings.half_life_days);
  const save = useMutation({
    mutationFn: () => {
      const body = { settings: { half_life_days: days }, version: kept.version };
      return take(api.PUT(path, { params: { path: { shop } }, body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => /\/(interests|personas|look-alike)/.test(String(queryKey[0])),
      });
      tellDone(t('saved'));
      onDone();
    },
  });
  return (
    <form
      className={styles.rules}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Field label={t('half-life-days')} hint={t('half-life-hint')}>
        {(id) => (
          <InputNumber
            id={id}
            min={7}
            max={365}
            precision={0}
            value={days}
            onChange={(it) => setDays(it ?? 60)}
          />
        )}
      </Field>
      {save.error && <ProblemView error={save.error} />}
      <div className={styles.buttons}>
        <Button onClick={onDone}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
