import { Input, Select, Switch } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { type Answer, useAsk } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { newKey } from '../../../client/new-key.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './one.module.css';
import { PlusPaid } from './plus-paid.tsx';
import { plansPath, plusPath, reloadPlus } from './plus-path.ts';
import { beginsWith, isReady, nothingChosen, type Start } from './start-rules.ts';
import { useCustomer } from './use-customer.ts';

type Plan = Answer<typeof plansPath>['plans'][number];

/** Starts PLUS for a customer: a trial, in points, or for money that was taken outside and is noted by its number. */
export function StartPlus({ mayTry }: { readonly mayTry: boolean }) {
  const t = useCustomerWords();
  const shop = useShop();
  const { path } = useCustomer();
  const plans = useAsk(plansPath, { path: { shop: shop.slug } }, { enabled: shop.may('plus:write') });
  const offered = (plans.data?.plans ?? []).filter((it) => it.is_offered);
  const [start, setStart] = useState(nothingChosen);
  const [key, setKey] = useState(newKey);
  const plan = offered.find((it) => it.plan_id === start.planId);
  if (offered.length === 0) return null;
  const act = async () => {
    const body = { ...beginsWith(start, plan!), key };
    await take(api.POST(`${plusPath}/start`, { params: { path }, body }));
    setKey(newKey());
    setStart(nothingChosen);
    await reloadPlus();
    tellDone(t('plus-started'));
  };
  return (
    <ConfirmAction
      label={t('plus-start')}
      title={t('plus-start')}
      confirm={t('plus-start')}
      ready={plan !== undefined && isReady(start, plan)}
      button={{ size: 'small' }}
      act={act}
    >
      <StartForm {...{ start, plan, offered, mayTry }} onChange={setStart} />
    </ConfirmAction>
  );
}

interface StartFormProps {
  readonly start: Start;
  readonly plan: Plan | undefined;
  readonly offered: readonly Plan[];
  readonly mayTry: boolean;
  readonly onChange: (start: Start) => void;
}

function StartForm({ start, plan, offered, mayTry, onChange }: StartFormProps) {
  const t = useCustomerWords();
  const say = useText();
  const options = offered.map((it) => ({ value: it.plan_id, label: say(it.terms.name) }));
  const set = (change: Partial<Start>) => onChange({ ...start, ...change });
  return (
    <>
      <Field label={t('plus-plan')}>
        {(id) => (
          <Select
            id={id}
            {...(start.planId !== null && { value: start.planId })}
            onChange={(planId) => set({ planId, isTrial: false })}
            options={options}
          />
        )}
      </Field>
      {plan && <Terms {...{ start, plan, mayTry }} onChange={set} />}
    </>
  );
}

interface TermsProps {
  readonly start: Start;
  readonly plan: Plan;
  readonly mayTry: boolean;
  readonly onChange: (change: Partial<Start>) => void;
}

function Terms({ start, plan: { terms }, mayTry, onChange }: TermsProps) {
  const t = useCustomerWords();
  const price = terms.price;
  const due = price.kind === 'money' ? { minor: price.minor, points: 0 } : { minor: 0, points: price.points };
  return (
    <>
      {mayTry && terms.trial_days > 0 && (
        <Choice
          label={t('plus-try', { count: terms.trial_days })}
          hint={t('plus-try-hint')}
          checked={start.isTrial}
          onChange={(isTrial) => onChange({ isTrial })}
        />
      )}
      {!start.isTrial && (
        <p>
          {t('plus-due')} <PlusPaid {...due} />
        </p>
      )}
      {!start.isTrial && price.kind === 'money' && (
        <Field label={t('plus-payment')} hint={t('plus-payment-hint')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={start.payment}
              onChange={({ target }) => onChange({ payment: target.value })}
            />
          )}
        </Field>
      )}
      <Choice
        label={t('plus-agrees')}
        hint={t('plus-agrees-hint')}
        checked={start.renews}
        onChange={(renews) => onChange({ renews })}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Choice({ label, hint, checked, onChange }: ChoiceProps) {
  return (
    <Field label={label} hint={hint}>
      {(id) => <Switch id={id} className={styles.switch!} checked={checked} onChange={onChange} />}
    </Field>
  );
}
