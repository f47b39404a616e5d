import { Input, InputNumber } from 'antd';
import { placesOf } from '../../../../contract/currency.ts';
import { findScoreKind, scoreKinds } from '../../../../contract/score-kinds.ts';
import { useShop } from '../../../client/me.ts';
import { Choice } from '../../../kit/choice.tsx';
import { useText } from '../../../kit/words/language.ts';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';
import { type OneRange, rangeOf, rangeText } from './score-range.ts';

interface ScoreFilterProps {
  /** `lifetime-value:10000..`; empty = any. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A range of one score by a model, or what it names. Without a least and a most it filters nothing. */
export function ScoreFilter({ value, onChange }: ScoreFilterProps) {
  const t = useCustomerWords();
  const say = useText();
  const { currency } = useShop();
  const range = rangeOf(value);
  const kind = findScoreKind(range.code);
  // Money is typed in major units and shares in percent.
  const per = kind?.unit === 'money' ? 10 ** placesOf(currency) : kind?.unit === 'share' ? 0.01 : 1;
  const put = (change: Partial<OneRange>) => onChange(rangeText({ ...range, ...change }));
  const end = (name: 'from' | 'to', sign: string) => (
    <InputNumber
      aria-label={`${t('filter-score')} ${sign}`}
      className={styles.number!}
      placeholder={sign}
      disabled={kind === undefined}
      suffix={kind?.unit === 'share' ? '%' : undefined}
      value={range[name] === null ? null : Math.round((range[name] / per) * 1e4) / 1e4}
      onChange={(it) => put({ [name]: it === null ? null : Math.round(it * per * 1e6) / 1e6 })}
    />
  );
  return (
    <fieldset className={`${styles.range} ${styles.whole}`}>
      <legend>{t('filter-score')}</legend>
      <Choice
        label={t('filter-score')}
        value={range.code}
        options={[['', t('any')], ...scoreKinds.map(({ code, label }) => [code, say(label)] as const)]}
        onChange={(code) => onChange(rangeText({ code, from: code === '' ? null : 0, to: null, is: null }))}
      />
      {kind?.unit === 'word' ? (
        <Input
          aria-label={t('filter-word')}
          placeholder={t('filter-word')}
          maxLength={100}
          defaultValue={range.is ?? ''}
          // A comma stands between two scores in the address.
          onBlur={({ target }) => put({ is: target.value.replaceAll(',', '').trim() })}
          onPressEnter={({ currentTarget }) => put({ is: currentTarget.value.replaceAll(',', '').trim() })}
        />
      ) : (
        <>
          {end('from', '≥')}
          {end('to', '≤')}
        </>
      )}
    </fieldset>
  );
}
