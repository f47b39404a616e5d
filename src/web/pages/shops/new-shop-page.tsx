import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { api, take } from '../../client/api.ts';
import { queryClient } from '../../client/query-client.ts';
import { PageHeader } from '../../kit/page/page-header.tsx';
import { emptyShop, ShopFields, shopOf } from '../../kit/shop/shop-fields.tsx';
import { ProblemView } from '../../kit/state/problem-view.tsx';
import { useShopsWords } from './words.ts';

/** Another shop on this installation, in the currency of `?currency=` and the zone of `?zone=`, and `?begin=import` goes on to import; whoever opens it owns it. */
export default function NewShopPage() {
  const t = useShopsWords();
  const go = useNavigate();
  const [search] = useSearchParams();
  const [draft, setDraft] = useState({
    ...emptyShop,
    currency: search.get('currency') ?? emptyShop.currency,
    timeZone: search.get('zone') ?? emptyShop.timeZone,
  });
  const open = useMutation({
    mutationFn: () => take(api.POST('/api/shops', { body: shopOf(draft) })),
    onSuccess: async ({ slug }) => {
      await queryClient.invalidateQueries({ queryKey: ['/api/me'] });
      void go(`/shops/${slug}/imports${search.get('begin') === 'import' ? '/new' : ''}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <>
      <PageHeader title={t('title')} help={t('help')} />
      <form className="card stack narrow" onSubmit={submit}>
        <ShopFields draft={draft} onChange={setDraft} />
        {open.error && <ProblemView error={open.error} />}
        <div>
          <Button type="primary" htmlType="submit" loading={open.isPending}>
            {t('open')}
          </Button>
        </div>
      </form>
    </>
  );
}
