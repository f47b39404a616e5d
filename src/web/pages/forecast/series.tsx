import { useMemo } from 'react';
import type { ForecastAnswer } from '../../../contract/forecast.ts';
import { Chart } from '../../kit/charts/chart.tsx';
import { formatDay } from '../../kit/format/dates.ts';
import { useFormat } from '../../kit/format/use-format.ts';
import { Section } from '../../kit/page/section.tsx';
import { useTokens } from '../../kit/theme/theme.tsx';
import { useText } from '../../kit/words/language.ts';
import styles from './forecast.module.css';
import { prepareSeries } from './prepare-series.ts';
import { useModelName } from './use-model-name.ts';
import { useForecastWords } from './words.ts';

interface SeriesProps {
  readonly answer: ForecastAnswer;
}

/** What was sold and what will be, how well that is known, and what occasions do. */
export function Series({ answer }: SeriesProps) {
  return (
    <>
      <Picture answer={answer} />
      <div className={styles.pair}>
        <Backtest answer={answer} />
        <Effects answer={answer} />
      </div>
    </>
  );
}

function Picture({ answer }: SeriesProps) {
  const t = useForecastWords();
  const say = useText();
  const format = useFormat();
  const tokens = useTokens();
  const prepared = useMemo(() => {
    const names = {
      ...{ sold: t('sold'), expected: t('expected'), low: t('low'), high: t('high'), period: t('period') },
      ...{ interval: t('interval', { level: format.share(answer.level) }), effect: t('effect') },
    };
    const labels = new Map(answer.effects.map((it) => [it.code, it.label]));
    const labelOf = (flag: string) => (labels.has(flag) ? say(labels.get(flag)!) : flag);
    return prepareSeries(answer, { format, tokens, names, labelOf });
  }, [answer, format, tokens, t, say]);
  const units = answer.forecast.reduce((sum, it) => sum + it.mean, 0);
  const total = t(answer.by === 'week' ? 'total-weeks' : 'total-days', {
    count: answer.forecast.length,
    units: format.number(Math.round(units)),
  });
  return (
    <Section title={t('series')} extra={<span className={styles.hint}>{total}</span>}>
      <Chart label={t('series')} prepared={prepared} height={360} />
      <Said answer={answer} />
    </Section>
  );
}

/** Model, training, confidence, and days that were most likely sold out. */
function Said({ answer }: SeriesProps) {
  const t = useForecastWords();
  const nameOf = useModelName();
  const { number, language } = useFormat();
  const { model, training, sold_out: gaps } = answer;
  const said = {
    ...{
      model: nameOf(model.name),
      version: model.version,
      from: formatDay(training.from, language),
      to: formatDay(training.to, language),
    },
    ...{ units: number(Math.round(training.units)), days: training.days_sold },
  };
  return (
    <>
      <p className={styles.hint}>
        {t('trained', said)}{' '}
        {answer.confidence === 'low' && <strong className={styles.low}>{t('confidence-low')}</strong>}
      </p>
      {gaps.length > 0 && (
        <p className={styles.hint}>
          {t('sold-out', {
            days: gaps
              .slice(-6)
              .map((it) => `${formatDay(it.from, language)} – ${formatDay(it.to, language)}`)
              .join(', '),
          })}
        </p>
      )}
    </>
  );
}

function Backtest({ answer }: SeriesProps) {
  const t = useForecastWords();
  const nameOf = useModelName();
  const { share, fixed } = useFormat();
  return (
    <Section
      title={t('how-well')}
      extra={<span className={styles.hint}>{t('how-well-hint', { count: answer.looks_back })}</span>}
    >
      {answer.backtest.length === 0 ? (
        <p className="muted">{t('no-backtest')}</p>
      ) : (
        <table className={styles.table} aria-label={t('how-well')}>
          <thead>
            <tr>
              {([t('model'), t('wape'), t('mase'), t('bias'), t('coverage')] as const).map((it) => (
                <th key={it} scope="col">
                  {it}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {answer.backtest.map((it) => (
              <tr key={it.model} className={it.chosen ? styles.chosen : undefined}>
                <th scope="row">
                  {nameOf(it.model)} {it.chosen && <span className={styles.hint}>({t('chosen')})</span>}
                </th>
                <td>{share(it.wape, true)}</td>
                <td>{fixed(it.mase, 2)}</td>
                <td>{share(it.bias, true)}</td>
                <td>{share(it.coverage, true)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function Effects({ answer }: SeriesProps) {
  const t = useForecastWords();
  const say = useText();
  const { number, fixed } = useFormat();
  return (
    <Section title={t('effects')} extra={<span className={styles.hint}>{t('effects-hint')}</span>}>
      {answer.effects.length === 0 ? (
        <p className="muted">{t('no-effects')}</p>
      ) : (
        <table className={styles.table} aria-label={t('effects')}>
          <thead>
            <tr>
              <th scope="col">{t('effect')}</th>
              <th scope="col">{t('factor')}</th>
              <th scope="col">{t('learnt-from')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.effects.map((it) => (
              <tr key={it.code}>
                <th scope="row">{say(it.label)}</th>
                <td>× {fixed(it.factor, 2)}</td>
                <td>{number(it.days)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
