import type {
  CarrierName,
  MessageReason,
  SmtpSettings,
  WebhookSettings,
} from '../../../contract/messaging.ts';
import type { Written } from '../templates/write-message.ts';

/** One message on its way out, with addresses in clear: never for a log. */
export interface Outgoing {
  /** Stable over retries: whoever gets it twice can tell. RFC 5322 without angle brackets. */
  readonly id: string;
  readonly channel: string;
  readonly purpose: string;
  readonly template: string;
  readonly customerId: number;
  readonly addresses: readonly { readonly channel: string; readonly value: string }[];
  readonly written: Written;
  /** Where one click ends messages of this kind; absent for service. */
  readonly unsubscribeUrl?: string | undefined;
}

/**
 * What came of handing it over. sent: the other side has taken it on; refused: it never will; later: it was surely not
 * taken; unknown: cut off when it may have been.
 */
export interface Outcome {
  readonly came: 'sent' | 'refused' | 'later' | 'unknown';
  readonly reason: MessageReason | null;
  /** SMTP or HTTP status. */
  readonly code?: number | undefined;
}

/** A channel as a shop has set it up. */
export interface ChannelSetting {
  readonly carrier: CarrierName;
  readonly isOn: boolean;
  readonly settings: Partial<SmtpSettings & WebhookSettings>;
  /** In clear. */
  readonly secret: string | undefined;
}

/** A send that takes longer is cut off; half of what a claim lasts (CLAIM_MS), so that no two send at once. */
export const SEND_MS = 90_000;

export interface Sending {
  readonly setting: ChannelSetting;
  readonly allowPrivate: boolean;
  readonly now: Date;
}

/** Hands one message over. Never throws for what the other side does. */
export type Carrier = (outgoing: Outgoing, sending: Sending) => Promise<Outcome>;
