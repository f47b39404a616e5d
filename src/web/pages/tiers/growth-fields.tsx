import { InputNumber } from 'antd';
import { eventLabel } from '../../../contract/event-labels.ts';
import { EventSelect } from '../../kit/events/event-select.tsx';
import { useEventNames } from '../../kit/events/use-event-names.ts';
import { Field } from '../../kit/field.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { RemoveButton } from '../../kit/remove-button.tsx';
import { useText } from '../../kit/words/language.ts';
import { addDeed, changeDeed, type Fields, removeDeed } from './draft-rules.ts';
import styles from './tiers.module.css';
import { useTierWords } from './words.ts';

/** What growth value comes of. */
export function GrowthFields({ rules, onChange }: Fields) {
  const t = useTierWords();
  const { growth } = rules;
  const set = (change: Partial<typeof growth>) => onChange({ ...rules, growth: { ...growth, ...change } });
  return (
    <fieldset className={styles.fields}>
      <legend>{t('growth')}</legend>
      <div className={styles.grid}>
        <Points
          label={t('form-spend')}
          value={growth.spend.points}
          onChange={(points) => set({ spend: { ...growth.spend, points } })}
        />
        <Field label={t('form-per')}>
          {(id) => (
            <MoneyField
              id={id}
              min={1}
              value={growth.spend.per_minor}
              onChange={(minor) => set({ spend: { ...growth.spend, per_minor: minor ?? 1 } })}
            />
          )}
        </Field>
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
  readonly onChange: (value: Value) => void;
}

const Points = ({ label, value, onChange }: NumberProps<number>) => (
  <Field label={label}>
    {(id) => <InputNumber id={id} min={0} precision={0} value={value} onChange={(it) => onChange(it ?? 0)} />}
  </Field>
);

const Most = ({ label, value, onChange }: NumberProps<number | null>) => (
  <Field label={label}>
    {(id) => <InputNumber id={id} min={1} precision={0} value={value} onChange={onChange} />}
  </Field>
);

function Deeds({ rules, onChange }: Fields) {
  const t = useTierWords();
  const say = useText();
  return (
    <>
      {rules.growth.deeds.map((deed, n) => (
        <div key={deed.event} className={styles.deed}>
          <span title={deed.event}>{say(eventLabel(deed.event))}</span>
          <InputNumber
            className={styles.whole ?? ''}
            aria-label={`${say(eventLabel(deed.event))} ${t('points')}`}
            prefix="+"
            min={0}
            precision={0}
            value={deed.points}
            onChange={(points) => onChange(changeDeed(rules, n, { points: points ?? 0 }))}
          />
          <InputNumber
            className={styles.whole ?? ''}
            aria-label={`${say(eventLabel(deed.event))} ${t('most-per-day')}`}
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

/** Any event but those that stand there. */
function NewDeed({ rules, onChange }: Fields) {
  const t = useTierWords();
  const { data } = useEventNames('last-90');
  const taken = new Set(rules.growth.deeds.map(({ event }) => event));
  return (
    <div className={styles.deed}>
      <EventSelect
        key={taken.size}
        any
        names={data?.names ?? []}
        value={undefined}
        label={t('add-deed')}
        placeholder={t('add-deed')}
        onChange={(event) => !taken.has(event) && onChange(addDeed(rules, event))}
      />
    </div>
  );
}
