import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

export const controlPath = (dataDir: string): string => join(dataDir, 'control.sock');

/** A socket's address holds 107 bytes on Linux and 103 on macOS. */
const longest = 103;

/**
 * Calls `use` with a path to the same socket that is short enough for the system: where the real one is too long, through a
 * link in a private folder of /tmp that is gone again when `use` has ended.
 */
export async function withShortPath<T>(path: string, use: (short: string) => Promise<T>): Promise<T> {
  if (Buffer.byteLength(path) <= longest) return use(path);
  const base = Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : '/tmp';
  const folder = await mkdtemp(join(base, 'shuke-'));
  try {
    await symlink(dirname(path), join(folder, 'd'));
    return await use(join(folder, 'd', basename(path)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A connection to the server behind this socket; undefined when nobody listens. */
export function dial(path: string): Promise<Socket | undefined> {
  return withShortPath(path, (short) => {
    const { promise, resolve, reject } = Promise.withResolvers<Socket | undefined>();
    const socket = connect(short);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' || error.code === 'ECONNREFUSED' ? resolve(undefined) : reject(error),
    );
    return promise;
  });
}

/** Whether somebody listens. Asking takes no more than a connection. */
export async function isAnswered(path: string): Promise<boolean> {
  const socket = await dial(path);
  socket?.destroy();
  return socket !== undefined;
}
