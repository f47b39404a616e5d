import { consentChannels, purposeCodes } from '../../../../contract/consent.ts';
import { consentAnswers } from '../../../../contract/people.ts';
import { Choice } from '../../../kit/choice.tsx';
import { useCodeWords } from '../code-words.ts';
import { useCustomerWords } from '../words.ts';
import styles from './list.module.css';

interface ConsentFilterProps {
  /** `marketing:sms:granted`; empty = any. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What customers said, for which purpose and by which channel. Without an answer it filters nothing. */
export function ConsentFilter({ value, onChange }: ConsentFilterProps) {
  const t = useCustomerWords();
  const codes = useCodeWords();
  const [purpose = 'marketing', channel = 'any', answer = ''] = value === '' ? [] : value.split(':');
  const put = (parts: readonly [string, string, string]) => onChange(parts[2] === '' ? '' : parts.join(':'));
  return (
    <fieldset className={`${styles.range} ${styles.whole}`}>
      <legend>{t('filter-consent')}</legend>
      <Choice
        label={t('answer')}
        value={answer}
        options={[['', t('any')], ...consentAnswers.map((it) => [it, t(`answer-${it}`)] as const)]}
        onChange={(it) => put([purpose, channel, it])}
      />
      <Choice
        label={t('purpose')}
        value={purpose}
        options={purposeCodes.map((it) => [it, codes.purpose(it)] as const)}
        onChange={(it) => put([it, channel, answer === '' ? 'granted' : answer])}
      />
      <Choice
        label={t('by-channel')}
        value={channel}
        options={consentChannels.map((it) => [it, codes.contact(it)] as const)}
        onChange={(it) => put([purpose, it, answer === '' ? 'granted' : answer])}
      />
    </fieldset>
  );
}
