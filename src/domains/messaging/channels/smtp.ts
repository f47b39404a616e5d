import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { SmtpSettings } from '../../../contract/messaging.ts';
import { outboundAddress } from '../../../platform/outbound/index.ts';
import { type Carrier, type Outcome, type Outgoing, SEND_MS } from './carrier.ts';
import { type SmtpFailure, smtpOutcome } from './smtp-outcome-rules.ts';

/** E-mail over the shop's own SMTP server; one connection a message, encrypted unless the shop said otherwise. */
export const sendBySmtp: Carrier = async (outgoing, { setting, allowPrivate }) => {
  const settings = setting.settings as SmtpSettings;
  const found = await outboundAddress({ host: settings.host, allowPrivate });
  if (!found.ok)
    return {
      came: 'later',
      reason: found.problem.code === 'private-address' ? 'private-address' : 'unreachable',
    };
  const connection = {
    ...connectionOf(settings, found.value.address),
    ...authOf(settings, setting.secret),
  };
  return transmit(outgoing, connection, settings);
};

/** To the address that was looked at, under the certificate of the name. */
function connectionOf({ host, port, security }: SmtpSettings, address: string) {
  return {
    ...{ host: address, port, secure: security === 'tls', requireTLS: security === 'starttls' },
    ...{
      ignoreTLS: security === 'none',
      tls: { servername: host },
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    ...{ connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000 },
  };
}

const authOf = ({ user, security }: SmtpSettings, password: string | undefined) =>
  user === undefined || password === undefined || security === 'none'
    ? {}
    : { auth: { user, pass: password } };

type Connection = ReturnType<typeof connectionOf> & ReturnType<typeof authOf>;

async function transmit(outgoing: Outgoing, connection: Connection, from: SmtpSettings): Promise<Outcome> {
  const transport = createTransport(connection);
  let handedOver = false;
  transport.use('stream', (mail, done) => {
    mail.message.build((error, whole) => {
      if (error !== null || whole === undefined) return done(error);
      const read = () => Readable.from(handing(whole, () => (handedOver = true)));
      Object.assign(mail.message, { createReadStream: read });
      done();
    });
  });
  try {
    const { response } = await transport.sendMail({
      ...mailOf(outgoing, from),
      signal: AbortSignal.timeout(SEND_MS),
    });
    return { came: 'sent', reason: null, code: Number.parseInt(response, 10) || undefined };
  } catch (error) {
    return smtpOutcome(error as SmtpFailure, handedOver);
  } finally {
    transport.close();
  }
}

/** Read only once the server has said 354: what comes after its last piece was asked for is after the text had left. */
function* handing(whole: Buffer, gone: () => void): Generator<Buffer> {
  yield whole;
  gone();
}

function mailOf({ id, addresses, written, purpose, unsubscribeUrl: url }: Outgoing, from: SmtpSettings) {
  const to = addresses[0]!.value;
  return {
    from: { name: from.from_name ?? '', address: from.from },
    to: { name: '', address: to },
    envelope: { from: from.from, to: [to] },
    ...(from.reply_to === undefined ? {} : { replyTo: from.reply_to }),
    ...{ messageId: `<${id}>`, subject: written.subject, text: written.text },
    ...(written.html === null ? {} : { html: written.html }),
    ...{ disableFileAccess: true, disableUrlAccess: true },
    headers: { ...(purpose === 'service' ? { 'Auto-Submitted': 'auto-generated' } : {}), ...oneClick(url) },
  };
}

/** RFC 8058: the reader's program can end it without opening a page. */
const oneClick = (url: string | undefined): Record<string, string> =>
  url === undefined
    ? {}
    : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
