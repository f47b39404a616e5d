import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AffinityRule, AffinityRules } from '../../../contract/affinity.ts';
import { useShop } from '../../client/me.ts';
import { customersAddress } from '../../kit/customers-address.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import type { Column } from '../../kit/list/column.ts';
import styles from './affinity.module.css';
import { nameOf } from './view-rules.ts';
import { useAffinityWords } from './words.ts';

const two = (it: number): string => it.toFixed(2);

interface OverProps {
  readonly under: string;
  readonly children: ReactNode;
}

/** A figure over what it is held against. */
const Over = ({ under, children }: OverProps) => (
  <>
    {children}
    <span className={styles.under}>{under}</span>
  </>
);

/** A rule's figures, and the way to whoever took the first and never the second. */
export function useRuleColumns({ level, to: as_of }: AffinityRules): Column<AffinityRule>[] {
  const t = useAffinityWords();
  const { slug, may } = useShop();
  const { number, share } = useFormat();
  const figure = (key: 'together' | 'support' | 'confidence' | 'lift' | 'shrunk' | 'leverage' | 'q-value') =>
    ({ key, title: t(key), align: 'right' }) as const;
  const peopleOf = ({ from, to }: AffinityRule) =>
    customersAddress(slug, {
      ...{ bought_item: `${level}:${from.key}`, not_bought_item: `${level}:${to.key}`, as_of },
    });
  return [
    { key: 'from', title: t('from'), render: ({ from }) => nameOf(from) },
    { key: 'takes', title: t('takes'), render: ({ to }) => nameOf(to) },
    { ...figure('together'), render: (it) => number(it.together) },
    { ...figure('support'), render: (it) => `${(it.support * 100).toFixed(2)}%` },
    {
      ...figure('confidence'),
      render: (it) => (
        <Over under={t('usual', { usual: share(it.usual, true) })}>{share(it.confidence, true)}</Over>
      ),
    },
    {
      ...figure('lift'),
      render: (it) => (
        <Over under={`${two(it.lift_low)} – ${two(it.lift_high)}`}>
          {it.low_confidence && <Tag>{t('low')}</Tag>}
          {two(it.lift)}
        </Over>
      ),
    },
    { ...figure('shrunk'), render: (it) => two(it.lift_shrunk) },
    { ...figure('leverage'), render: (it) => `${(it.leverage * 100).toFixed(2)}%` },
    { ...figure('q-value'), render: (it) => (it.q_value < 0.0001 ? '<0.0001' : it.q_value.toFixed(4)) },
    ...(may('customers:read')
      ? [
          {
            ...{ key: 'people', title: t('people') },
            render: (it: AffinityRule) => <Link to={peopleOf(it)}>{t('open')}</Link>,
          },
        ]
      : []),
  ];
}
