import { useMemo } from 'react';
import { Chart } from '../../kit/charts/chart.tsx';
import { Day, Num, Share } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import type { Churn, OfChurn } from './churn.ts';
import { prepareTenths } from './prepare-tenths.ts';
import { useChurnWords } from './words.ts';

type Checked = NonNullable<Churn['check']>;

/** How the model did on customers of whom it had not seen what came, beside the plain rule it must beat. */
export function Check({ churn: { check } }: OfChurn) {
  const t = useChurnWords();
  if (check === null)
    return (
      <Section title={t('check')}>
        <p className="muted">{t('check-nothing')}</p>
      </Section>
    );
  return (
    <Section title={t('check')} extra={<Meaning title={t('check')} text={t('means-check')} />}>
      <p className={styles.hint}>
        {t('customers')} <Num value={check.customers} /> (<Day day={check.day} />) · {t('lost-by')}{' '}
        <Day day={check.to} />: <Num value={check.lost} />
      </p>
      <Tenths check={check} />
      <Quality check={check} />
    </Section>
  );
}

function Tenths({ check }: { readonly check: Checked }) {
  const t = useChurnWords();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = { tenth: t('tenth'), actual: t('actual'), predicted: t('predicted'), lift: t('lift') };
    return prepareTenths(check.tenths, { format, tokens, names });
  }, [check, format, tokens, t]);
  return <Chart label={t('check')} prepared={prepared} height={260} />;
}

function Quality({ check }: { readonly check: Checked }) {
  const t = useChurnWords();
  const { fixed, share } = useFormat();
  const two = (it: number | null) => fixed(it, 2);
  const rows = [
    { name: t('model'), it: check.model },
    { name: t('recency-rule'), it: check.recency_rule },
  ];
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            {t('flagged')} <Num value={check.flagged} />
          </th>
          <th scope="col">AUC</th>
          <th scope="col">{t('precision')}</th>
          <th scope="col">{t('recall')}</th>
          <th scope="col">{t('lift')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, it }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figures">{two(it.auc)}</td>
            <td>
              <Share value={it.precision} />
            </td>
            <td>
              <Share value={it.recall} />
            </td>
            <td className="figures">{two(it.lift)}</td>
          </tr>
        ))}
        {check.better_by && (
          <tr>
            <th scope="row">
              {t('better-by')} <Meaning title={t('better-by')} text={t('means-better-by')} />
            </th>
            <td className="figures">
              <Advantage of={check.better_by.auc} say={two} />
            </td>
            <td>
              <Advantage of={check.better_by.precision} say={share} />
            </td>
            <td />
            <td className="figures">
              <Advantage of={check.better_by.lift} say={two} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

interface AdvantageProps {
  readonly of: NonNullable<Checked['better_by']>['lift'];
  readonly say: (value: number) => string;
}

/** A difference, and below it where it lies with 95%. */
function Advantage({ of, say }: AdvantageProps) {
  if (of === null) return null;
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${say(Math.abs(value))}`;
  return (
    <>
      {signed(of.value)}
      <div className={styles.hint}>
        {signed(of.low)} – {signed(of.high)}
      </div>
    </>
  );
}
