import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { WebhookSettings } from '../../../contract/messaging.ts';
import { type OutboundAddress, outboundAddress } from '../../../platform/outbound/index.ts';
import { type Carrier, type Outcome, type Outgoing, SEND_MS } from './carrier.ts';

/**
 * To a system of the shop's own, which sends an SMS, a push or whatever the channel is. Signed as Standard Webhooks say
 * (https://www.standardwebhooks.com): HMAC-SHA-256 over id, time and body. No redirect is followed, no answer is read.
 */
export const sendByWebhook: Carrier = async (outgoing, { setting, allowPrivate, now }) => {
  const url = new URL((setting.settings as WebhookSettings).url);
  if (url.protocol !== 'https:' && !allowPrivate) return { came: 'later', reason: 'not-encrypted' };
  const found = await outboundAddress({ host: url.hostname, allowPrivate });
  if (!found.ok)
    return {
      came: 'later',
      reason: found.problem.code === 'private-address' ? 'private-address' : 'unreachable',
    };
  const body = bodyOf(outgoing, now);
  const headers = headersOf({ id: outgoing.id, body, secret: setting.secret ?? '', now });
  return post({ url, headers, body, at: found.value });
};

const bodyOf = (it: Outgoing, now: Date): string =>
  JSON.stringify({
    ...{ type: 'message.send', timestamp: now.toISOString() },
    data: {
      ...{ id: it.id, channel: it.channel, purpose: it.purpose, template: it.template },
      ...{ customer_id: it.customerId, to: it.addresses, ...it.written },
      unsubscribe_url: it.unsubscribeUrl ?? null,
    },
  });

interface Signing {
  readonly id: string;
  readonly body: string;
  /** whsec_ and base64. */
  readonly secret: string;
  readonly now: Date;
}

/** Headers of a signed delivery. The id is the same at every try: a receiver can tell a second one. */
function headersOf({ id, body, secret, now }: Signing): Record<string, string> {
  const time = String(Math.floor(now.getTime() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64');
  return {
    ...{ 'content-type': 'application/json', 'user-agent': 'Shuke' },
    ...{ 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` },
    'content-length': String(Buffer.byteLength(body)),
  };
}

interface Posting {
  readonly url: URL;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** The address that was looked at: the name is not resolved again. */
  readonly at: OutboundAddress;
}

function post({ url, headers, body, at }: Posting): Promise<Outcome> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const options = { method: 'POST', headers, agent: false as const, lookup: always(at) };
  return new Promise((resolve) => {
    let handedOver = false;
    const sent = request(url, { ...options, signal: AbortSignal.timeout(SEND_MS / 3) }, (response) => {
      resolve(answerOf(response.statusCode ?? 0));
      response.destroy();
    });
    sent.on('finish', () => {
      handedOver = true;
    });
    sent.on('error', () =>
      resolve(
        handedOver
          ? { came: 'unknown', reason: 'unknown-outcome' }
          : { came: 'later', reason: 'unreachable' },
      ),
    );
    sent.end(body);
  });
}

/** Node asks for one address or for all. */
const always =
  ({ address, family }: OutboundAddress): LookupFunction =>
  (_host, { all }, done) =>
    all ? done(null, [{ address, family }]) : done(null, address, family);

/** 408, 425, 429 and everything of the server's own are said to be passing; 401 to 404 are settings that somebody mends. */
const PASSING = new Set([401, 403, 404, 408, 425, 429]);

function answerOf(status: number): Outcome {
  if (status >= 200 && status < 300) return { came: 'sent', reason: null, code: status };
  if (status >= 400 && status < 500 && !PASSING.has(status))
    return { came: 'refused', reason: 'message-refused', code: status };
  return { came: 'later', reason: 'put-off', code: status };
}
