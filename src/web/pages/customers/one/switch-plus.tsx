import { Input, Segmented, Select } from 'antd';
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
import { PlusPaid } from './plus-paid.tsx';
import { type OwnPlus, plansPath, reloadPlus } from './plus-path.ts';
import { isSwitchReady, nothingSwitched, restOf, type Switch, switchesTo, whensOf } from './switch-rules.ts';

type Plan = Answer<typeof plansPath>['plans'][number];

/** Changes the plan: at once, with credit for what is left of the period, or with the renewal. */
export function SwitchPlus({ it }: { readonly it: OwnPlus }) {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  const plans = useAsk(plansPath, { path: { shop } });
  const [change, setChange] = useState(nothingSwitched);
  const [key, setKey] = useState(newKey);
  const others = (plans.data?.plans ?? []).filter((one) => one.is_offered && one.plan_id !== it.plan_id);
  const plan = others.find((one) => one.plan_id === change.planId);
  if (others.length === 0) return null;
  const act = async () => {
    const params = { path: { shop, subscription: it.subscription_id } };
    const body = { ...switchesTo(change, plan!, it), key };
    await take(api.POST('/api/shops/{shop}/plus/subscriptions/{subscription}/switch', { params, body }));
    setKey(newKey());
    setChange(nothingSwitched);
    await reloadPlus();
    tellDone(t(change.when === 'now' ? 'plus-switched' : 'plus-chosen'));
  };
  return (
    <ConfirmAction
      label={t('plus-switch')}
      title={t('plus-switch')}
      confirm={t('plus-switch')}
      ready={plan !== undefined && isSwitchReady(change, plan)}
      button={{ size: 'small' }}
      act={act}
    >
      <SwitchForm {...{ change, plan, others, it }} onChange={setChange} />
    </ConfirmAction>
  );
}

interface SwitchFormProps {
  readonly change: Switch;
  readonly plan: Plan | undefined;
  readonly others: readonly Plan[];
  readonly it: OwnPlus;
  readonly onChange: (change: Switch) => void;
}

function SwitchForm({ change, plan, others, it, onChange }: SwitchFormProps) {
  const t = useCustomerWords();
  const say = useText();
  return (
    <>
      <Field label={t('plus-plan')}>
        {(id) => (
          <Select
            id={id}
            {...(change.planId !== null && { value: change.planId })}
            onChange={(planId) => {
              const chosen = others.find((one) => one.plan_id === planId)!;
              onChange({ ...change, planId, when: whensOf(chosen, it)[0]! });
            }}
            options={others.map((one) => ({ value: one.plan_id, label: say(one.terms.name) }))}
          />
        )}
      </Field>
      {plan && <When {...{ change, plan, it, onChange }} />}
      {plan && change.when === 'now' && <Rest {...{ change, plan, it, onChange }} />}
      {plan && change.when === 'renewal' && <p className="muted">{t('plus-switch-renewal-hint')}</p>}
    </>
  );
}

type PartProps = Omit<SwitchFormProps, 'plan' | 'others'> & { readonly plan: Plan };

function When({ change, plan, it, onChange }: PartProps) {
  const t = useCustomerWords();
  return (
    <Segmented
      aria-label={t('plus-switch-when')}
      value={change.when}
      options={whensOf(plan, it).map((value) => ({ value, label: t(`plus-switch-${value}`) }))}
      onChange={(when) => onChange({ ...change, when })}
    />
  );
}

/** What is credited and what is left to pay. */
function Rest({ change, plan, it, onChange }: PartProps) {
  const t = useCustomerWords();
  return (
    <>
      <p>
        {t('plus-credit')} <PlusPaid {...it.switch_credit!} />
        {' · '}
        {t('plus-due')} <PlusPaid {...restOf(plan, it)} />
      </p>
      <p className="muted">{t('plus-switch-now-hint')}</p>
      {plan.terms.price.kind === 'money' && (
        <Field label={t('plus-payment')} hint={t('plus-payment-hint')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={change.payment}
              onChange={({ target }) => onChange({ ...change, payment: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
