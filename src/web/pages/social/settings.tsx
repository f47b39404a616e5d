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
import styles from './social.module.css';
import { useSocialWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/social/settings' as const;
type Kept = Answer<typeof path>;

/** Within how many days somebody counts as won by a tie. */
export function Settings() {
  const t = useSocialWords();
  const { slug: shop } = useShop();
  const [isOpen, setOpen] = useState(false);
  const kept = useAsk(path, { path: { shop } }, { enabled: isOpen, fresh: 0 }).data;
  const close = () => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('settings')}</Button>
      <Dialog isOpen={isOpen} onClose={close} className={styles.dialog} label={t('settings')}>
        <h2>{t('settings')}</h2>
        {kept && <Form key={kept.version} kept={kept} onDone={close} />}
      </Dialog>
    </>
  );
}

function Form({ kept, onDone }: { readonly kept: Kept; readonly onDone: () => void }) {
  const t = useSocialWords();
  const { slug: shop } = useShop();
  const [days, setDays] = useState(kept.settings.window_days);
  const save = useMutation({
    mutationFn: () => {
      const body = { settings: { window_days: days }, version: kept.version };
      return take(api.PUT(path, { params: { path: { shop } }, body }));
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[0]).includes('/analytics/social'),
      });
      tellDone(t('saved'));
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={styles.fields}>
        <Field label={t('setting-window')} hint={t('setting-window-hint')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={365}
              precision={0}
              value={days}
              onChange={(it) => setDays(it ?? 30)}
            />
          )}
        </Field>
      </div>
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
