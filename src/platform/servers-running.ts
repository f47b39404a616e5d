import { problem } from './errors.ts';

/** For work that wants the database to itself. */
export const serversRunning = (sessions: number) =>
  problem('servers-running', 409, {
    zh: `仍有 ${sessions} 个熟客服务的数据库连接。请先停止所有服务进程。`,
    en: `${sessions} database connections of Shuke servers are open. Stop every server process first.`,
  });
