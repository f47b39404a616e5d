import './member.css';
import type { MemberView } from '../../contract/member.ts';
import { load, Refused, tell } from './ask.ts';
import { element } from './element.ts';
import { gifts, mall, tasks, tier } from './loyalty.ts';
import { plus, plusOffers } from './plus.ts';
import { consents, data, inbox, points, signIn } from './sections.ts';
import { language, words } from './words.ts';

document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
document.title = words.title;
const page = document.querySelector('main')!;

/** Shows the page as the server has it. */
async function show(): Promise<void> {
  try {
    draw(await load());
  } catch (error) {
    fail(error);
  }
}

function draw(view: MemberView): void {
  page.replaceChildren(
    element('header', {}, element('h1', {}, words.title), element('p', {}, view.shop)),
    ...(view.tier === null ? [] : [tier(view.tier, view.currency)]),
    ...view.plus.map((it) => plus(it, view.currency, (id) => act('/plus/cancel', { subscription_id: id }))),
    points(view),
    ...(view.sign_in === null ? [] : [signIn(view.sign_in, () => act('/sign-in'))]),
    ...(view.tasks.length === 0 ? [] : [tasks(view.tasks)]),
    ...(view.mall.length === 0
      ? []
      : [mall(view.mall, view.currency, ({ item_id }, key) => act('/redeem', { item_id, key }))]),
    ...(view.mall.length + view.gifts.length + view.redeemed.length === 0
      ? []
      : [gifts(view.gifts, view.redeemed)]),
    ...(view.plus_offers.length === 0 ? [] : [plusOffers(view.plus_offers, view.currency)]),
    inbox(view.inbox, (ids) => void tell('/inbox/read', { message_ids: ids }).catch(() => {})),
    consents(view.consents, (consent) => act('/consents', consent)),
    data(view.requests, (kind) => act('/requests', { kind })),
  );
}

/** Does it and shows what came of it; what failed is said, and the page shows what stands. */
async function act(path: string, body: object = {}): Promise<void> {
  try {
    await tell(path, body);
  } catch (error) {
    say(error);
  }
  await show();
}

const wordsOf = (error: unknown): string =>
  error instanceof Refused && error.message !== '' ? error.message : words.failed;

function say(error: unknown): void {
  const note = element('p', { role: 'alert', className: 'note' }, wordsOf(error));
  document.body.append(note);
  setTimeout(() => note.remove(), 6000);
}

function fail(error: unknown): void {
  const again = element('button', { onclick: () => void show() }, words.retry);
  page.replaceChildren(element('section', { role: 'alert' }, element('p', {}, wordsOf(error)), again));
}

page.replaceChildren(element('p', { className: 'muted' }, words.loading));
void show();
