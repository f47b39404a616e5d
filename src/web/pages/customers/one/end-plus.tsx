import { useState } from 'react';
import { api, take } from '../../../client/api.ts';
import { useShop } from '../../../client/me.ts';
import { newKey } from '../../../client/new-key.ts';
import { queryClient } from '../../../client/query-client.ts';
import { ConfirmAction } from '../../../kit/confirm-action.tsx';
import { useCustomerWords } from '../words.ts';
import { PlusPaid } from './plus-paid.tsx';
import { type OwnPlus, plusPath } from './plus-path.ts';

/** Cancels at the end of what is paid, or ends it now with what is left given back. */
export function EndPlus({ it }: { readonly it: OwnPlus }) {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  const [key] = useState(newKey);
  const params = { path: { shop, subscription: it.subscription_id } };
  const reload = () => queryClient.invalidateQueries({ queryKey: [plusPath] });
  const cancel = async () => {
    await take(api.POST('/api/shops/{shop}/plus/subscriptions/{subscription}/cancel', { params }));
    await reload();
  };
  const refund = async () => {
    const body = { key };
    await take(api.POST('/api/shops/{shop}/plus/subscriptions/{subscription}/refund', { params, body }));
    await reload();
  };
  return (
    <>
      {it.state !== 'cancelled' && (
        <ConfirmAction
          label={t('plus-cancel')}
          title={t('plus-cancel')}
          button={{ size: 'small' }}
          act={cancel}
        >
          <p>{t('plus-cancel-hint')}</p>
        </ConfirmAction>
      )}
      {it.refund_now !== null && (
        <ConfirmAction
          label={t('plus-refund')}
          title={t('plus-refund')}
          danger
          button={{ size: 'small' }}
          act={refund}
        >
          <p>
            {t('plus-refund-now')} <PlusPaid {...it.refund_now} />
          </p>
          <p className="muted">{t('plus-refund-hint')}</p>
        </ConfirmAction>
      )}
    </>
  );
}
