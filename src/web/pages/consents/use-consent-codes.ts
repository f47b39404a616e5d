import { type ConsentChannel, contactLabels, type PurposeCode, purposes } from '../../../contract/consent.ts';
import { useText } from '../../kit/words/language.ts';
import { useConsentWords } from './words.ts';

/** Channels and purposes as the reader says them; `any` is all of them. */
export function useConsentCodes() {
  const t = useConsentWords();
  const say = useText();
  return {
    channel: (code: ConsentChannel) => say(contactLabels[code]),
    purpose: (code: PurposeCode | 'any') => (code === 'any' ? t('any-purpose') : say(purposes[code].label)),
  };
}
