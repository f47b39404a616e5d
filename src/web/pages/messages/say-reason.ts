import { contactLabels } from '../../../contract/consent.ts';
import { type MessageChannel, type MessageReason, reasonTexts } from '../../../contract/messaging.ts';
import { useText } from '../../kit/words/language.ts';

/** Channels and reasons as the reader says them. */
export function useCodes() {
  const say = useText();
  return {
    channel: (code: MessageChannel) => say(contactLabels[code]),
    reason: (code: MessageReason | null) => (code === null ? '' : say(reasonTexts[code])),
  };
}
