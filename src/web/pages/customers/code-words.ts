import { consentChannels, contactLabels, purposes } from '../../../contract/consent.ts';
import { readerLabel } from '../../../contract/preset-labels.ts';
import { useText } from '../../kit/words/language.ts';
import {
  channels,
  consentSources,
  identityKinds,
  isOneOf,
  quadrants,
  rfmGroups,
  stages,
  tieWords,
} from './codes.ts';
import { useCustomerWords } from './words.ts';

/** Codes of groups, quadrants, stages, channels and identities as the reader says them; an unknown one as it is. */
export function useCodeWords() {
  const t = useCustomerWords();
  const say = useText();
  return {
    group: (code: string) => (isOneOf(rfmGroups, code) ? t(`group-${code}`) : code),
    quadrant: (code: string) => (isOneOf(quadrants, code) ? t(`quadrant-${code}`) : code),
    stage: (code: string) => (isOneOf(stages, code) ? t(`stage-${code}`) : code),
    identity: (code: string) => (isOneOf(identityKinds, code) ? t(`identity-${code}`) : code),
    purpose: (code: string) => {
      const purpose = purposes[code as keyof typeof purposes];
      return purpose === undefined ? code : say(purpose.label);
    },
    /** Who said it: staff, the demo, or a source or format by the name it has. */
    teller: (code: string) => {
      if (code === 'staff') return t('by-hand');
      const reader = readerLabel(code);
      return reader === undefined ? code : say(reader);
    },
    source: (code: string) => (isOneOf(consentSources, code) ? t(`source-${code}`) : code),
    contact: (code: string) => (isOneOf(consentChannels, code) ? say(contactLabels[code]) : code),
    tie: (code: string) => (isOneOf(tieWords, code) ? t(`tie-${code}`) : code),
    channel: (code: string) => {
      if (code === '') return t('unknown');
      if (isOneOf(channels, code)) return t(`channel-${code}`);
      // What Shuke itself sent has the channel it went by.
      return isOneOf(consentChannels, code) ? say(contactLabels[code]) : code;
    },
  };
}
