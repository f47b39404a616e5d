import pg from 'pg';
import { fail, ok, type Problem, problem, type Result, type Text } from '../errors.ts';
import { type Probed, probeMs } from '../probed.ts';

interface Facts {
  readonly version: string;
  readonly number: number;
  readonly role: string;
  readonly maymake: boolean;
}

/**
 * Connects, asks the version and whether the role may make Shuke's own roles, and changes nothing. Every problem says what
 * to do: postgres-unreachable, postgres-refused, postgres-too-old, postgres-roles-missing.
 */
export async function probePostgres(url: string): Promise<Result<Probed>> {
  const begun = performance.now();
  const client = new pg.Client({
    ...{ connectionString: url, application_name: 'shuke doctor' },
    ...{ connectionTimeoutMillis: probeMs, query_timeout: probeMs },
  });
  client.on('error', () => {}); // A server that goes away after its answer.
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(question);
    const wrong = unfitness(rows[0]!);
    const ms = Math.round(performance.now() - begun);
    return wrong === undefined ? ok({ version: rows[0]!.version, ms }) : fail(wrong);
  } catch (error) {
    return fail(failureOf(error, new URL(url)));
  } finally {
    await client.end().catch(() => {});
  }
}

const question = `select current_setting('server_version') as version, current_user as role,
  current_setting('server_version_num')::int as number, rolcreaterole or rolsuper as maymake
  from pg_roles where rolname = current_user`;

function unfitness({ version, number, role, maymake }: Facts): Problem | undefined {
  if (number < 150_000)
    return problem('postgres-too-old', 500, {
      zh: `PostgreSQL ${version} 太旧：请升级到 15 或更新版本`,
      en: `PostgreSQL ${version} is too old: update it to 15 or newer`,
    });
  if (maymake) return undefined;
  return problem('postgres-roles-missing', 500, {
    zh: `角色 ${role} 无权创建角色. 请由管理员执行：alter role "${role}" createrole;`,
    en: `The role ${role} may not make roles. Let an administrator run: alter role "${role}" createrole;`,
  });
}

function failureOf(error: unknown, url: URL): Problem {
  const code = String((error as { code?: unknown }).code ?? '');
  const advice = adviceOf(code, url);
  if (advice !== undefined) return problem('postgres-refused', 503, advice);
  const at = url.searchParams.get('host') ?? url.host;
  const why = code === '' ? '' : ` (${code})`;
  return problem('postgres-unreachable', 503, {
    zh: `${at} 没有 PostgreSQL 应答${why}: 请启动它，并检查 SHUKE_POSTGRES_URL 的主机，端口与防火墙`,
    en: `No PostgreSQL answers at ${at}${why}: start it, and check host and port in SHUKE_POSTGRES_URL, and the firewall between`,
  });
}

/** What a server that did answer refused (SQLSTATE), or the name that nobody knows. */
function adviceOf(code: string, { hostname, pathname, username }: URL): Text | undefined {
  const database = decodeURIComponent(pathname.slice(1)) || username;
  const advice: Readonly<Record<string, Text>> = {
    ENOTFOUND: {
      zh: `找不到主机 ${hostname}: 请检查 SHUKE_POSTGRES_URL 与 DNS`,
      en: `Nobody knows the host ${hostname}: check SHUKE_POSTGRES_URL and DNS`,
    },
    '28P01': {
      zh: `密码不对：请检查 SHUKE_POSTGRES_URL 中角色 ${username} 的密码`,
      en: `The password is wrong: check that of the role ${username} in SHUKE_POSTGRES_URL`,
    },
    '28000': {
      zh: `服务器拒绝角色 ${username} 从本机登录：请创建该角色，或在 pg_hba.conf 中放行`,
      en: `The server lets ${username} not in from here: make that role, or allow it in pg_hba.conf`,
    },
    '3D000': {
      zh: `没有数据库 ${database}. 请由管理员执行：create database "${database}" owner "${username}";`,
      en: `There is no database ${database}. Let an administrator run: create database "${database}" owner "${username}";`,
    },
    '53300': {
      zh: '服务器连接数已满：请提高 max_connections，或关闭其他连接',
      en: 'The server has no connection left: raise max_connections, or close others',
    },
    '57P03': {
      zh: '服务器正在启动或停止：请稍后再试',
      en: 'The server is starting or stopping: try again shortly',
    },
  };
  return advice[code];
}
