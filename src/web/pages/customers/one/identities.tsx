import { Checkbox, Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { Instant } from '../../../kit/figures.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import { Merges } from './merges.tsx';
import styles from './one.module.css';
import { type Customer, useCustomer } from './use-customer.ts';

/** What they are recognised by, what joined it, and the ways back. */
export function Identities({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const { shop } = useCustomer();
  const { identities, person_ids: persons } = customer;
  return (
    <Section
      title={t('identities')}
      extra={shop.may('customers:merge') && persons.length > 1 && <Split customer={customer} />}
    >
      <ul className={styles.identities}>
        {identities.map((it) => (
          <li key={`${it.person_id} ${it.kind} ${it.value}`}>
            <span>
              <strong>{it.value}</strong> <span className="muted">{codes.identity(it.kind)}</span>
              {it.quarantined && <span className={styles.warn}> · {t('quarantined')}</span>}
            </span>
            <span className="muted">
              {codes.channel(it.channel)} · <Instant at={it.first_seen_at} />
            </span>
          </li>
        ))}
      </ul>
      <Merges />
    </Section>
  );
}

/** Takes persons out, whatever joins them; they are kept apart from then on. */
function Split({ customer }: { readonly customer: Customer }) {
  const t = useCustomerWords();
  const { path, again } = useCustomer();
  const [persons, setPersons] = useState<readonly number[]>([]);
  const [reason, setReason] = useState('');
  const others = customer.person_ids.filter((it) => it !== customer.customer_id);
  const toggle = (id: number) =>
    setPersons(persons.includes(id) ? persons.filter((it) => it !== id) : [...persons, id]);
  const act = async () => {
    const body = { person_ids: [...persons], reason: reason.trim() };
    await take(api.POST('/api/shops/{shop}/customers/{customer}/split', { params: { path }, body }));
    tellDone(t('split-done'));
    setPersons([]);
    await again();
  };
  const nameOf = (id: number) => customer.identities.find((it) => it.person_id === id)?.value ?? '';
  return (
    <ConfirmAction
      label={t('split')}
      title={t('split')}
      button={{ size: 'small' }}
      ready={persons.length > 0 && reason.trim().length >= 4}
      act={act}
    >
      <p>{t('split-means')}</p>
      <fieldset className={styles.choices} aria-label={t('split')}>
        {others.map((id) => (
          <Checkbox key={id} checked={persons.includes(id)} onChange={() => toggle(id)}>
            {id} {nameOf(id)}
          </Checkbox>
        ))}
      </fieldset>
      <Field label={t('reason')} hint={t('reason-hint')}>
        {(id) => (
          <Input id={id} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}
