import { access, constants } from 'node:fs/promises';
import type { Config } from '../platform/config.ts';
import type { Role } from '../platform/config-values.ts';
import { livingOwner } from '../platform/control/ownership.ts';
import type { Text } from '../platform/errors.ts';
import { postgresHome } from '../platform/probe-embedded.ts';
import { backupFindings } from './backup-findings.ts';
import { diskFinding } from './disk-finding.ts';
import { type Finding, fine, trouble } from './finding.ts';
import { keyFinding } from './key-finding.ts';
import { kindOf } from './kind-of.ts';

/** Looks at program, disk, data, key and owner: everything of this machine but the engines. */
export async function machineFindings(config: Config): Promise<Finding[]> {
  const isMade = (await kindOf(config.dataDir)) === 'folder';
  return [
    nodeFinding(),
    threadsFinding(),
    roleFinding(config),
    await dataFinding(config, isMade),
    await diskFinding(config),
    await keyFinding(config),
    await ownerFinding(config),
    ...(await backupFindings(config)),
  ];
}

function nodeFinding(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const machine = `${process.platform}-${process.arch}`;
  const value = { zh: `${process.version}, ${machine}`, en: `${process.version} on ${machine}` };
  const isNewEnough = major > 22 || (major === 22 && minor >= 18);
  return isNewEnough
    ? fine('node', value)
    : trouble('node', value, { zh: '需要 Node 22.18 或更新版本', en: 'Node 22.18 or newer is needed' });
}

const duties: Readonly<Record<Role, Text>> = {
  api: {
    zh: 'api：应答请求；导入由 worker 进程执行',
    en: 'api: answers requests; a worker process runs imports and pays the mirror',
  },
  worker: {
    zh: 'worker：后台工作；仅应答 /health，/ready，/metrics',
    en: 'worker: works in the background; answers /health, /ready and /metrics only',
  },
  all: { zh: 'all：应答请求并在后台工作', en: 'all: answers requests and works in the background' },
};

/** An api process without a stop delay is cut off by a balancer that has not looked yet. */
function roleFinding({ role, stopDelay }: Config): Finding {
  const duty = duties[role];
  if (role !== 'api' || stopDelay > 0) return fine('role', duty);
  return fine('role', {
    zh: `${duty.zh} (SHUKE_STOP_DELAY 为 0: 在负载均衡之后请设为其探测间隔以上)`,
    en: `${duty.en} (SHUKE_STOP_DELAY is 0: behind a balancer set it above its interval)`,
  });
}

/** chDB works on these threads: with 4 of them heavy queries keep even a file read waiting (20 s measured). */
function threadsFinding(): Finding {
  const value = process.env.UV_THREADPOOL_SIZE ?? { zh: '4 (Node 默认)', en: '4 (of Node)' };
  return Number(process.env.UV_THREADPOOL_SIZE ?? 4) >= 16
    ? fine('threads', value)
    : trouble('threads', value, {
        zh: '请通过 npm start 或 shuke 启动，或设置 UV_THREADPOOL_SIZE=16',
        en: 'Start through npm start or shuke, or set UV_THREADPOOL_SIZE=16',
      });
}

async function dataFinding({ dataDir, postgresUrl }: Config, isMade: boolean): Promise<Finding> {
  if (!isMade)
    return fine('data', {
      zh: `${dataDir} (尚不存在：npm start 会建立)`,
      en: `${dataDir} (not there yet: npm start makes it)`,
    });
  if (!(await mayWrite(dataDir)))
    return trouble('data', dataDir, {
      zh: '当前用户无权写入该目录：请换用户，或用 SHUKE_DATA 另选目录',
      en: 'This user may not write there: run as its owner, or choose another directory with SHUKE_DATA',
    });
  if (postgresUrl !== undefined)
    return fine('data', {
      zh: `${dataDir}；PostgreSQL 在自己的服务器上`,
      en: `${dataDir}; PostgreSQL on its own server`,
    });
  const home = await postgresHome(dataDir);
  return fine('data', { zh: `${dataDir}；PostgreSQL 位于 ${home}`, en: `${dataDir}; PostgreSQL in ${home}` });
}

const mayWrite = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );

async function ownerFinding({ dataDir }: Config): Promise<Finding> {
  const owner = await livingOwner(dataDir);
  if (owner === undefined) return fine('server', { zh: '未运行', en: 'not running' });
  const { address, pid, since } = owner;
  return fine('server', {
    zh: `${address}，进程 ${pid}，始于 ${since}`,
    en: `${address}, process ${pid}, since ${since}`,
  });
}
