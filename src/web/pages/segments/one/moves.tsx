import { Link } from 'react-router';
import { eventLabel } from '../../../../contract/event-labels.ts';
import { useShop } from '../../../client/me.ts';
import { Instant } from '../../../kit/figures.tsx';
import type { Column } from '../../../kit/list/column.ts';
import { PlainList } from '../../../kit/list/plain-list.tsx';
import { Section } from '../../../kit/page/section.tsx';
import { useText } from '../../../kit/words/language.ts';
import type { HistoryOf } from '../segments.ts';
import { useSegmentWords } from '../words.ts';

type Move = HistoryOf['moves'][number];

const causes = [
  'order',
  'person',
  'tie',
  'points',
  'plus',
  'merge',
  'time',
  'rule',
  'day',
  'asked',
  'start',
  'scores',
  'many',
  'erased',
  'again',
] as const;

/** Who came and went lately, and why. */
export function Moves({ history }: { readonly history: HistoryOf }) {
  const t = useSegmentWords();
  const say = useText();
  const shop = useShop();
  const sayCause = (cause: string): string => {
    if (cause.startsWith('event:'))
      return t('cause-event', { event: say(eventLabel(cause.slice('event:'.length))) });
    const known = causes.find((it) => it === cause);
    return known === undefined ? cause : t(`cause-${known}`);
  };
  const columns: Column<Move>[] = [
    { key: 'at', title: t('at'), render: (it) => <Instant at={it.at} seconds /> },
    {
      key: 'customer',
      title: t('customer'),
      render: (it) =>
        shop.may('customers:read') ? (
          <Link to={`/shops/${shop.slug}/customers/${it.customer_id}`}>#{it.customer_id}</Link>
        ) : (
          `#${it.customer_id}`
        ),
    },
    {
      key: 'move',
      title: t('move'),
      render: (it) => (it.entered ? t('entered') : t('left')),
    },
    { key: 'cause', title: t('cause'), render: (it) => sayCause(it.cause) },
  ];
  return (
    <Section title={t('moves')}>
      <PlainList
        label={t('moves')}
        columns={columns}
        rows={history.moves.slice(0, 12)}
        rowKey={(it) => `${it.at} ${it.customer_id} ${it.entered}`}
        empty={{ title: t('no-moves'), hint: t('no-moves-hint') }}
      />
    </Section>
  );
}
