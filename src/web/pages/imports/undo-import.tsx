import { api } from '../../client/api.ts';
import { useAsk } from '../../client/ask.ts';
import { useShop } from '../../client/me.ts';
import { queryClient } from '../../client/query-client.ts';
import { ConfirmAction } from '../../kit/confirm-action.tsx';
import { Facts } from '../../kit/facts.tsx';
import { Num } from '../../kit/figures.tsx';
import { QueryState } from '../../kit/state/query-state.tsx';
import { tellDone } from '../../kit/toast.tsx';
import { useImportWords } from './words.ts';

interface UndoImportProps {
  readonly id: number;
}

/** Takes an import back, after saying what goes. */
export function UndoImport({ id }: UndoImportProps) {
  const t = useImportWords();
  const shop = useShop();
  const undo = async () => {
    await api.DELETE('/api/shops/{shop}/imports/{id}', { params: { path: { shop: shop.slug, id } } });
    await queryClient.invalidateQueries();
    tellDone(t('undone'));
  };
  return (
    <ConfirmAction danger label={t('undo')} title={t('undo-title')} confirm={t('undo')} act={undo}>
      <p>{t('undo-hint')}</p>
      <WhatGoes id={id} />
    </ConfirmAction>
  );
}

function WhatGoes({ id }: UndoImportProps) {
  const t = useImportWords();
  const shop = useShop();
  const path = { shop: shop.slug, id };
  const preview = useAsk('/api/shops/{shop}/imports/{id}/undo-preview', { path }, { fresh: 0 });
  return (
    <QueryState query={preview}>
      {(it) => (
        <Facts
          facts={[
            [t('undo-orders'), <Num key="orders" value={it.orders} />],
            [t('undo-orders-changed'), <Num key="changed" value={it.orders_changed} />],
            [t('undo-refunds'), <Num key="refunds" value={it.refunds} />],
            [t('undo-customers'), <Num key="customers" value={it.customers} />],
            [t('undo-events'), <Num key="events" value={it.events} />],
          ]}
        />
      )}
    </QueryState>
  );
}
