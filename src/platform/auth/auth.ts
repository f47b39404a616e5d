import type { Platform } from '../platform.ts';
import { makeSignIn, type SignIn } from './better-auth.ts';
import type { AuthDb } from './tables.ts';

/** Accounts, sessions and staff: better-auth and the connections it lives on. */
export interface Auth {
  /** better-auth itself: `signIn.api` for the server, `signIn.handler` for what is mounted at /api/auth. */
  readonly signIn: SignIn;
  /** Role shuke_auth, schema `auth`. */
  readonly db: AuthDb;
  /** Where invitations point to. */
  readonly publicUrl: string;
}

/** Opens nothing until it is used, and owns nothing: the connections are the platform's. */
export function openAuth({
  authDb: db,
  config,
  log,
  secret,
}: Pick<Platform, 'authDb' | 'config' | 'log' | 'secret'>): Auth {
  const { publicUrl } = config;
  return { signIn: makeSignIn({ db, secret: secret('better-auth'), publicUrl, log }), db, publicUrl };
}
