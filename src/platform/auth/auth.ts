import type { Secrets } from '../crypto/master-keys.ts';
import type { Platform } from '../platform.ts';
import { makeSignIn, type SignIn } from './better-auth.ts';
import { versionOf } from './sign-in-secrets.ts';
import type { AuthDb } from './tables.ts';

/** Accounts, sessions and staff: better-auth and the connections it lives on. */
export interface Auth {
  /** better-auth itself: `signIn.api` for the server, `signIn.handler` for what is mounted at /api/auth. */
  readonly signIn: SignIn;
  /** Those that `signIn` was made with. */
  readonly secrets: Secrets;
  /** Role shuke_auth, schema `auth`. */
  readonly db: AuthDb;
  /** Where invitations point to. */
  readonly publicUrl: string;
}

/** Opens nothing until it is used, and owns nothing: the connections are the platform's. */
export function openAuth({
  authDb: db,
  config: { publicUrl },
  log,
  secrets,
}: Pick<Platform, 'authDb' | 'config' | 'log' | 'secrets'>): Auth {
  const make = (now: Secrets) => ({
    secrets: now,
    signIn: makeSignIn({ db, secrets: now, publicUrl, log }),
  });
  let made = make(secrets('better-auth'));
  // The master key may change at any moment; better-auth takes its secrets once.
  const latest = () => {
    const now = secrets('better-auth');
    if (nameOf(now) !== nameOf(made.secrets)) made = make(now);
    return made;
  };
  return {
    get signIn() {
      return latest().signIn;
    },
    get secrets() {
      return latest().secrets;
    },
    db,
    publicUrl,
  };
}

const nameOf = ({ current, coming, former }: Secrets): string =>
  [[current], coming, former].map((some) => some.map(versionOf).join(' ')).join(',');
