import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from '../../client/query-client.ts';
import { watched } from '../../client/watchers.ts';
import { tellQuietly } from '../../kit/toast.tsx';
import { holdFile } from './file-in-hand.ts';
import { sendFile } from './send-file.ts';

/** The one upload of this visit: it goes on while other pages are looked at, and ends with the tab. */
export interface Sending {
  readonly shop: string;
  readonly file: File;
  readonly done: number;
  readonly total: number;
  readonly error?: unknown;
  /** Its name once it is all there. */
  readonly upload?: string;
}

const now = watched<Sending | undefined>(undefined);
let ending = new AbortController();
/** The shop whose wizard is on screen and waits for it. */
let awaiting: string | undefined;

/** The browser asks before the tab is closed. */
const askFirst = (event: BeforeUnloadEvent) => event.preventDefault();

export function send(shop: string, file: File): void {
  stopSending();
  ending = new AbortController();
  const { signal } = ending;
  const tell = (part: Partial<Sending>) => {
    if (!signal.aborted) now.set({ shop, file, done: 0, total: file.size, ...part });
  };
  tell({});
  addEventListener('beforeunload', askFirst);
  sendFile(shop, file, { signal, onProgress: (done, total) => tell({ done, total }) })
    .then(
      ({ upload }) => {
        if (signal.aborted) return;
        holdFile(upload, file);
        if (awaiting === shop) tell({ upload });
        else leaveWaiting(file.name);
      },
      (error: unknown) => tell({ error }),
    )
    .finally(() => signal.aborted || removeEventListener('beforeunload', askFirst));
}

/** Nobody stands before it: it is found again on the list of imports. */
function leaveWaiting(name: string): void {
  stopSending();
  tellQuietly({
    zh: `${name} 已上传，可在“导入”页接着导入`,
    en: `${name} is uploaded; go on with it on Imports`,
  });
  void queryClient.invalidateQueries({ queryKey: ['/api/shops/{shop}/uploads'] });
}

/** Ends it where it runs, and forgets it: the server keeps nothing of what it has not got whole. */
export function stopSending(): void {
  ending.abort();
  removeEventListener('beforeunload', askFirst);
  now.set(undefined);
}

/** What is on its way to the shop. */
export function useSending(shop: string): Sending | undefined {
  const sending = useSyncExternalStore(now.watch, now.get);
  return sending?.shop === shop ? sending : undefined;
}

/** The same for who goes on with the file as soon as it is there. */
export function useAwaited(shop: string, onUploaded: (upload: string) => void): Sending | undefined {
  const sending = useSending(shop);
  useEffect(() => {
    awaiting = shop;
    return () => {
      awaiting = undefined;
    };
  }, [shop]);
  const upload = sending?.upload;
  useEffect(() => {
    if (upload === undefined) return;
    stopSending();
    onUploaded(upload);
  });
  return sending;
}
