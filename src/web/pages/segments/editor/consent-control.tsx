import { Select } from 'antd';
import { consentChannels, contactLabels, purposeCodes, purposes } from '../../../../contract/consent.ts';
import { consentAnswers } from '../../../../contract/people.ts';
import { useText } from '../../../kit/words/language.ts';
import { useSegmentWords } from '../words.ts';
import type { ArgumentProps } from './argument-props.ts';

/** What was said, for which purpose, by which channel: `marketing:sms:granted`. */
export function ConsentControl({ value, onChange }: ArgumentProps) {
  const t = useSegmentWords();
  const say = useText();
  const parts = String(value).split(':');
  const part = (at: number, label: string, options: { value: string; label: string }[]) => (
    <Select
      aria-label={label}
      value={parts[at] ?? null}
      onChange={(it) => onChange(parts.with(at, it).join(':'))}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
  return (
    <>
      {part(
        0,
        t('consent-purpose'),
        purposeCodes.map((it) => ({ value: it, label: say(purposes[it].label) })),
      )}
      {part(
        1,
        t('consent-channel'),
        consentChannels.map((it) => ({ value: it, label: say(contactLabels[it]) })),
      )}
      {part(
        2,
        t('argument-consent'),
        consentAnswers.map((it) => ({ value: it, label: t(`answer-${it}`) })),
      )}
    </>
  );
}
