-- Sign-in: better-auth's tables (user, session, account, verification, two-factor, rate limit) and a shop's staff
-- (organization, member, invitation). Statements as better-auth 1.7.25 generates them for src/platform/auth/better-auth.ts,
-- kept as plain SQL; it checks the schema against its own idea at first use. Only shuke_auth may enter this schema:
-- the application's role reads no password hash, no session and no TOTP secret.

create schema auth;

create table auth."user" (
  "id" text not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null,
  "twoFactorEnabled" boolean,
  -- Who runs the installation: the first owner. Opens new shops, and owns those the command line makes.
  "operator" boolean
);

create table auth."session" (
  "id" text not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "activeOrganizationId" text
);

create table auth."account" (
  "id" text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null
);

create table auth."verification" (
  "id" text not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null
);

create table auth."organization" (
  "id" text not null primary key,
  "name" text not null,
  "slug" text not null unique,
  "logo" text,
  "createdAt" timestamptz not null,
  "metadata" text
);

create table auth."member" (
  "id" text not null primary key,
  "organizationId" text not null references auth."organization" ("id") on delete cascade,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "role" text not null check ("role" in ('owner', 'manager', 'marketer', 'service-agent', 'analyst', 'auditor')),
  "createdAt" timestamptz not null,
  unique ("organizationId", "userId")
);

create table auth."invitation" (
  "id" text not null primary key,
  "organizationId" text not null references auth."organization" ("id") on delete cascade,
  "email" text not null,
  "role" text,
  "status" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null,
  "inviterId" text not null references auth."user" ("id") on delete cascade,
  -- SHA-256 of the token in the link, hex: whoever reads this table cannot follow the link.
  "tokenHash" text not null unique
);

create table auth."twoFactor" (
  "id" text not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);

create table auth."rateLimit" (
  "id" text not null primary key,
  "key" text not null unique,
  "count" integer not null,
  "lastRequest" bigint not null
);

create index "session_userId_idx" on auth."session" ("userId");
create index "account_userId_idx" on auth."account" ("userId");
create index "verification_identifier_idx" on auth."verification" ("identifier");
create index "member_organizationId_idx" on auth."member" ("organizationId");
create index "member_userId_idx" on auth."member" ("userId");
create index "invitation_organizationId_idx" on auth."invitation" ("organizationId");
create index "invitation_email_idx" on auth."invitation" ("email");
create index "twoFactor_secret_idx" on auth."twoFactor" ("secret");
create index "twoFactor_userId_idx" on auth."twoFactor" ("userId");

revoke all on schema auth from public;
grant usage on schema auth to shuke_auth;
grant select, insert, update, delete on all tables in schema auth to shuke_auth;

-- A shop and its organization come into being in one statement, or not at all, although no role of the server may
-- write both schemas. Without an owner the operator becomes it, if there is one yet. Raises unique_violation on a
-- slug that is taken.
create function platform.create_shop(
  new_slug text, new_name text, new_currency text, new_zone text, demo boolean, owner_id text
) returns integer language plpgsql security definer set search_path = pg_catalog as $$
declare
  organization text := gen_random_uuid()::text;
  owning text := coalesce(owner_id, (select u."id" from auth."user" u where u."operator" order by u."createdAt" limit 1));
  shop integer;
begin
  insert into platform.shops (slug, name, currency, time_zone, organization_id, is_demo)
    values (new_slug, new_name, new_currency, new_zone, organization, demo) returning shop_id into shop;
  insert into auth."organization" ("id", "name", "slug", "createdAt") values (organization, new_name, new_slug, now());
  if owning is not null then
    insert into auth."member" ("id", "organizationId", "userId", "role", "createdAt")
      values (gen_random_uuid()::text, organization, owning, 'owner', now());
  end if;
  return shop;
end $$;
revoke all on function platform.create_shop(text, text, text, text, boolean, text) from public;
grant execute on function platform.create_shop(text, text, text, text, boolean, text) to shuke_app;
