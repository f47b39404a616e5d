import { Input } from 'antd';
import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { newKey } from '../../../client/new-key.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { Field } from '../../../kit/field.tsx';
import { tellDone } from '../../../kit/toast.tsx';
import { useCustomerWords } from '../words.ts';
import { type OwnPlus, plusPath, reloadPlus } from './plus-path.ts';
import { isPaymentNumber } from './start-rules.ts';
import { useCustomer } from './use-customer.ts';

/** Uses one of what is left of an entitlement, for an order if that is known. */
export function UsePlus({ of }: { readonly of: OwnPlus['entitlements'][number] }) {
  const t = useCustomerWords();
  const { may } = useShop();
  const { path } = useCustomer();
  const [order, setOrder] = useState('');
  const [key, setKey] = useState(newKey);
  if (of.left === 0 || !may('plus:write')) return null;
  const act = async () => {
    const coupon = of.coupon === null ? {} : { coupon: of.coupon };
    const ref = order.trim() === '' ? {} : { ref: order.trim() };
    const body = { benefit: of.benefit, ...coupon, ...ref, key };
    await take(api.POST(`${plusPath}/use`, { params: { path }, body }));
    setKey(newKey());
    setOrder('');
    await reloadPlus();
    tellDone(t('plus-used'));
  };
  return (
    <ConfirmAction
      label={t('plus-use')}
      title={
        of.benefit === 'coupon' ? t('plus-use-coupon', { coupon: of.coupon ?? '' }) : t('plus-use-shipping')
      }
      confirm={t('plus-use')}
      ready={order.trim() === '' || isPaymentNumber(order)}
      button={{ size: 'small' }}
      act={act}
    >
      <Field label={t('plus-use-order')} hint={t('plus-use-order-hint')}>
        {(id) => (
          <Input id={id} maxLength={100} value={order} onChange={({ target }) => setOrder(target.value)} />
        )}
      </Field>
    </ConfirmAction>
  );
}
