import { Day, Num } from '../../kit/figures.tsx';
import { useFormat } from '../../kit/format/use-format.ts';
import { Meaning } from '../../kit/meaning.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import type { Value } from './value.ts';
import { useValueWords } from './words.ts';

const names = {
  'bg-nbd': 'BG/NBD',
  'mbg-nbd': 'MBG/NBD',
  'pareto-nbd': 'Pareto/NBD',
  'gamma-gamma': 'Gamma-Gamma',
};

/** What was learnt, from what, and how sure: for whoever wants to check it. */
export function Parameters({ value }: { readonly value: Value }) {
  const t = useValueWords();
  const { run, counts, spending, drift } = value;
  const { number, share } = useFormat();
  return (
    <Section title={t('parameters')} extra={<Meaning title={t('parameters')} text={t('means-parameters')} />}>
      <p className={styles.hint}>
        {t('trained')} {run.trained_from && <Day day={run.trained_from} />} –{' '}
        {run.trained_to && <Day day={run.trained_to} />} · {t('sample')} <Num value={run.sample_size} /> ·{' '}
        {t('version', { count: run.version })}
      </p>
      <Model it={counts} />
      <Model it={spending} />
      <p className={styles.hint}>
        {t('drift')}: {drift.psi === null ? t('drift-fresh') : number(Math.round(drift.psi * 1000) / 1000)}
        {drift.error !== null && ` · ${t('drift-error')} ${share(drift.error)}`}
      </p>
    </Section>
  );
}

function Model({ it }: { readonly it: Value['counts'] }) {
  const t = useValueWords();
  const figure = (value: number | null, digits: number) =>
    value === null ? '–' : String(Number(value.toPrecision(digits)));
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{names[it.model as keyof typeof names] ?? it.model}</th>
          <th scope="col">{t('estimate')}</th>
          <th scope="col">{t('standard-error')}</th>
        </tr>
      </thead>
      <tbody>
        {it.parameters.map(({ letter, value, standard_error: error }) => (
          <tr key={letter}>
            <th scope="row">{letter}</th>
            <td className="figures">{figure(value, 4)}</td>
            <td className="figures">{figure(error, 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
