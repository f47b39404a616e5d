import { join } from 'node:path';
import { probeClickHouse } from '../platform/clickhouse/probe-clickhouse.ts';
import type { Config } from '../platform/config.ts';
import { runRemotely } from '../platform/control/control-client.ts';
import { livingOwner, type Owner } from '../platform/control/ownership.ts';
import { controlPath } from '../platform/control/socket.ts';
import { probePostgres } from '../platform/db/probe-postgres.ts';
import type { Result, Text } from '../platform/errors.ts';
import {
  embeddedEngines,
  owning,
  postgresHome,
  probeEmbeddedClickHouse,
  probeEmbeddedPostgres,
} from '../platform/probe-embedded.ts';
import type { Probed } from '../platform/probed.ts';
import { type Finding, fine, trouble } from '../system/index.ts';
import { sayProblem } from './say-problem.ts';

/**
 * Whether each engine answers: servers are asked directly, embedded ones through the Shuke that has them open, or opened
 * for the question. Nothing is migrated and nothing made.
 */
export async function engineFindings(config: Config): Promise<Finding[]> {
  const { postgresUrl, clickhouseUrl, clickhouseCluster } = config;
  return [
    ...(postgresUrl === undefined ? [] : [probed('postgres', 'server', await probePostgres(postgresUrl))]),
    ...(clickhouseUrl === undefined
      ? []
      : [probed('clickhouse', 'server', await probeClickHouse(clickhouseUrl, clickhouseCluster))]),
    ...(await embeddedFindings(config)),
  ];
}

/** Where an engine runs. */
type Kind = 'server' | 'embedded';
const kinds: Readonly<Record<Kind, string>> = { server: '服务器', embedded: '内置' };

const answersIn = (name: string, { version, kind }: { version: string; kind: Kind }, ms: number): Finding =>
  fine(name, {
    zh: `${version} (${kinds[kind]})，${ms} 毫秒内回答`,
    en: `${version} (${kind}), answers in ${ms} ms`,
  });

function probed(name: string, kind: Kind, result: Result<Probed>): Finding {
  if (result.ok) return answersIn(name, { version: result.value.version, kind }, result.value.ms);
  const advice = { zh: sayProblem(result.problem, 'zh').trim(), en: sayProblem(result.problem, 'en').trim() };
  return trouble(name, { zh: `${kinds[kind]}，无法使用`, en: `${kind}, cannot be used` }, advice);
}

async function embeddedFindings(config: Config): Promise<Finding[]> {
  const names = (['postgres', 'clickhouse'] as const).filter((it) => config[`${it}Url`] === undefined);
  if (names.length === 0) return [];
  const { dataDir } = config;
  const owner = await livingOwner(dataDir);
  if (owner?.role === 'server') return askServer(dataDir, names);
  if (owner !== undefined) return names.map((name) => inUse(name, owner));
  const there = await embeddedEngines(config);
  const made = names.filter((name) => there[name]);
  const looked = made.length === 0 ? [] : await openThem(dataDir, made);
  const missing = names.filter((name) => !there[name]);
  return [
    ...looked,
    ...missing.map((name) =>
      fine(name, { zh: '内置，首次启动时建立', en: 'embedded, made on the first start' }),
    ),
  ];
}

const inUse = (name: string, { address, pid }: Owner): Finding =>
  fine(name, {
    zh: `内置，正被 "${address}" 使用 (进程 ${pid})`,
    en: `embedded, in use by "${address}" (process ${pid})`,
  });

type Name = 'postgres' | 'clickhouse';
const probes = { postgres: probeEmbeddedPostgres, clickhouse: probeEmbeddedClickHouse };

async function openThem(dataDir: string, names: readonly Name[]): Promise<Finding[]> {
  const result = await owning(dataDir, async () => {
    const findings: Finding[] = [];
    for (const name of names) findings.push(probed(name, 'embedded', await probes[name](dataDir)));
    return findings;
  });
  return result.ok ? result.value : names.map((name) => probed(name, 'embedded', result));
}

interface Engine {
  readonly version: string;
  readonly kind: Kind;
  readonly ok: boolean;
  readonly ms: number;
}

/** The running server's own look at its engines; only the embedded ones are taken from it. */
async function askServer(dataDir: string, names: readonly Name[]): Promise<Finding[]> {
  let said = '';
  const code = await runRemotely(controlPath(dataDir), {
    run: { type: 'run', argv: ['engines', '--json'], cwd: dataDir, language: 'en' },
    emit: (frame) => {
      if (frame.type === 'stdout') said += frame.text;
    },
    signal: new AbortController().signal,
  }).catch(() => undefined);
  if (code !== 0)
    return names.map((name) =>
      trouble(name, { zh: '运行中的服务没有回答', en: 'the running server does not say' }, restart),
    );
  const engines = JSON.parse(said) as Readonly<Record<Name, Engine>>;
  const log = join(await postgresHome(dataDir), 'log');
  return names.map((name) => answered(name, engines[name], log));
}

function answered(name: Name, { version, kind, ok, ms }: Engine, log: string): Finding {
  if (ok) return answersIn(name, { version, kind }, ms);
  const value = {
    zh: `${version} (${kinds[kind]})，没有回答`,
    en: `${version} (${kind}), does not answer`,
  };
  return trouble(name, value, name === 'clickhouse' ? restart : lookInto(log));
}

const restart: Text = {
  zh: '请重新启动熟客服务；若仍如此，原因在它自己的输出里',
  en: 'Start the Shuke server again; if it stays so, what that server printed says why',
};

const lookInto = (log: string): Text => ({
  zh: `请查看 ${log} 的最后几行，然后重新启动熟客服务`,
  en: `Look at the last lines of ${log}, then start the Shuke server again`,
});
