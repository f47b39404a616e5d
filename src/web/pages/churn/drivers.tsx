import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useText } from '../../kit/words/language.ts';
import type { OfChurn } from './churn.ts';
import { useChurnWords } from './words.ts';

/** What the risk is read from: odds of leaving for one standard deviation more of each. */
export function Drivers({ churn }: OfChurn) {
  const t = useChurnWords();
  const say = useText();
  const { fixed } = useFormat();
  const sorted = churn.drivers.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  return (
    <Section title={t('drivers')} extra={<span className={styles.hint}>{t('drivers-hint')}</span>}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('feature')}</th>
            <th scope="col">{t('weight')}</th>
            <th scope="col">{t('standard-error')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map((it) => (
            <tr key={it.feature}>
              <th scope="row">{say(it.label)}</th>
              <td className="figures">{fixed(it.weight, 2)}</td>
              <td className="figures">{fixed(it.standard_error, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
