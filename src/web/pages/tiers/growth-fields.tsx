import { Button, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { useShop } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import { RemoveButton } from '../../kit/remove-button.tsx';
import { addDeed, changeDeed, type Fields, removeDeed } from './draft-rules.ts';
import styles from './tiers.module.css';
import { useDeedName, useTierWords } from './words.ts';

/** What growth value comes of. */
export function GrowthFields({ rules, onChange }: Fields) {
  const t = useTierWords();
  const unit = 10 ** placesOf(useShop().currency);
  const { growth } = rules;
  const set = (change: Partial<typeof growth>) => onChange({ ...rules, growth: { ...growth, ...change } });
  const perMajor = Math.max(1, Math.round(growth.spend.per_minor / unit));
  return (
    <fieldset className={styles.fields}>
      <legend>{t('growth')}</legend>
      <div className={styles.grid}>
        <Points
          label={t('form-spend')}
          value={growth.spend.points}
          onChange={(points) => set({ spend: { ...growth.spend, points } })}
        />
        <Points
          {...{ label: t('form-per-major'), value: perMajor, min: 1 }}
          onChange={(value) => set({ spend: { ...growth.spend, per_minor: Math.max(1, value) * unit } })}
        />
        <Points
          label={t('form-orders')}
          value={growth.orders.points}
          onChange={(points) => set({ orders: { ...growth.orders, points } })}
        />
        <Most
          label={t('form-orders-most')}
          value={growth.orders.most_per_day}
          onChange={(most) => set({ orders: { ...growth.orders, most_per_day: most } })}
        />
        <Points
          label={t('form-tenure')}
          value={growth.tenure.points}
          onChange={(points) => set({ tenure: { points } })}
        />
      </div>
      <Deeds {...{ rules, onChange }} />
    </fieldset>
  );
}

interface NumberProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly min?: number;
  readonly onChange: (value: Value) => void;
}

const Points = ({ label, value, min = 0, onChange }: NumberProps<number>) => (
  <Field label={label}>
    {(id) => (
      <InputNumber id={id} min={min} precision={0} value={value} onChange={(it) => onChange(it ?? min)} />
    )}
  </Field>
);

const Most = ({ label, value, onChange }: NumberProps<number | null>) => (
  <Field label={label}>
    {(id) => <InputNumber id={id} min={1} precision={0} value={value} onChange={onChange} />}
  </Field>
);

function Deeds({ rules, onChange }: Fields) {
  const t = useTierWords();
  const nameOf = useDeedName();
  return (
    <>
      {rules.growth.deeds.map((deed, n) => (
        <div key={deed.event} className={styles.deed}>
          <span title={deed.event}>{nameOf(deed.event)}</span>
          <InputNumber
            className={styles.whole ?? ''}
            aria-label={`${deed.event} ${t('points')}`}
            prefix="+"
            min={0}
            precision={0}
            value={deed.points}
            onChange={(points) => onChange(changeDeed(rules, n, { points: points ?? 0 }))}
          />
          <InputNumber
            className={styles.whole ?? ''}
            aria-label={`${deed.event} ${t('most-per-day')}`}
            prefix={t('most-per-day')}
            min={1}
            precision={0}
            value={deed.most_per_day}
            onChange={(most) => onChange(changeDeed(rules, n, { most_per_day: most }))}
          />
          <RemoveButton size="small" onRemove={() => onChange(removeDeed(rules, n))}>
            {t('remove')}
          </RemoveButton>
        </div>
      ))}
      <NewDeed {...{ rules, onChange }} />
    </>
  );
}

function NewDeed({ rules, onChange }: Fields) {
  const t = useTierWords();
  const [event, setEvent] = useState('');
  const name = event.trim();
  const isNew = name !== '' && !rules.growth.deeds.some((it) => it.event === name);
  const add = () => {
    onChange(addDeed(rules, name));
    setEvent('');
  };
  return (
    <div className={styles.deed}>
      <Input
        aria-label={t('event')}
        placeholder={t('event')}
        value={event}
        maxLength={100}
        onChange={(it) => setEvent(it.target.value)}
      />
      <Button size="small" disabled={!isNew} onClick={add}>
        {t('add-deed')}
      </Button>
    </div>
  );
}
