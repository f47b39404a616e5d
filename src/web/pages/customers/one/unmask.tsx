import { Button, Checkbox, Input } from 'antd';
import { useEffect, useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Facts } from '../../../kit/facts.tsx';
import { Field } from '../../../kit/field.tsx';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { useCustomer } from './use-customer.ts';

type Fields = readonly (readonly [field: string, label: string])[];

/** Long enough to dial a number or copy an address; then it is masked again. */
const SHOWN_MS = 60_000;

/** Values in clear for a minute, for a reason that stays on record with who looked. */
export function Unmask({ fields }: { readonly fields: Fields }) {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [reason, setReason] = useState('');
  const [values, setValues] = useState<Fields>([]);
  const hide = () => setValues([]);
  useEffect(() => {
    if (values.length === 0) return;
    const timer = setTimeout(() => setValues([]), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [values]);
  const toggle = (field: string) =>
    setChosen(chosen.includes(field) ? chosen.filter((it) => it !== field) : [...chosen, field]);
  const act = async () => {
    const body = { fields: [...chosen], reason: reason.trim() };
    const answer = await take(
      api.POST('/api/shops/{shop}/customers/{customer}/unmask', { params: { path }, body }),
    );
    const label = (field: string) => fields.find(([name]) => name === field)?.[1] ?? field;
    setValues(answer.values.map((it) => [label(it.field), it.value]));
    setReason('');
  };
  return (
    <div className={styles.unmask}>
      <ConfirmAction
        label={t('unmask')}
        title={t('unmask')}
        confirm={t('unmask-confirm')}
        button={{ size: 'small' }}
        ready={chosen.length > 0 && reason.trim().length >= 4}
        act={act}
      >
        <p>{t('unmask-recorded')}</p>
        <fieldset className={styles.choices} aria-label={t('unmask-fields')}>
          {fields.map(([field, label]) => (
            <Checkbox key={field} checked={chosen.includes(field)} onChange={() => toggle(field)}>
              {label}
            </Checkbox>
          ))}
        </fieldset>
        <Field label={t('reason')} hint={t('reason-hint')}>
          {(id) => (
            <Input
              id={id}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </ConfirmAction>
      {values.length > 0 && (
        <div className={styles.clear} role="status">
          <Facts facts={values} />
          <Button size="small" onClick={hide}>
            {t('hide-now')}
          </Button>
          <span className="muted">{t('hides-itself')}</span>
        </div>
      )}
    </div>
  );
}
