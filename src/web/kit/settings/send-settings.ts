import { api } from '../../client/api.ts';
import { isGone } from '../../client/connection.ts';
import { problemOf } from '../../client/problem.ts';
import { tellQuietly } from '../toast.tsx';

interface Setting {
  readonly shop: string;
  readonly name: string;
  readonly value: unknown;
}

/** Waiting to be sent, the newest of each name: two writes of one setting under way could arrive the other way round. */
const waiting = new Map<string, Setting>();
let isSending = false;

/** Sends a setting to the server. A failure is said, quietly; what may pass is sent again once the server is back. */
export function sendSetting(setting: Setting): void {
  waiting.set(`${setting.shop} ${setting.name}`, setting);
  void sendAll();
}

async function sendAll(): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    for (let next = first(); next !== undefined; next = first()) await send(...next);
  } catch (error) {
    tellQuietly(notKept);
    if (problemOf(error).status !== 0) waiting.clear();
  } finally {
    isSending = false;
  }
}

const first = (): [string, Setting] | undefined => waiting.entries().next().value;

async function send(key: string, setting: Setting): Promise<void> {
  const { shop, name, value } = setting;
  await api.PUT('/api/shops/{shop}/desk/settings/{setting}', {
    params: { path: { shop, setting: name } },
    body: { value },
    // Also when the page is left at once.
    keepalive: true,
  });
  if (waiting.get(key) === setting) waiting.delete(key);
}

const notKept = {
  zh: '设置没有存到服务器，暂时只在本浏览器有效',
  en: 'The setting did not reach the server; for now it holds in this browser only',
};

isGone.watch(() => {
  if (!isGone.get() && waiting.size > 0) void sendAll();
});

/** Nothing of somebody who signed out is sent as somebody else. */
export const forgetWaiting = (): void => waiting.clear();
