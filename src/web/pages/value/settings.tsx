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
import styles from './value.module.css';
import { useValueWords } from './words.ts';

const path = '/api/shops/{shop}/analytics/value/settings' as const;
type Kept = Answer<typeof path>;
type Chosen = Kept['settings'];

/** What the shop chooses: how far ahead, what a later yuan is worth, what is kept of sales, where bands begin. */
export function Settings() {
  const t = useValueWords();
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
  const t = useValueWords();
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
  const t = useValueWords();
  return (
    <div className={styles.fields}>
      <Pick
        name="count_model"
        words={{ 'mbg-nbd': 'MBG/NBD', 'bg-nbd': 'BG/NBD', 'pareto-nbd': 'Pareto/NBD' }}
        {...{ chosen, set }}
      />
      <Field label={t('setting-horizon')}>
        {(id) => (
          <InputNumber
            id={id}
            className={styles.number!}
            min={1}
            max={520}
            precision={0}
            value={chosen.horizon_weeks}
            onChange={(it) => set({ horizon_weeks: it ?? 52 })}
          />
        )}
      </Field>
      <Percent name="discount_rate" {...{ chosen, set }} />
      <Pick
        name="margin"
        words={{ sales: t('margin-sales'), rate: t('margin-rate'), cost: t('margin-cost') }}
        {...{ chosen, set }}
      />
      {chosen.margin === 'rate' && <Percent name="margin_rate" {...{ chosen, set }} />}
      <Pick
        name="bands_by"
        words={{ value: t('bands-by-value'), customers: t('bands-by-customers') }}
        {...{ chosen, set }}
      />
      <Percent name="high_cut" {...{ chosen, set }} />
      <Percent name="mid_cut" {...{ chosen, set }} />
    </div>
  );
}

interface PickProps extends FieldsProps {
  readonly name: 'count_model' | 'margin' | 'bands_by';
  readonly words: Readonly<Record<string, string>>;
}

function Pick({ name, words, chosen, set }: PickProps) {
  const t = useValueWords();
  return (
    <Field label={t(`setting-${name}`)} hint={t(`setting-${name}-hint`)}>
      {(id) => (
        // The browser's own: a list of antd opens below a dialog.
        <select
          id={id}
          className={styles.choice}
          value={chosen[name]}
          onChange={(event) => set({ [name]: event.target.value })}
        >
          {Object.entries(words).map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A share, typed in percent. */
function Percent({
  name,
  chosen,
  set,
}: FieldsProps & { readonly name: 'discount_rate' | 'margin_rate' | 'high_cut' | 'mid_cut' }) {
  const t = useValueWords();
  return (
    <Field label={t(`setting-${name}`)}>
      {(id) => (
        <InputNumber
          id={id}
          className={styles.number!}
          min={0}
          max={100}
          suffix="%"
          value={Math.round(chosen[name] * 1000) / 10}
          onChange={(it) => set({ [name]: (it ?? 0) / 100 })}
        />
      )}
    </Field>
  );
}
