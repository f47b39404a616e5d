import { Tag } from 'antd';
import { useMemo } from 'react';
import { scoreKinds } from '../../../../contract/score-kinds.ts';
import { useShop } from '../../../client/me.ts';
import { Instant, Money, Num } from '../../../kit/figures.tsx';
import type { Column } from '../../../kit/list/column.ts';
import { useProvinceName } from '../../../kit/places/use-province-name.ts';
import { ScoreFigure } from '../../../kit/scores/score-figure.tsx';
import { TierName } from '../../../kit/tier-name.tsx';
import { useLanguage, useText } from '../../../kit/words/language.ts';
import { useCodeWords } from '../code-words.ts';
import styles from '../customers.module.css';
import { GroupMark } from '../group-mark.tsx';
import { useCustomerWords } from '../words.ts';
import { scoreColumn } from './list-question.ts';
import type { CustomerRow } from './row.ts';
import { Who } from './who.tsx';

type Columns = Column<CustomerRow>[];

const both = (sort: string) => ({ descending: sort, ascending: `${sort}.asc` });

/** Columns of the list of customers; those of scores only for who may see analyses. The same as long as shop and language are. */
export function useCustomerColumns(): Columns {
  const shop = useShop();
  const language = useLanguage();
  const words = {
    ...{ t: useCustomerWords(), say: useText(), codes: useCodeWords(), province: useProvinceName() },
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: words hang on the language alone
  return useMemo(() => columnsOf(words, shop.may('analytics:read')), [language, shop]);
}

interface Words {
  readonly t: ReturnType<typeof useCustomerWords>;
  readonly say: ReturnType<typeof useText>;
  readonly codes: ReturnType<typeof useCodeWords>;
  readonly province: (spelling: string) => string;
}

function columnsOf(words: Words, seesScores: boolean): Columns {
  const { t } = words;
  const who: Columns = [
    { key: 'name', title: t('column-name'), render: (row) => <Who row={row} /> },
    { key: 'phone', title: t('column-phone'), render: (row) => row.phone ?? '–' },
  ];
  const scores = seesScores ? [...rfmColumns(words), ...modelColumns(words)] : [];
  return [...who, ...figureColumns(words), ...scores, ...placeColumns(words)];
}

function figureColumns({ t }: Words): Columns {
  const instant = (at: string | null | undefined) => (at ? <Instant at={at} /> : '–');
  return [
    {
      ...{ key: 'net-sales', title: t('column-net-sales'), align: 'right' as const, sort: both('net-sales') },
      render: ({ figures }) => <Money value={figures?.net_sales ?? null} />,
    },
    {
      ...{ key: 'orders', title: t('column-orders'), align: 'right' as const, sort: both('orders') },
      render: ({ figures }) => <Num value={figures?.orders ?? null} />,
    },
    {
      ...{ key: 'last-order', title: t('column-last-order'), sort: both('last-order') },
      render: ({ figures }) => instant(figures?.last_order_at),
    },
    {
      ...{ key: 'first-order', title: t('column-first-order'), sort: both('first-order'), hidden: true },
      render: ({ figures }) => instant(figures?.first_order_at),
    },
    {
      ...{ key: 'refunded', title: t('column-refunded'), align: 'right' as const, hidden: true },
      render: ({ figures }) => <Money value={figures?.refunded ?? null} />,
    },
  ];
}

function rfmColumns({ t, codes }: Words): Columns {
  return [
    {
      ...{ key: 'group', title: t('column-group') },
      render: ({ figures }) => (figures?.scores ? <GroupMark code={figures.scores.rfm_group} /> : '–'),
    },
    {
      ...{ key: 'scores', title: t('column-scores'), hidden: true },
      render: ({ figures }) =>
        figures?.scores
          ? `${figures.scores.recency} ${figures.scores.frequency} ${figures.scores.monetary}`
          : '–',
    },
    {
      ...{ key: 'stage', title: t('column-stage') },
      render: ({ figures }) => (figures?.stage ? codes.stage(figures.stage) : '–'),
    },
    {
      ...{ key: 'quadrant', title: t('column-quadrant'), hidden: true },
      render: ({ figures }) => (figures?.scores ? codes.quadrant(figures.scores.quadrant) : '–'),
    },
  ];
}

/** Every score that a model gives, not shown until the reader chooses it. */
function modelColumns({ say }: Words): Columns {
  return scoreKinds.map(({ code, label }) => ({
    ...{
      key: scoreColumn(code),
      title: say(label),
      align: 'right' as const,
      sort: both(`score:${code}`),
      hidden: true,
    },
    render: ({ figures }) => {
      const it = figures?.model_scores.find((one) => one.score === code);
      return <ScoreFigure score={code} value={it?.value ?? null} word={it?.word} />;
    },
  }));
}

function placeColumns({ t, province, codes }: Words): Columns {
  return [
    {
      key: 'province',
      title: t('column-province'),
      render: (row) => (row.province ? province(row.province) : '–'),
    },
    { key: 'city', title: t('column-city'), render: (row) => row.city ?? '–', hidden: true },
    {
      ...{ key: 'channel', title: t('column-channel'), hidden: true },
      render: ({ figures }) => (figures ? codes.channel(figures.channel) : '–'),
    },
    { key: 'tier', title: t('column-tier'), render: (row) => <TierName name={row.tier} />, hidden: true },
    { key: 'tags', title: t('column-tags'), render: (row) => <Tags tags={row.tags} /> },
    {
      ...{ key: 'first-seen', title: t('column-first-seen'), sort: both('first-seen'), hidden: true },
      render: (row) => <Instant at={row.first_seen_at} />,
    },
    {
      ...{ key: 'last-seen', title: t('column-last-seen'), sort: both('last-seen') },
      render: (row) => <Instant at={row.last_seen_at} />,
    },
  ];
}

/** Three tags, and how many more there are. */
export function Tags({ tags }: { readonly tags: readonly string[] }) {
  if (tags.length === 0) return '–';
  const more = tags.length - 3;
  return (
    <span className={styles.tags} title={tags.join(' ')}>
      {tags.slice(0, 3).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {more > 0 && <span className="muted">+{more}</span>}
    </span>
  );
}
