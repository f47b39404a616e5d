import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import { placesOf } from '../../../contract/currency.ts';
import { shortfallPolicies } from '../../../contract/points.ts';
import { api, take } from '../../client/api.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Field } from '../../kit/field.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { type Plain, plainOf, rulesOf } from './plain-rules.ts';
import { RateFields } from './rate-fields.tsx';
import { areRates, ratesOf, withRates } from './rate-rows.ts';
import { firstDay, rulesPath, type Version } from './rules-version.ts';
import { usePointsWords } from './words.ts';

/** The rules in a form; what it does not show (a kind of expiry) stays as it is. */
export function ChangeRules({ newest }: { readonly newest: Version | undefined }) {
  const t = usePointsWords();
  const shop = useShop();
  const unit = 10 ** placesOf(shop.currency);
  const [plain, setPlain] = useState(() => plainOf(unit, newest?.rules));
  const [rates, setRates] = useState(() => ratesOf(newest?.rules ?? rulesOf(unit, plain)));
  const save = async () => {
    const body = {
      starts_on: firstDay(newest, shop.time_zone),
      rules: withRates(rulesOf(unit, plain, newest?.rules), rates),
      version: newest?.version ?? 0,
    };
    await take(api.PUT(rulesPath, { params: { path: { shop: shop.slug } }, body }));
    await queryClient.invalidateQueries({ queryKey: [rulesPath] });
    tellDone(t('rules-saved'));
  };
  const ready = numbers.every((name) => plain[name] !== null) && areRates(rates);
  return (
    <ConfirmAction
      label={t(newest === undefined ? 'set-rules' : 'change-rules')}
      title={t('change-rules')}
      confirm={t('save')}
      ready={ready}
      act={save}
    >
      <p>{t('change-hint')}</p>
      <Numbers plain={plain} onChange={setPlain} />
      <Field label={t('shortfall')} hint={t('shortfall-hint')}>
        {(id) => (
          <Select
            id={id}
            value={plain.shortfall}
            onChange={(shortfall) => setPlain({ ...plain, shortfall })}
            options={shortfallPolicies.map((value) => ({ value, label: t(`shortfall-${value}`) }))}
          />
        )}
      </Field>
      <RateFields rates={rates} onChange={setRates} />
    </ConfirmAction>
  );
}

const numbers = [
  'points',
  'perMajor',
  'returnDays',
  'transitDays',
  'expiryDays',
  'approval',
  'value',
] as const;

interface NumbersProps {
  readonly plain: Plain;
  readonly onChange: (plain: Plain) => void;
}

function Numbers({ plain, onChange }: NumbersProps) {
  const t = usePointsWords();
  return numbers.map((name) => (
    <Field key={name} label={t(`form-${name}`)}>
      {(id) => (
        <InputNumber
          id={id}
          min={name === 'perMajor' || name === 'expiryDays' ? 1 : 0}
          precision={0}
          value={plain[name]}
          onChange={(value) => onChange({ ...plain, [name]: value })}
        />
      )}
    </Field>
  ));
}
