import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { ErasureAnswer } from '../../../../contract/personal-request.ts';
import { queryClient } from '../../../client/query-client.ts';
import { Dialog } from '../../../kit/dialog.tsx';
import listStyles from '../list/list.module.css';
import { useCustomerWords } from '../words.ts';
import { EraseOrder } from './erase-order.tsx';
import { ErasureReceipt } from './erasure-receipt.tsx';
import { useCustomer } from './use-customer.ts';

/** Erases somebody who asked for it: what goes and what must stay by law first, then the order, then its receipt. */
export function Erase() {
  const t = useCustomerWords();
  const { shop } = useCustomer();
  const go = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [done, setDone] = useState<ErasureAnswer>();
  const close = () => {
    setOpen(false);
    if (done === undefined) return;
    // The address of somebody who is gone leads nowhere.
    void go(`/shops/${shop.slug}/customers`, { replace: true });
    void queryClient.invalidateQueries();
  };
  return (
    <>
      <Button aria-haspopup="dialog" danger onClick={() => setOpen(true)}>
        {t('erase')}
      </Button>
      <Dialog isOpen={isOpen} onClose={close} className={listStyles.dialog} label={t('erase')}>
        <h2>{done === undefined ? t('erase') : t('erased')}</h2>
        {done === undefined ? (
          <EraseOrder onDone={setDone} onClose={close} />
        ) : (
          <ErasureReceipt it={done} onClose={close} />
        )}
      </Dialog>
    </>
  );
}
