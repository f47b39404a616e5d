import { useFormat } from '../../kit/format/use-format.ts';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import { useText } from '../../kit/words/language.ts';
import type { OfNext } from './next.ts';
import { useNextWords } from './words.ts';

/** What the chances are read from, in each span of days: what counts next week need not count in two months. */
export function Drivers({ next: { drivers, ahead } }: OfNext) {
  const t = useNextWords();
  const say = useText();
  const { fixed } = useFormat();
  const mostOf = (it: (typeof drivers)[number]) =>
    Math.max(...it.weights.map(({ weight }) => Math.abs(weight)));
  return (
    <Section title={t('drivers')} extra={<span className={styles.hint}>{t('drivers-hint')}</span>}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('feature')}</th>
              {ahead.map(({ from, to }) => (
                <th key={from} scope="col">
                  {t('span', { from: String(from), to: String(to) })}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {drivers
              .toSorted((a, b) => mostOf(b) - mostOf(a))
              .map((it) => (
                <tr key={it.feature}>
                  <th scope="row">{say(it.label)}</th>
                  {ahead.map(({ from }) => {
                    const of = it.weights.find((one) => one.from === from);
                    return (
                      <td key={from} title={of && `± ${fixed(of.standard_error, 2)}`}>
                        {fixed(of?.weight ?? null, 2)}
                      </td>
                    );
                  })}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
