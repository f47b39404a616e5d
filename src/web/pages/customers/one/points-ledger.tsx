import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { deedName } from '../../../../contract/deeds.ts';
import { type Answer, ask } from '../../../client/ask.ts';
import { Actor } from '../../../kit/actor.tsx';
import { Instant, Num } from '../../../kit/figures.tsx';
import type { Column } from '../../../kit/list/column.ts';
import { PlainList } from '../../../kit/list/plain-list.tsx';
import { QueryState } from '../../../kit/state/query-state.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import { entriesPath } from './points-paths.ts';
import { useCustomer } from './use-customer.ts';

type Entry = Answer<typeof entriesPath>['entries'][number];

const causes = [
  ...(['order', 'refund', 'staff', 'spend', 'reserve'] as const),
  ...(['confirm', 'cancel', 'due', 'owed', 'time', 'mall'] as const),
];

/** Rows at first, and how many more a click brings. */
const FIRST = 10;
const MORE = 50;

/** The customer's ledger, newest first: from where to where, why and by whom. */
export function PointsLedger() {
  const t = useCustomerWords();
  const { path } = useCustomer();
  const columns = useColumns();
  const pages = useInfiniteQuery({
    queryKey: [entriesPath, path],
    queryFn: ({ pageParam: cursor, signal }) =>
      ask(entriesPath, { path, query: cursor === '' ? { limit: FIRST } : { limit: MORE, cursor } }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 0,
  });
  return (
    <QueryState query={pages}>
      {(it) => (
        <>
          <PlainList
            label={t('points-ledger')}
            columns={columns}
            rows={it.pages.flatMap(({ entries }) => entries)}
            rowKey={({ entry }) => entry}
            empty={{ title: t('points-none') }}
          />
          {pages.hasNextPage && (
            <Button
              size="small"
              loading={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {t('points-more')}
            </Button>
          )}
        </>
      )}
    </QueryState>
  );
}

function useColumns(): Column<Entry>[] {
  const t = useCustomerWords();
  return [
    { key: 'at', title: t('points-at'), render: ({ at }) => <Instant at={at} /> },
    {
      key: 'move',
      title: t('points-move'),
      render: ({ from, to }) => `${t(`points-account-${from}`)} → ${t(`points-account-${to}`)}`,
    },
    {
      key: 'points',
      title: t('points-points'),
      align: 'right',
      render: ({ points }) => <Num value={points} />,
    },
    { key: 'cause', title: t('points-cause'), render: (it) => <Cause it={it} /> },
    { key: 'by', title: t('points-by'), render: (it) => <Actor by={it.made_by} name={it.made_by_name} /> },
  ];
}

function Cause({ it }: { readonly it: Entry }) {
  const t = useCustomerWords();
  const say = useText();
  const known = causes.find((cause) => cause === it.cause);
  const word = known === undefined ? say(deedName(it.cause)) : t(`points-cause-${known}`);
  // What the mall refers to is its own number of the redemption, which nobody reads.
  const ref = it.cause === 'mall' ? null : it.ref;
  return [word, ref, it.reason].filter((part) => part !== null).join(' · ');
}
