import { escaped } from '../escaped.ts';

/** The page behind an unsubscribe link, for whoever opens it: both languages, no script, nothing from elsewhere. */

export type PageState = 'ask' | 'done' | 'void';

const bodies: Readonly<Record<PageState, (shop: string) => string>> = {
  ask: (shop) => `<h1>退订 ${shop} 的营销消息？</h1><p>Unsubscribe from marketing messages of ${shop}?</p>
<form method="post"><button>退订 / Unsubscribe</button></form>`,
  done: (shop) => `<h1>已退订</h1><p>不会再收到 ${shop} 的此类营销消息；订单与服务通知不受影响。</p>
<p>You are unsubscribed: ${shop} sends you no more marketing of this kind. Notices of orders and service still come.</p>`,
  void: () => '<h1>链接无效</h1><p>This link is not valid. Please use the one in the message as it is.</p>',
};

/** Styles stand inline under a hash of their own (routes.ts). */
export const pageStyle =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:32em;margin:15vh auto;padding:0 1em;color:#222}h1{font-size:1.3em}button{font:inherit;padding:.5em 1.5em;border:0;border-radius:6px;background:#1f6f5c;color:#fff}@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}}';

export const unsubscribePage = (state: PageState, shop: string): string =>
  `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>退订 / Unsubscribe</title><style>${pageStyle}</style>${bodies[state](escaped(shop))}</html>`;
