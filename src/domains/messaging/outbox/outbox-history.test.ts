import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cases } from '../../../../test/properties.ts';
import { openWorld } from '../../../../test/world.ts';
import { openMailPeer } from '../testing/mail-peer.ts';
import { openMailShop } from '../testing/mail-shop.ts';
import { changeMessage } from './change-message.ts';
import { sendDue } from './keep-outbox.ts';
import { claimMessage } from './message-store.ts';

/** What a peer says to a try, or what befalls the sender. */
const words = ['ok', 'gone', 'busy', 'full', 'spam', 'cut'] as const;
type Try = (typeof words)[number] | 'die';
type Act = { readonly do: 'try'; readonly what: Try } | { readonly do: 'retry' | 'cancel' };

/** The slow obvious outbox: one message, what it is and how many copies may lie in the mailbox. */
function model(acts: readonly Act[]): { state: string; whole: number } {
  const it = { state: 'queued', attempts: 0, whole: 0 };
  for (const act of acts) {
    if (act.do === 'try') tryOnce(it, act.what);
    else if (act.do === 'cancel') it.state = it.state === 'queued' ? 'cancelled' : it.state;
    else it.state = ['failed', 'cancelled', 'refused'].includes(it.state) ? 'queued' : it.state;
  }
  return { state: it.state, whole: it.whole };
}

function tryOnce(it: { state: string; attempts: number; whole: number }, what: Try): void {
  if (it.state !== 'queued') return;
  it.attempts += 1;
  if (['ok', 'full', 'spam', 'cut'].includes(what)) it.whole += 1;
  const again = it.attempts <= 8 ? 'queued' : 'failed';
  it.state = what === 'ok' ? 'sent' : ['gone', 'spam'].includes(what) ? 'failed' : again;
}

it('over any history a message ends as the obvious outbox says, and never lies in the mailbox more often', {
  timeout: 120_000,
}, async () => {
  await using world = await openWorld();
  const scripted: string[] = [];
  const peer = await openMailPeer(scripted);
  const { shop, platform, ...it } = await openMailShop(world, peer.port);
  const personId = await it.customer('history@example.com');
  const values = { points: 5, expires_on: '2026-01-31' };
  const trying = fc.record({ do: fc.constant('try' as const), what: fc.constantFrom<Try>(...words, 'die') });
  const act = fc.oneof(
    { weight: 4, arbitrary: trying },
    fc.record({ do: fc.constantFrom('retry', 'cancel') }),
  );
  let n = 0;
  const one = async (messageId: number, act: Act) => {
    const { shopId } = shop;
    const now = world.clock.now();
    if (act.do !== 'try')
      return it.inShop((tx) => changeMessage(tx, { shopId, messageId, act: act.do, by: 'test', now }));
    if (act.what === 'die') await it.inShop((tx) => claimMessage(tx, shopId, { messageId, now }));
    else {
      scripted.splice(0, scripted.length, act.what);
      await sendDue(platform, shop);
    }
    // Past the claim of whoever died: then it is taken back, and due again a moment later.
    world.clock.advance(20 * 3_600_000);
    if (act.what === 'die') await takeBack();
  };
  // Nothing is due before the claim is over, and what is taken back is sent by the next try alone.
  const takeBack = async () => {
    scripted.splice(0, scripted.length, 'busy');
    await sendDue(platform, shop);
    world.clock.advance(20 * 3_600_000);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 14 }), async (drawn) => {
      const acts = drawn as Act[];
      const key = `h${n++}`;
      const [id] = await it.queue('points-expiring', { personId, values, key, channels: ['e-mail'] });
      const before = peer.got.length;
      for (const each of acts) await one(id!, each);
      // Dying is a try that says nothing, then one that is put off.
      const same = acts.flatMap((it): Act[] =>
        it.do === 'try' && it.what === 'die' ? [it, { do: 'try', what: 'busy' }] : [it],
      );
      const expected = model(same);
      expect((await it.state(id!))[0], JSON.stringify(await it.steps(id!))).toBe(expected.state);
      expect(peer.got.length - before).toBe(expected.whole);
      await it.inShop((tx) =>
        changeMessage(tx, { ...shop, messageId: id!, act: 'cancel', by: 'test', now: world.clock.now() }),
      );
    }),
    cases(25, 12),
  );
  await peer.close();
});
