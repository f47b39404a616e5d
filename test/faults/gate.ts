import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A door before a server: shut, it hangs up on everybody and takes no calls, as a server that is gone. */
export interface Gate {
  readonly port: number;
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** `to`: a port of this machine, or the path of a socket. */
export async function openGate(to: number | string): Promise<Gate> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((caller) => {
    const inner = typeof to === 'string' ? connect(to) : connect(to, '127.0.0.1');
    for (const socket of [caller, inner]) keep(socket);
    caller.pipe(inner).pipe(caller);
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async shut() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(server, port),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
