import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { newKey } from '../../../client/new-key.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { PlusPaid } from './plus-paid.tsx';
import { type OwnPlus, reloadPlus } from './plus-path.ts';
import { isPaymentNumber } from './start-rules.ts';

/** Renews for the customer, who is there and wants it: in points, or for money that was taken outside. */
export function RenewPlus({ it }: { readonly it: OwnPlus }) {
  const t = useCustomerWords();
  const say = useText();
  const { slug: shop } = useShop();
  const [number, setNumber] = useState('');
  const [key, setKey] = useState(newKey);
  if (it.renewal === null) return null;
  const { plan, price } = it.renewal;
  const due = price.kind === 'money' ? { minor: price.minor, points: 0 } : { minor: 0, points: price.points };
  const act = async () => {
    const params = { path: { shop, subscription: it.subscription_id } };
    const payment = price.kind === 'money' ? { ref: number.trim(), minor: price.minor } : null;
    const body = { payment, automatic: false, key };
    await take(api.POST('/api/shops/{shop}/plus/subscriptions/{subscription}/renew', { params, body }));
    setKey(newKey());
    setNumber('');
    await reloadPlus();
    tellDone(t('plus-renewed'));
  };
  return (
    <ConfirmAction
      label={t('plus-renew')}
      title={t('plus-renew')}
      confirm={t('plus-renew')}
      ready={price.kind === 'points' || isPaymentNumber(number)}
      button={{ size: 'small' }}
      act={act}
    >
      <p>
        {say(plan)} · {t('plus-due')} <PlusPaid {...due} />
      </p>
      {price.kind === 'money' && (
        <Field label={t('plus-payment')} hint={t('plus-payment-hint')}>
          {(id) => (
            <Input
              id={id}
              maxLength={100}
              value={number}
              onChange={({ target }) => setNumber(target.value)}
            />
          )}
        </Field>
      )}
    </ConfirmAction>
  );
}
