import { Input } from 'antd';
import { useState } from 'react';
import { placesOf } from '../../../../contract/currency.ts';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { Choice } from '../../../kit/choice.tsx';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { DayField } from '../../../kit/day/day-field.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { type Customer, useCustomer } from './use-customer.ts';
import { type EditableTrait, useEditableTraits } from './use-editable-traits.ts';

/** Sets or empties one trait by hand. Of a sealed one the old value is not shown: it is written anew. */
export function EditTrait({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const say = useText();
  const { path, again } = useCustomer();
  const minor = 10 ** placesOf(useShop().currency);
  const traits = useEditableTraits();
  const [name, setName] = useState('');
  const [value, setValue] = useState('');
  const chosen = traits.find((it) => it.name === name);
  const choose = (next: string) => {
    const now = customer.traits.find((it) => it.name === next);
    setName(next);
    const isMoney = traits.find((it) => it.name === next)?.type === 'money';
    setValue(now === undefined || now.masked ? '' : String(isMoney ? Number(now.value) / minor : now.value));
  };
  const act = async () => {
    const written = chosen?.type === 'money' ? Math.round(Number(value) * minor) : value.trim();
    const body = { traits: { [name]: value.trim() === '' ? null : written } };
    await take(api.PATCH('/api/shops/{shop}/customers/{customer}/traits', { params: { path }, body }));
    await again();
    choose('');
    tellDone(t('trait-changed'));
  };
  return (
    <ConfirmAction
      label={t('edit-traits')}
      title={t('edit-traits')}
      confirm={t(chosen !== undefined && value.trim() === '' ? 'trait-empty' : 'save')}
      button={{ size: 'small' }}
      ready={chosen !== undefined}
      act={act}
    >
      <p className="muted">{t('edit-traits-hint')}</p>
      <Field label={t('trait')}>
        {(id) => (
          <Choice
            id={id}
            value={name}
            options={[['', t('choose')], ...traits.map((it) => [it.name, say(it.label)] as const)]}
            onChange={choose}
          />
        )}
      </Field>
      {chosen && (
        <Field label={t('value')} hint={t(chosen.class === 'ordinary' ? 'value-hint' : 'value-sealed-hint')}>
          {(id) => <Value id={id} trait={chosen} value={value} onChange={setValue} />}
        </Field>
      )}
    </ConfirmAction>
  );
}

interface ValueProps {
  readonly id: string;
  readonly trait: EditableTrait;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Value({ id, trait: { type, unit }, value, onChange }: ValueProps) {
  const t = useCustomerWords();
  if (type === 'boolean') {
    const options = [['', t('choose')] as const, ['true', t('yes')] as const, ['false', t('no')] as const];
    return <Choice id={id} value={value} options={options} onChange={onChange} />;
  }
  if (type === 'day') return <DayField id={id} value={value} onChange={onChange} />;
  return (
    <Input
      id={id}
      value={value}
      maxLength={2000}
      {...(type === 'number' || type === 'money' ? { inputMode: 'decimal' } : {})}
      {...(unit && { suffix: unit })}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
