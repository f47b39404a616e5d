import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { Day, Num, Share } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import { prepareTracking } from './prepare-tracking.ts';
import type { Value } from './value.ts';
import { useValueWords } from './words.ts';

interface OfValue {
  readonly value: Value;
}

/** How the model did on the last quarter of the days, having seen the first three. */
export function Check({ value }: OfValue) {
  const t = useValueWords();
  const { check } = value;
  if (check === null)
    return (
      <Section title={t('check')}>
        <p className="muted">{t('check-nothing')}</p>
      </Section>
    );
  return (
    <div className={styles.pair}>
      <Section
        title={t('check')}
        extra={
          <span className={styles.hint}>
            {t('check-hint')} <Day day={check.calibration_end} />
          </span>
        }
      >
        <Tracking check={check} />
      </Section>
      <Section title={t('by-repeats')} extra={<span className={styles.hint}>{t('by-repeats-hint')}</span>}>
        <ByRepeats rows={check.by_repeats} />
        <Errors value={value} />
      </Section>
    </div>
  );
}

function Tracking({ check }: { readonly check: NonNullable<Value['check']> }) {
  const t = useValueWords();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = { week: t('week'), actual: t('actual'), predicted: t('predicted'), cut: t('cut') };
    return prepareTracking(check, { format, tokens, names });
  }, [check, format, tokens, t]);
  return <Chart label={t('check')} prepared={prepared} height={400} />;
}

function ByRepeats({ rows }: { readonly rows: NonNullable<Value['check']>['by_repeats'] }) {
  const t = useValueWords();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('repeats')}</th>
          <th scope="col">{t('customers')}</th>
          <th scope="col">{t('actual')}</th>
          <th scope="col">{t('predicted')}</th>
          <th scope="col">{t('naive')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((it) => (
          <tr key={it.repeats}>
            <th scope="row">{it.repeats === 7 ? '7+' : it.repeats}</th>
            <td>
              <Num value={it.customers} />
            </td>
            <td>
              <Num value={it.actual} />
            </td>
            <td>
              <Num value={Math.round(it.predicted)} />
            </td>
            <td>
              <Num value={it.naive} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The model beside the plain rule that it must beat. */
function Errors({ value: { errors } }: OfValue) {
  const t = useValueWords();
  const { fixed } = useFormat();
  const rows = [
    { name: t('model'), it: errors.purchases },
    { name: t('naive'), it: errors.naive },
  ];
  const two = (it: number | null | undefined) => fixed(it ?? null, 2);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('errors')}</th>
          <th scope="col">{t('bias')}</th>
          <th scope="col">{t('mae')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, it }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <Share value={it?.bias ?? null} />
            </td>
            <td className="figures">{two(it?.mae)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
