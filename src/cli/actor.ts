import { userInfo } from 'node:os';

/** The account of the machine this process runs under; its number where it has no name (containers). */
export function ownUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return process.getuid?.().toString();
  }
}

/**
 * Who acts from the command line, for the audit log: `cli:<account of the machine>`. A server believes what a client
 * sends: its socket is mode 0600, so the client is the server's own account or root. Of a name only letters, digits
 * and `_.$-` are kept, 64 at most.
 */
export function cliActor(user: unknown): string {
  const name = typeof user === 'string' ? user.replaceAll(/[^\w.$-]/g, '-').slice(0, 64) : '';
  return name === '' ? 'cli' : `cli:${name}`;
}
