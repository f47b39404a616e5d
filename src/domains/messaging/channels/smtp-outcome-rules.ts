import type { Outcome } from './carrier.ts';

/** What nodemailer says of a failure. Its words quote addresses and stay here. */
export interface SmtpFailure {
  /** Its own word: EAUTH, EENVELOPE, EMESSAGE, ECONNECTION, ETLS, ... */
  readonly code?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly command?: string | undefined;
}

/**
 * What a failure means. `handedOver`: the whole text was given away before it, so that without an answer nobody knows
 * (RFC 5321 section 4.2.5: the sender keeps the message then, and a second copy is the lesser evil). Pure.
 */
export function smtpOutcome(failure: SmtpFailure, handedOver: boolean): Outcome {
  const { code: word, responseCode: status, command } = failure;
  if (word === 'EAUTH' || word === 'ENOAUTH')
    return { came: 'later', reason: 'sign-in-refused', code: status };
  if (word === 'ETLS' || command === 'STARTTLS')
    return { came: 'later', reason: 'not-encrypted', code: status };
  if (status === undefined)
    return handedOver
      ? { came: 'unknown', reason: 'unknown-outcome' }
      : { came: 'later', reason: 'unreachable' };
  if (status < 500) return { came: 'later', reason: 'put-off', code: status };
  if (command === 'RCPT TO') return { came: 'refused', reason: 'address-refused', code: status };
  if (word === 'EMESSAGE') return { came: 'refused', reason: 'message-refused', code: status };
  // MAIL FROM or a greeting that says no: the settings are wrong, not the customer's address.
  return { came: 'later', reason: 'sender-refused', code: status };
}
