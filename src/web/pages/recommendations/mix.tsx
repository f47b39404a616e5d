import { Share } from '../../kit/figures.tsx';
import styles from '../../kit/model/model.module.css';
import { Section } from '../../kit/page/section.tsx';
import type { OfLearnt } from './recommendations.ts';
import { useRecommendationWords } from './words.ts';

/** What drives the lists: how much each method counts in this shop. */
export function Mix({ learnt: { mix } }: OfLearnt) {
  const t = useRecommendationWords();
  return (
    <Section title={t('mix')} extra={<span className={styles.hint}>{t('mix-hint')}</span>}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('method')}</th>
            <th scope="col">{t('share')}</th>
            <th scope="col" className={styles.words}>
              {t('what-it-is')}
            </th>
          </tr>
        </thead>
        <tbody>
          {mix.map(({ method, share }) => (
            <tr key={method}>
              <th scope="row">{t(`method-${method}`)}</th>
              <td>
                <Share value={share} />
              </td>
              <td className={styles.words}>{t(`what-${method}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {mix.every(({ method, share }) => share === (method === 'popular' ? 1 : 0)) && (
        <p className={styles.hint}>{t('mix-popular')}</p>
      )}
    </Section>
  );
}
