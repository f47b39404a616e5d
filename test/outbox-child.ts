/** The process that a test kills: sends one message of a shop, to a mail server that takes the text and never answers. */

import { sendMessage } from '../src/domains/messaging/outbox/send-message.ts';
import { readConfig } from '../src/platform/config.ts';
import { orThrow } from '../src/platform/errors.ts';
import { openPlatform } from '../src/platform/open-platform.ts';

const [, , shopId, messageId] = process.argv.map(Number);
const platform = orThrow(await openPlatform(orThrow(readConfig(process.env))));
await sendMessage(platform, { shopId: shopId!, messageId: messageId! });
