import InfoCircleOutlined from '@ant-design/icons/InfoCircleOutlined';
import type { Answer } from '../../../client/ask.ts';
import { Aside } from '../../../kit/aside.tsx';
import { Facts } from '../../../kit/facts.tsx';
import { useText } from '../../../kit/words/language.ts';
import styles from '../overview.module.css';
import { useOverviewWords } from '../words.ts';

type Measure = Answer<'/api/shops/{shop}/analytics/measures'>['measures'][number];

/** What a figure is, one click away: the catalogue's own words, which are also what is counted. */
export function Definition({ measure }: { readonly measure: Measure }) {
  const t = useOverviewWords();
  const say = useText();
  const { label, definition, numerator, denominator, window, refunds } = measure;
  return (
    <Aside
      icon={<InfoCircleOutlined />}
      label={t('definition-of', { measure: say(label) })}
      title={say(label)}
    >
      <div className={styles.definition}>
        <p>{say(definition)}</p>
        <Facts
          facts={[
            [denominator ? t('numerator') : t('counted'), say(numerator)],
            ...(denominator ? ([[t('denominator'), say(denominator)]] as const) : []),
            [t('window'), say(window)],
            [t('refunds'), say(refunds)],
          ]}
        />
      </div>
    </Aside>
  );
}
