import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link } from 'react-router';
import { api, take } from '../../../client/api.ts';
import { type Answer, ask } from '../../../client/ask.ts';
import { useShop } from '../../../client/me.ts';
import { Instant } from '../../../kit/figures.tsx';
import type { Column } from '../../../kit/list/column.ts';
import { DataList } from '../../../kit/list/data-list.tsx';
import { tellDone, tellProblem } from '../../../kit/toast.tsx';
import pageStyles from '../customers.module.css';
import { useCustomerWords } from '../words.ts';

type Proposal = Answer<'/api/shops/{shop}/customers/merge-proposals'>['proposals'][number];

const reasons = ['never', 'shared-device', 'weak-evidence'] as const;

/** Pairs of customers that may be one human. */
export function Proposals() {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  return (
    <DataList
      label={t('proposals')}
      columns={useProposalColumns()}
      rowKey={(it) => String(it.proposal_id)}
      queryKey={['proposals', shop]}
      load={async (cursor, signal) => {
        const query = { limit: 50, ...(cursor !== undefined && { cursor }) };
        const page = await ask(
          '/api/shops/{shop}/customers/merge-proposals',
          { path: { shop }, query },
          signal,
        );
        return { rows: page.proposals, next: page.next_cursor };
      }}
      empty={{ title: t('proposals-empty'), hint: t('proposals-empty-hint') }}
    />
  );
}

function useProposalColumns(): Column<Proposal>[] {
  const t = useCustomerWords();
  const { slug } = useShop();
  return [
    {
      ...{ key: 'who', title: t('proposal-who') },
      render: (it) =>
        it.customer_ids.map((id, n) => (
          <span key={id}>
            {n > 0 && ' ↔ '}
            <Link to={`/shops/${slug}/customers/${id}`}>{t('number', { id })}</Link>
          </span>
        )),
    },
    {
      ...{ key: 'why', title: t('proposal-why') },
      render: ({ reason }) => {
        const known = reasons.find((it) => it === reason);
        return known === undefined ? reason : t(`reason-${known}`);
      },
    },
    { key: 'made', title: t('proposal-made'), render: (it) => <Instant at={it.made_at} /> },
    { key: 'decide', title: t('proposal-decide'), render: (it) => <Decide proposal={it} /> },
  ];
}

function Decide({ proposal }: { readonly proposal: Proposal }) {
  const t = useCustomerWords();
  const { slug: shop } = useShop();
  const client = useQueryClient();
  const decide = async (accept: boolean) => {
    const params = { path: { shop, proposal: proposal.proposal_id } };
    try {
      await take(
        api.POST('/api/shops/{shop}/customers/merge-proposals/{proposal}', { params, body: { accept } }),
      );
      tellDone(t(accept ? 'merge-done' : 'proposal-rejected'));
      await client.invalidateQueries({ queryKey: ['proposals', shop] });
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <span className={pageStyles.tags}>
      <Button size="small" type="primary" onClick={() => void decide(true)}>
        {t('proposal-accept')}
      </Button>
      <Button size="small" onClick={() => void decide(false)}>
        {t('proposal-reject')}
      </Button>
    </span>
  );
}
