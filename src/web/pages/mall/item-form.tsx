import { Input, InputNumber, Segmented, Select, Switch } from 'antd';
import { placesOf } from '../../../contract/currency.ts';
import { useShop } from '../../client/me.ts';
import { Field } from '../../kit/field.tsx';
import { useTiers } from '../../kit/use-tiers.ts';
import type { Fields } from './item-fields.ts';
import styles from './mall.module.css';
import { TierLimits } from './tier-limits.tsx';
import { useMallWords } from './words.ts';

interface ItemFormProps {
  readonly fields: Fields;
  readonly onChange: (fields: Fields) => void;
}

/** What an item is, what it costs, and who may take how many of it. */
export function ItemForm({ fields, onChange }: ItemFormProps) {
  const t = useMallWords();
  const tiers = useTiers();
  const set = (change: Partial<Fields>) => onChange({ ...fields, ...change });
  const kinds = (['gift', 'coupon'] as const).map((value) => ({ value, label: t(`kind-${value}`) }));
  return (
    <>
      <Segmented
        aria-label={t('kind')}
        options={kinds}
        value={fields.kind}
        onChange={(kind) => set({ kind })}
      />
      <Field label={t('name')}>
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            value={fields.name}
            onChange={(it) => set({ name: it.target.value })}
          />
        )}
      </Field>
      <Field label={t('hands-out')} hint={t('hands-out-hint')}>
        {(id) => (
          <Input
            id={id}
            maxLength={100}
            value={fields.handsOut}
            onChange={(it) => set({ handsOut: it.target.value })}
          />
        )}
      </Field>
      <Price fields={fields} onChange={onChange} />
      <Field label={t('tiers')} hint={t('tiers-hint')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            value={[...fields.tiers]}
            onChange={(tiers) => set({ tiers })}
            options={tiers.options}
          />
        )}
      </Field>
      <TierLimits limits={fields.byTier} onChange={(byTier) => set({ byTier })} />
      <Field label={t('listed')}>
        {(id) => (
          <Switch
            id={id}
            className={styles.switch}
            checked={fields.isListed}
            onChange={(isListed) => set({ isListed })}
          />
        )}
      </Field>
    </>
  );
}

function Price({ fields, onChange }: ItemFormProps) {
  const t = useMallWords();
  const { currency } = useShop();
  const set = (change: Partial<Fields>) => onChange({ ...fields, ...change });
  return (
    <>
      <Field label={t('points')}>
        {(id) => (
          <InputNumber
            id={id}
            min={1}
            precision={0}
            value={fields.points}
            onChange={(points) => set({ points })}
          />
        )}
      </Field>
      <Field label={t('money')} hint={t('money-hint')}>
        {(id) => (
          <InputNumber
            id={id}
            min={0}
            prefix={currency}
            style={{ width: 150 }}
            precision={placesOf(currency)}
            value={fields.money}
            onChange={(money) => set({ money })}
          />
        )}
      </Field>
      <Field label={t('most')} hint={t('most-hint')}>
        {(id) => (
          <InputNumber id={id} min={1} precision={0} value={fields.most} onChange={(most) => set({ most })} />
        )}
      </Field>
    </>
  );
}
