import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { fail, ok, type Problem, problem, type Result } from '../errors.ts';
import { type Probed, probeMs } from '../probed.ts';
import { toFailure } from './failure.ts';

/**
 * Asks a ClickHouse server its version and whether it knows the cluster, and changes nothing; that the database is
 * missing is no problem, the first start makes it. Problems say what to do: clickhouse-unreachable,
 * clickhouse-refused, clickhouse-cluster-unknown.
 */
export async function probeClickHouse(url: string, cluster?: string): Promise<Result<Probed>> {
  const begun = performance.now();
  const at = new URL(url);
  const host = at.host;
  at.pathname = '';
  const log = { level: ClickHouseLogLevel.OFF };
  const client = createClient({ url: at.href, application: 'shuke doctor', request_timeout: probeMs, log });
  try {
    const asked = { query, query_params: { cluster: cluster ?? '' }, format: 'JSONEachRow' } as const;
    const [row] = await (await client.query(asked)).json<{ version: string; nodes: string }>();
    if (cluster !== undefined && Number(row!.nodes) === 0) return fail(clusterUnknown(cluster));
    return ok({ version: row!.version, ms: Math.round(performance.now() - begun) });
  } catch (error) {
    return fail(failureOf(toFailure(error).type, host));
  } finally {
    await client.close();
  }
}

const query = `SELECT version() AS version,
  (SELECT count() FROM system.clusters WHERE cluster = {cluster:String}) AS nodes`;

/** Whatever it refused, it was asked nothing but its version: the sentence may name the engine's word for it. */
function failureOf(type: string, host: string): Problem {
  if (type === 'UNREACHABLE')
    return problem('clickhouse-unreachable', 503, {
      zh: `${host} 没有 ClickHouse 应答：请启动它，并检查 SHUKE_CLICKHOUSE_URL 的主机, HTTP 端口 (通常 8123) 与防火墙`,
      en: `No ClickHouse answers at ${host}: start it, and check host and HTTP port (usually 8123) in SHUKE_CLICKHOUSE_URL, and the firewall between`,
    });
  return problem('clickhouse-refused', 503, {
    zh: `${host} 的 ClickHouse 拒绝了请求 (${type}): 请检查 SHUKE_CLICKHOUSE_URL 中的用户，密码及其权限`,
    en: `ClickHouse at ${host} refuses (${type}): check user and password in SHUKE_CLICKHOUSE_URL, and what that user may do`,
  });
}

const clusterUnknown = (cluster: string): Problem =>
  problem('clickhouse-cluster-unknown', 500, {
    zh: `ClickHouse 没有集群 ${cluster}: 请在 remote_servers 中定义，或改正 SHUKE_CLICKHOUSE_CLUSTER`,
    en: `ClickHouse knows no cluster ${cluster}: define it in remote_servers, or correct SHUKE_CLICKHOUSE_CLUSTER`,
  });
