import type { NewSetup } from '../contract/setup.ts';
import { createShop, ensureOwner, findShop, shopProblem } from '../platform/auth/index.ts';
import { fail, ok, problem, type Result } from '../platform/errors.ts';
import type { Platform } from '../platform/platform.ts';
import { firstDemo } from './demo-filling.ts';
import { isSetupCode, needsSetup } from './setup-code.ts';

/**
 * Makes the installation's first account, which runs it, and its first shop. What is wrong with either is found before
 * anything is made; of two who try at once, one makes it. Answers the shop to enter.
 * Problems: `setup-code-wrong`, `already-set-up`, `shop-unusable`, `slug-taken`.
 */
export async function setUp(platform: Platform, it: NewSetup): Promise<Result<{ shop: string | null }>> {
  if (!(await needsSetup(platform))) return fail(alreadySetUp);
  if (!isSetupCode(platform, it.code)) return fail(wrongCode);
  const asked = it.shop && { ...it.shop, timeZone: it.shop.time_zone };
  const obstacle = asked && (await shopProblem(platform, asked));
  if (obstacle !== undefined) return fail(obstacle);
  const { email, name, password } = it;
  const owner = await ensureOwner(platform, { email, name, password });
  if (!owner.created) return fail(alreadySetUp);
  if (asked === undefined) return ok({ shop: await firstShop(platform, it) });
  const made = await createShop(platform, { ...asked, ownerUserId: owner.userId });
  return made.ok ? ok({ shop: made.value.slug }) : made;
}

/** One that the command line opened before there was an account is the owner's now. */
async function firstShop({ db }: Platform, { demo }: NewSetup): Promise<string | null> {
  return demo || (await findShop(db, firstDemo.slug)) ? firstDemo.slug : null;
}

const wrongCode = problem('setup-code-wrong', 403, {
  zh: '设置码不正确；它在启动服务的终端里（“首次设置”一行）',
  en: 'This is not the set-up code; the terminal in which the server was started shows it',
});

const alreadySetUp = problem('already-set-up', 409, {
  zh: '已完成首次设置；请登录',
  en: 'This installation is set up; sign in',
});
