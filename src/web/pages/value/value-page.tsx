import styles from '../../kit/model/model.module.css';
import { ModelPage } from '../../kit/model/model-page.tsx';
import { Bands } from './bands.tsx';
import { Check } from './check.tsx';
import { Drivers } from './drivers.tsx';
import { Parameters } from './parameters.tsx';
import { Settings } from './settings.tsx';
import { Totals } from './totals.tsx';
import { type Value, valuePath } from './value.ts';
import { useValueWords } from './words.ts';

/** What customers are expected to be worth, how well that did on days it had not seen, and what drives it. */
export default function ValuePage() {
  const t = useValueWords();
  return (
    <ModelPage
      model="value"
      path={valuePath}
      title={t('title')}
      subtitle={t('subtitle')}
      help={t('help')}
      detail={({ settings }) => t('horizon', { count: settings.horizon_weeks })}
      lowConfidence={t('low-confidence-text')}
      settings={<Settings />}
      empty={{ title: t('empty'), hint: t('empty-hint') }}
    >
      {(it) => <Answer value={it} />}
    </ModelPage>
  );
}

function Answer({ value }: { readonly value: Value }) {
  return (
    <>
      <Totals value={value} />
      <Bands value={value} />
      <Check value={value} />
      <div className={`${styles.pair} ${styles.wideFirst}`}>
        <Drivers value={value} />
        <Parameters value={value} />
      </div>
    </>
  );
}
