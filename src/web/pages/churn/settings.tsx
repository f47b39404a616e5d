import { useMutation } from '@tanstack/react-query';
import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { api, take } from '../../client/api.ts';
import { type Answer, useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { tellDone } from '../../kit/toast.tsx';
import styles from './churn.module.css';
import { useChurnWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/churn/settings' as const;
type Kept = Answer<typeof path>;
type Chosen = Kept['settings'];

/** What the shop chooses: what being lost means, how long is waited, and who is a customer still. */
export function Settings() {
  const t = useChurnWords();
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

interface FormProps {
  readonly kept: Kept;
  readonly onDone: () => void;
}

function Form({ kept, onDone }: FormProps) {
  const t = useChurnWords();
  const { slug: shop } = useShop();
  const [chosen, setChosen] = useState(kept.settings);
  const save = useMutation({
    mutationFn: () =>
      take(api.PUT(path, { params: { path: { shop } }, body: { settings: chosen, version: kept.version } })),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [path] });
      tellDone(t('saved'));
      onDone();
    },
  });
  const set = (change: Partial<Chosen>) => setChosen({ ...chosen, ...change });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Fields chosen={chosen} set={set} />
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

interface FieldsProps {
  readonly chosen: Chosen;
  readonly set: (change: Partial<Chosen>) => void;
}

function Fields({ chosen, set }: FieldsProps) {
  const t = useChurnWords();
  const events = (['purchase', 'activity'] as const).map((value) => ({ value, label: t(`event-${value}`) }));
  return (
    <div className={styles.fields}>
      <Field label={t('setting-event')} hint={t('setting-event-hint')}>
        {(id) => (
          <Select id={id} value={chosen.event} options={events} onChange={(event) => set({ event })} />
        )}
      </Field>
      <Days name="window_days" min={7} max={365} {...{ chosen, set }} />
      <Days name="active_days" min={30} max={1825} {...{ chosen, set }} />
    </div>
  );
}

interface DaysProps extends FieldsProps {
  readonly name: 'window_days' | 'active_days';
  readonly min: number;
  readonly max: number;
}

function Days({ name, min, max, chosen, set }: DaysProps) {
  const t = useChurnWords();
  return (
    <Field label={t(`setting-${name}`)} hint={t(`setting-${name}-hint`)}>
      {(id) => (
        <InputNumber
          id={id}
          {...{ min, max }}
          precision={0}
          value={chosen[name]}
          onChange={(it) => set({ [name]: it ?? min })}
        />
      )}
    </Field>
  );
}
