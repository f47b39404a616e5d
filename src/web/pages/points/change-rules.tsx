import { InputNumber, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { shortfallPolicies } from '../../../contract/points.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { MoneyField } from '../../kit/money-field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { isWhole, type Plain, plainOf, rulesOf, usualRules } from './plain-rules.ts';
import styles from './points.module.css';
import { RateFields } from './rate-fields.tsx';
import { areRates, ratesOf, withRates } from './rate-rows.ts';
import { firstDay, rulesPath, type Version } from './rules-version.ts';
import { usePointsWords } from './words.ts';

/** The rules in a form. */
export function ChangeRules({ newest }: { readonly newest: Version | undefined }) {
  const t = usePointsWords();
  const shop = useShop();
  const before = newest?.rules ?? usualRules(10 ** placesOf(shop.currency));
  const [plain, setPlain] = useState(() => plainOf(before));
  const [rates, setRates] = useState(() => ratesOf(before));
  const save = async () => {
    const body = {
      starts_on: firstDay(newest, shop.time_zone),
      rules: withRates(rulesOf(plain, before), rates),
      version: newest?.version ?? 0,
    };
    await take(api.PUT(rulesPath, { params: { path: { shop: shop.slug } }, body }));
    await queryClient.invalidateQueries({ queryKey: [rulesPath] });
    tellDone(t('rules-saved'));
  };
  return (
    <ConfirmAction
      label={t(newest === undefined ? 'set-rules' : 'change-rules')}
      title={t('change-rules')}
      confirm={t('save')}
      ready={isWhole(plain) && areRates(rates)}
      act={save}
    >
      <p>{t('change-hint')}</p>
      <PlainFields plain={plain} onChange={setPlain} />
      <RateFields rates={rates} onChange={setRates} />
    </ConfirmAction>
  );
}

interface PlainProps {
  readonly plain: Plain;
  readonly onChange: (plain: Plain) => void;
}

function PlainFields({ plain, onChange }: PlainProps) {
  const t = usePointsWords();
  const set = (change: Partial<Plain>) => onChange({ ...plain, ...change });
  const number = (name: 'points' | 'returnDays' | 'transitDays' | 'approval') => (
    <Field label={t(`form-${name}`)}>
      {(id) => (
        <InputNumber
          id={id}
          min={0}
          precision={0}
          value={plain[name]}
          onChange={(value) => set({ [name]: value })}
        />
      )}
    </Field>
  );
  const money = (name: 'perMinor' | 'valueMinor', min: number) => (
    <Field label={t(`form-${name}`)}>
      {(id) => (
        <MoneyField id={id} min={min} value={plain[name]} onChange={(value) => set({ [name]: value })} />
      )}
    </Field>
  );
  return (
    <>
      {number('points')}
      {money('perMinor', 1)}
      {number('returnDays')}
      {number('transitDays')}
      <Expiry plain={plain} onChange={onChange} />
      {number('approval')}
      {money('valueMinor', 0)}
      <Field label={t('shortfall')} hint={t('shortfall-hint')}>
        {(id) => (
          <Select
            id={id}
            value={plain.shortfall}
            onChange={(shortfall) => set({ shortfall })}
            options={shortfallPolicies.map((value) => ({ value, label: t(`shortfall-${value}`) }))}
          />
        )}
      </Field>
    </>
  );
}

/** Until when points can be spent. */
function Expiry({ plain, onChange }: PlainProps) {
  const t = usePointsWords();
  const kinds = (['days', 'year-end', 'never'] as const).map((value) => ({
    ...{ value, label: t(`expire-${value}`) },
  }));
  return (
    <Field label={t('expiry')}>
      {(id) => (
        <div className={styles.row}>
          <Select
            id={id}
            value={plain.expiry}
            onChange={(expiry) => onChange({ ...plain, expiry })}
            options={kinds}
            popupMatchSelectWidth={false}
          />
          {plain.expiry === 'days' && (
            <Count
              label={t('form-expiryDays')}
              {...{ min: 1, max: 3650, value: plain.expiryDays }}
              onChange={(expiryDays) => onChange({ ...plain, expiryDays })}
            />
          )}
          {plain.expiry === 'year-end' && (
            <Count
              label={t('form-expiryYears')}
              {...{ min: 0, max: 10, value: plain.expiryYears }}
              onChange={(expiryYears) => onChange({ ...plain, expiryYears })}
            />
          )}
        </div>
      )}
    </Field>
  );
}

interface CountProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

const Count = ({ label, ...it }: CountProps): ReactNode => (
  <InputNumber aria-label={label} suffix={label} precision={0} {...it} />
);
