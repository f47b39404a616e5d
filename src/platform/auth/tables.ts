import type { Generated, Kysely } from 'kysely';

/** better-auth's tables as migrations/postgres/0002_auth.sql makes them; only columns that we read or write ourselves. */
export interface AuthTables {
  'auth.user': {
    id: string;
    name: string;
    email: string;
    emailVerified: boolean;
    twoFactorEnabled: Generated<boolean | null>;
    operator: boolean | null;
    createdAt: Generated<Date>;
    updatedAt: Generated<Date>;
  };
  'auth.account': {
    id: string;
    accountId: string;
    providerId: string;
    userId: string;
    password: string | null;
    createdAt: Generated<Date>;
    updatedAt: Date;
  };
  'auth.session': { id: string; userId: string; expiresAt: Date };
  'auth.verification': { id: string; expiresAt: Date };
  'auth.rateLimit': { id: string; lastRequest: number };
  'auth.organization': { id: string; name: string; slug: string; createdAt: Date };
  'auth.member': { id: string; organizationId: string; userId: string; role: string; createdAt: Date };
  'auth.invitation': {
    id: string;
    organizationId: string;
    email: string;
    role: string;
    status: string;
    expiresAt: Date;
    createdAt: Generated<Date>;
    inviterId: string;
    tokenHash: string;
  };
}

/** Connections as the role shuke_auth, which alone may enter the schema `auth`. */
export type AuthDb = Kysely<AuthTables>;
