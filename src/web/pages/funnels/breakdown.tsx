import { Select } from 'antd';
import { Link } from 'react-router';
import { useShop } from '../../client/me.ts';
import { useChannelName } from '../../kit/channel-names.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { useLength } from '../../kit/format/use-length.ts';
import { Section } from '../../kit/page/section.tsx';
import { useTouchName } from '../../kit/touch-names.ts';
import { useStepName } from './bars.tsx';
import styles from './funnels.module.css';
import { peopleOf } from './people-of.ts';
import type { FunnelAnswer, FunnelView } from './use-funnel.ts';
import { useFunnelWords } from './words.ts';

const dimensions = [
  ...(['channel', 'category', 'new-returning', 'province', 'first-touch', 'tier'] as const),
  ...(['source', 'campaign', 'page', 'device'] as const),
] as const;

interface BreakdownProps {
  readonly answer: FunnelAnswer;
  readonly funnel: FunnelView;
}

/** The same funnel for each value of a dimension. */
export function Breakdown({ answer, funnel }: BreakdownProps) {
  const t = useFunnelWords();
  const { view, change, names } = funnel;
  const properties = (names.data?.properties ?? []).map((it) => ({
    value: `property:${it}`,
    label: t('property', { name: it }),
  }));
  return (
    <Section
      title={t('breakdown')}
      extra={
        <Select
          aria-label={t('breakdown-by')}
          value={view.by}
          onChange={(by) => change({ by })}
          style={{ minWidth: 150 }}
          options={[
            { value: '', label: t('by-none') },
            ...dimensions.map((value) => ({ value: value as string, label: t(`by-${value}`) })),
            ...properties,
          ]}
          popupMatchSelectWidth={false}
        />
      }
    >
      {view.by === '' ? <p className="muted">{t('by-hint')}</p> : <Values answer={answer} funnel={funnel} />}
    </Section>
  );
}

function useValueName(by: string): (value: string) => string {
  const t = useFunnelWords();
  const channelName = useChannelName();
  const touchName = useTouchName();
  return (value) => {
    if (value === '') return t('unknown');
    if (by === 'channel') return channelName(value);
    if (by === 'first-touch' || by === 'source') return touchName(value);
    return by === 'new-returning' ? t(`value-${value as 'new'}`) : value;
  };
}

function Values({ answer, funnel }: BreakdownProps) {
  const t = useFunnelWords();
  const { number, share } = useFormat();
  const sayLength = useLength();
  const { slug: shop } = useShop();
  const nameOf = useStepName(answer);
  const valueName = useValueName(funnel.view.by);
  const { question } = funnel;
  return (
    <div className={styles.scroll}>
      <table className={styles.values}>
        <thead>
          <tr>
            <th scope="col">{t('value')}</th>
            {answer.bars.map((_, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
              <th key={n} scope="col">
                {nameOf(n)}
              </th>
            ))}
            <th scope="col">{t('conversion')}</th>
            <th scope="col">{t('median-last')}</th>
          </tr>
        </thead>
        <tbody>
          {answer.values.map(({ value, bars }) => (
            <tr key={value}>
              <th scope="row">{valueName(value)}</th>
              {bars.map((bar, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
                <td key={n}>
                  <Link to={peopleOf(shop, question, { step: n + 1, side: 'reached', value })}>
                    {number(bar.customers)}
                  </Link>
                  {n > 0 && <span className={styles.under}>{share(bar.of_previous)}</span>}
                </td>
              ))}
              <td>{share(bars.at(-1)!.of_first)}</td>
              <td>{sayLength(bars.at(-1)!.median_seconds)}</td>
            </tr>
          ))}
          {answer.other_values && (
            <tr>
              <th scope="row">{t('others')}</th>
              {answer.other_values.map((count, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place.
                <td key={n}>{number(count)}</td>
              ))}
              <td />
              <td />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}
