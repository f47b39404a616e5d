import type { CarrierName, MessageChannel } from '../../../contract/messaging.ts';
import type { IdentityKind } from '../../../contract/records.ts';
import type { Carrier } from './carrier.ts';
import { sendInPage } from './in-page.ts';
import { sendBySmtp } from './smtp.ts';
import { sendByWebhook } from './webhook.ts';

/** One carrier, one file. */
export const carrierOf: Readonly<Record<CarrierName, Carrier>> = {
  smtp: sendBySmtp,
  webhook: sendByWebhook,
  'in-page': sendInPage,
};

/** By which identities a channel reaches somebody; none: the customer comes to the page. */
export const addressKinds: Readonly<Record<MessageChannel, readonly IdentityKind[]>> = {
  'e-mail': ['e-mail'],
  'in-page': [],
  sms: ['phone'],
  wechat: ['union-id', 'open-id'],
  'app-push': ['user-id', 'device'],
  'mini-program': ['union-id', 'open-id'],
};
