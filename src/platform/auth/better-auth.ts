import { betterAuth } from 'better-auth';
import { organization } from 'better-auth/plugins/organization';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { Logger } from 'pino';
import { allOf, type Secrets } from '../crypto/master-keys.ts';
import { accessControl, accessRoles } from './access.ts';
import { sameOrigins } from './same-origin.ts';
import { legacyOf, versionOf } from './sign-in-secrets.ts';
import type { AuthDb } from './tables.ts';

const day = 24 * 60 * 60;

/** Header in which the mount hands over the peer's address as Fastify knows it; a client's own copy is overwritten. */
export const addressHeader = 'x-shuke-address';

export interface SignInOptions {
  readonly db: AuthDb;
  /** Sign cookies and seal TOTP secrets; derived from the master key. */
  readonly secrets: Secrets;
  /** Address people type; decides whether cookies carry `Secure`. */
  readonly publicUrl: string;
  readonly log: Logger;
}

/** better-auth logs some e-mail addresses in clear: only the sentence is kept, addresses in it blanked. */
function quietLogger(log: Logger) {
  return {
    log: (level: 'debug' | 'info' | 'warn' | 'error', message: string) =>
      log[level]({ part: 'better-auth' }, message.replace(/\S+@\S+/g, '[e-mail]')),
  };
}

/** What accounts and sessions are. Nobody signs up by himself: accounts come from `ensureOwner` and invitations. */
const accounts = {
  emailAndPassword: {
    enabled: true,
    disableSignUp: true,
    minPasswordLength: 10,
    revokeSessionsOnPasswordReset: true,
  },
  user: { additionalFields: { operator: { type: 'boolean', required: false, input: false } } },
  session: { expiresIn: 7 * day, updateAge: day },
} as const;

/** A shop is an organization; invitations carry only the hash of the token in their link. */
const shopsAndStaff = organization({
  ac: accessControl,
  roles: accessRoles,
  creatorRole: 'owner',
  allowUserToCreateOrganization: false,
  schema: {
    invitation: {
      additionalFields: {
        tokenHash: { type: 'string', required: true, unique: true, returned: false, input: false },
      },
    },
  },
});

/** better-auth, wired to the schema `auth`. Opens nothing on the network and reports to nobody. */
export function makeSignIn({ db, secrets, publicUrl, log }: SignInOptions) {
  // An environment variable alone could turn better-auth's telemetry on, over `enabled: false`.
  process.env.BETTER_AUTH_TELEMETRY = '0';
  return betterAuth({
    ...accounts,
    appName: 'Shuke',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secrets: allOf(secrets).map((value) => ({ version: versionOf(value), value })),
    secret: legacyOf(secrets),
    database: { db, type: 'postgres', schemaName: 'auth', transaction: true },
    plugins: [shopsAndStaff, twoFactor({ issuer: 'Shuke' })],
    trustedOrigins: (request) =>
      request === undefined ? [] : sameOrigins(publicUrl, request.headers.get('host')),
    // Kept in the database, so that a restart or a second process forgets no failed attempt.
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 60,
      max: 120,
      customRules: { '/sign-in/email': { window: 60, max: 10 }, '/two-factor/*': { window: 60, max: 10 } },
    },
    advanced: {
      cookiePrefix: 'shuke',
      useSecureCookies: new URL(publicUrl).protocol === 'https:',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // Said outright, because under a test runner better-auth would switch both off.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    // What is no refusal comes to us as it was thrown: a store that is away is told from a bug, and nothing is printed.
    onAPIError: { throw: true },
    logger: quietLogger(log),
    telemetry: { enabled: false },
  });
}

export type SignIn = ReturnType<typeof makeSignIn>;
