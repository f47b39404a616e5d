import type { HttpApp } from '../http/routes.ts';
import type { AuthDb } from './tables.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Deletes what has run out: sessions (with the address and browser they came from), verifications, invitations, and
 * counters of attempts. better-auth removes such a row only when somebody asks for that very one again.
 */
export async function tidy(db: AuthDb, now: Date): Promise<void> {
  await db.deleteFrom('auth.session').where('expiresAt', '<', now).execute();
  await db.deleteFrom('auth.verification').where('expiresAt', '<', now).execute();
  await db.deleteFrom('auth.invitation').where('expiresAt', '<', now).execute();
  // The longest window of a limit is one minute.
  await db
    .deleteFrom('auth.rateLimit')
    .where('lastRequest', '<', now.getTime() - day)
    .execute();
}

/** Once the server is ready, and every day it runs. A failure waits for the next day. */
export function tidyDaily(app: HttpApp, db: AuthDb): void {
  let timer: NodeJS.Timeout | undefined;
  const run = () => tidy(db, new Date()).catch(() => app.log.warn('tidying up sign-in failed'));
  app.addHook('onListen', async () => {
    await run();
    timer = setInterval(run, day);
    timer.unref();
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
