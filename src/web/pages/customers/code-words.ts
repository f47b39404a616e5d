import { consentChannels } from '../../../contract/consent.ts';
import { channels, identityKinds, isOneOf, quadrants, rfmGroups, stages } from './codes.ts';
import { useCustomerWords } from './words.ts';

/** Codes of groups, quadrants, stages, channels and identities as the reader says them; an unknown one as it is. */
export function useCodeWords() {
  const t = useCustomerWords();
  return {
    group: (code: string) => (isOneOf(rfmGroups, code) ? t(`group-${code}`) : code),
    quadrant: (code: string) => (isOneOf(quadrants, code) ? t(`quadrant-${code}`) : code),
    stage: (code: string) => (isOneOf(stages, code) ? t(`stage-${code}`) : code),
    identity: (code: string) => (isOneOf(identityKinds, code) ? t(`identity-${code}`) : code),
    contact: (code: string) => (isOneOf(consentChannels, code) ? t(`contact-${code}`) : code),
    channel: (code: string) => {
      if (code === '') return t('unknown');
      return isOneOf(channels, code) ? t(`channel-${code}`) : code;
    },
  };
}
