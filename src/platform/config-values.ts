import { isIP } from 'node:net';

/** What one variable means, or what is wrong with it, as the rest of a sentence that begins with its name. */
type Parsed<T> = { readonly value: T } | { readonly code: string; readonly zh: string; readonly en: string };

/** Gets the trimmed text, never empty. No answer repeats the text: URLs hold passwords. */
export type Parse<T> = (text: string) => Parsed<T>;

const wrong = (code: string, zh: string, en: string) => ({ code, zh, en });

export const path: Parse<string> = (text) =>
  text.includes('\0') ? wrong('not-a-path', '不是有效的路径。', 'is not a path.') : { value: text };

/** A name or an address to listen on, without a port. */
export const host: Parse<string> = (text) =>
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)$/.test(text)
    ? { value: text }
    : wrong(
        'not-a-host',
        '应为主机名或 IP 地址，不带端口，例如 127.0.0.1。',
        'must be a host name or an IP address without a port, such as 127.0.0.1.',
      );

/** 0 asks the system for any free port. */
export const port: Parse<number> = (text) =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535
    ? { value: Number(text) }
    : wrong('not-a-port', '应为 0 到 65535 之间的整数。', 'must be a whole number from 0 to 65535.');

const units: Readonly<Record<string, number>> = { '': 1, MB: 1024 ** 2, GB: 1024 ** 3 };

/** Bytes; at most 9,999 GB, beyond which it is a slip. */
export const size: Parse<number> = (text) => {
  const [, digits, unit] = /^(\d{1,16}|\d{1,4}(?=GB)|\d{1,7}(?=MB))(MB|GB|)$/.exec(text) ?? [];
  const bytes = Number(digits) * (units[unit ?? ''] ?? 1);
  return Number.isSafeInteger(bytes)
    ? { value: bytes }
    : wrong('not-a-size', '应为大小，例如 500MB、2GB 或 0。', 'must be a size such as 500MB, 2GB or 0.');
};

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

export const logLevel: Parse<string> = (text) =>
  levels.includes(text)
    ? { value: text }
    : wrong(
        'not-a-log-level',
        `应为以下之一：${levels.join('、')}。`,
        `must be one of ${levels.join(', ')}.`,
      );

/** What a server process does: answer HTTP, work in the background, or both. */
export const roles = ['api', 'worker', 'all'] as const;
export type Role = (typeof roles)[number];

export const role: Parse<Role> = (text) =>
  roles.includes(text as Role)
    ? { value: text as Role }
    : wrong('not-a-role', `应为以下之一：${roles.join('、')}。`, `must be one of ${roles.join(', ')}.`);

/** Whole seconds; more than five minutes is longer than any balancer looks. */
export const stopDelay: Parse<number> = (text) =>
  /^\d{1,3}$/.test(text) && Number(text) <= 300
    ? { value: Number(text) }
    : wrong(
        'not-a-delay',
        '应为 0 到 300 之间的整数秒。',
        'must be a whole number of seconds from 0 to 300.',
      );

/** Addresses and networks, separated by commas. */
export const networks: Parse<readonly string[]> = (text) => {
  const list = text.split(',').map((it) => it.trim());
  return list.every(isNetwork)
    ? { value: list }
    : wrong(
        'not-networks',
        '应为以逗号分隔的 IP 地址或网段，例如 10.0.0.0/8,::1。',
        'must be addresses or networks separated by commas, such as 10.0.0.0/8,::1.',
      );
};

function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = isIP(address) === 4 ? 32 : 128;
  const fits = length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bits);
  return isIP(address) > 0 && fits && more.length === 0;
}

/** The name goes into SQL as an identifier. */
export const clusterName: Parse<string> = (text) =>
  /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/.test(text)
    ? { value: text }
    : wrong(
        'not-a-cluster-name',
        '应由字母、数字、下划线或短横线组成，以字母开头。',
        'must be letters, digits, underscores and hyphens, beginning with a letter.',
      );

/** The address people type: scheme, host and port only, without a slash at its end. */
export const siteUrl: Parse<string> = (text) => {
  const url = parseUrl(text, ['http:', 'https:']);
  const bare = url !== undefined && url.pathname === '/' && !url.search && !url.hash && !url.username;
  return bare
    ? { value: url.origin }
    : wrong(
        'not-a-site-url',
        '应为网站地址，不带路径，例如 https://crm.example.com。',
        'must be the address of a site without a path, such as https://crm.example.com.',
      );
};

export const clickhouseUrl: Parse<string> = (text) =>
  parseUrl(text, ['http:', 'https:'])
    ? { value: text }
    : wrong(
        'not-a-clickhouse-url',
        '应为 http://用户:密码@主机:8123/数据库 形式的地址。',
        'must look like http://user:password@host:8123/database.',
      );

/** With a user (the migrator's role) and a database; the password may be left to the server's own rules. */
export const postgresUrl: Parse<string> = (text) => {
  const url = parseUrl(text, ['postgres:', 'postgresql:']);
  return url !== undefined && url.pathname.length > 1 && url.username !== ''
    ? { value: text }
    : wrong(
        'not-a-postgres-url',
        '应为 postgres://用户:密码@主机:5432/数据库 形式的地址。',
        'must look like postgres://user:password@host:5432/database.',
      );
};

function parseUrl(text: string, protocols: readonly string[]): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && protocols.includes(url.protocol) && url.host !== '' ? url : undefined;
}

/** Which hosts a shop's own mail servers and webhooks may be. */
export const outbound: Parse<'public' | 'any'> = (text) =>
  text === 'public' || text === 'any'
    ? { value: text }
    : wrong('not-an-outbound', '应为 public 或 any。', 'must be public or any.');
