import { type TSchema, Type } from 'typebox';

/** One of better-auth's own endpoints that we let through. */
export interface SignInPath {
  readonly method: 'GET' | 'POST';
  /** Below /api/auth. */
  readonly path: string;
  readonly summary: string;
  readonly body?: TSchema;
  /** What our own clients read of the answer; it has more. */
  readonly answer?: TSchema;
}

const password = Type.String({ minLength: 1, maxLength: 128 });
const object = (properties: Record<string, TSchema>) =>
  Type.Object(properties, { additionalProperties: false });
const code = Type.String({ pattern: '^[0-9]{6}$', description: 'From the authenticator app' });
/** It may say more: nothing is cut from better-auth's answers. */
const answering = (properties: Record<string, TSchema>) =>
  Type.Object(properties, { additionalProperties: true });
const backupCodes = Type.Array(Type.String(), { description: 'Each works once; shown only now' });
const trustDevice = Type.Optional(
  Type.Boolean({ description: 'Ask for no code on this device for 30 days' }),
);

/**
 * The whole of better-auth that is reachable. What is not listed does not exist to the outside: above all its routes
 * for organizations, which know neither our shops nor the rule that a shop keeps an owner, and sign-up.
 */
export const signInPaths: readonly SignInPath[] = [
  {
    method: 'POST',
    path: '/sign-in/email',
    summary: 'Sign in. With two-factor on, answers twoFactorRedirect and waits for verify-totp',
    body: object({
      email: Type.String({ format: 'email', maxLength: 254 }),
      password,
      rememberMe: Type.Optional(Type.Boolean({ description: 'false: until the browser closes' })),
    }),
    answer: answering({
      twoFactorRedirect: Type.Optional(Type.Boolean({ description: 'A code is wanted: verify-totp' })),
    }),
  },
  { method: 'POST', path: '/sign-out', summary: 'End this session' },
  { method: 'GET', path: '/get-session', summary: 'Who is signed in; null when nobody is' },
  { method: 'GET', path: '/list-sessions', summary: 'Sessions of the person signed in' },
  {
    method: 'POST',
    path: '/revoke-session',
    summary: 'End one of my sessions',
    body: object({ token: Type.String({ maxLength: 200 }) }),
  },
  { method: 'POST', path: '/revoke-other-sessions', summary: 'End all my sessions but this one' },
  {
    method: 'POST',
    path: '/change-password',
    summary: 'Change my password',
    body: object({
      currentPassword: password,
      newPassword: Type.String({ minLength: 10, maxLength: 128 }),
      revokeOtherSessions: Type.Optional(Type.Boolean()),
    }),
  },
  {
    method: 'POST',
    path: '/update-user',
    summary: 'Change my name',
    body: object({ name: Type.String({ minLength: 1, maxLength: 100 }) }),
  },
  {
    method: 'POST',
    path: '/two-factor/enable',
    summary:
      'Begin two-factor: a secret for the authenticator app and backup codes. On after the first verify-totp',
    body: object({ password }),
    answer: answering({ totpURI: Type.String({ description: 'otpauth://, for a QR code' }), backupCodes }),
  },
  {
    method: 'POST',
    path: '/two-factor/verify-totp',
    summary: 'Give the code: completes a sign-in, or switches two-factor on',
    body: object({ code, trustDevice }),
  },
  {
    method: 'POST',
    path: '/two-factor/verify-backup-code',
    summary: 'Sign in with a backup code; each works once',
    body: object({ code: Type.String({ maxLength: 64 }), trustDevice }),
  },
  {
    method: 'POST',
    path: '/two-factor/generate-backup-codes',
    summary: 'New backup codes; the old ones end',
    body: object({ password }),
    answer: answering({ backupCodes }),
  },
  {
    method: 'POST',
    path: '/two-factor/disable',
    summary: 'Switch two-factor off',
    body: object({ password }),
  },
];
