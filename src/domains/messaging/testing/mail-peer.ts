import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** For tests: a real SMTP server that does to each message what its first recipient's name says. */
export interface MailPeer {
  readonly port: number;
  /** Messages whose text came through whole, those that were answered with a refusal or a cut included. */
  readonly got: ReceivedMail[];
  /** Resolves when a message came whole to an address that is never answered. */
  heldUp(): Promise<void>;
  close(): Promise<void>;
}

export interface ReceivedMail {
  readonly to: string;
  readonly messageId: string;
  readonly raw: string;
}

/** SMTP refusal of a step. */
const refusal = (responseCode: number) => Object.assign(new Error('no'), { responseCode });

/**
 * gone@: 550 for the recipient; busy@: 451 for it; spam@: 554 after the text; full@: 452 after the text; cut@: the connection
 * ends between the text and its answer; hold@: no answer ever. Everybody else gets theirs. `scripted`, if it has a
 * word left, goes before the name.
 */
export async function openMailPeer(scripted: string[] = []): Promise<MailPeer> {
  const got: ReceivedMail[] = [];
  const waiting: (() => void)[] = [];
  let held = 0;
  const words = new Map<string, string>();
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false, closeTimeout: 10 },
    onRcptTo({ address }, session, done) {
      const word = scripted.shift() ?? address.split('@')[0]!;
      words.set(session.id, word);
      done(word === 'gone' ? refusal(550) : word === 'busy' ? refusal(451) : null);
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString();
        const word = words.get(session.id);
        const to = session.envelope.rcptTo[0]!.address;
        got.push({ to, raw, messageId: /^Message-ID: (.*)$/im.exec(raw)?.[1]?.trim() ?? '' });
        if (word === 'hold') {
          held += 1;
          for (const tell of waiting.splice(0)) tell();
          return;
        }
        if (word === 'cut') return cut(server, session.id);
        done(word === 'spam' ? refusal(554) : word === 'full' ? refusal(452) : null);
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    ...{ port, got },
    heldUp: () => (held > 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** As a server that crashes: no goodbye. */
function cut(server: SMTPServer, session: string): void {
  for (const connection of server.connections)
    if (connection.id === session) (connection as unknown as Wired)._socket.destroy();
}

interface Wired {
  readonly _socket: { destroy(): void };
}
