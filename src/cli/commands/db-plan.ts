import { sql } from 'kysely';
import { planCluster } from '../../platform/clickhouse/plan-cluster.ts';
import { citusVersion, placedTables } from '../../platform/db/distribution/placed-tables.ts';
import { planDistribution, type TablePlan } from '../../platform/db/distribution/plan-distribution.ts';
import type { ReadSql } from '../../platform/db/distribution/read-sql.ts';
import { readTables } from '../../platform/db/distribution/shop-tables.ts';
import type { Text } from '../../platform/errors.ts';
import { analyticsMigrations } from '../../platform/open-platform.ts';
import type { Platform } from '../../platform/platform.ts';
import { engineCommand, type Language } from '../command.ts';

/** `shuke db plan`: what would be, or is, on which node of a cluster, and what hinders it. Changes nothing. */
export const command = engineCommand({
  name: 'db plan',
  summary: {
    zh: '数据在集群上如何分布 (Citus 与 ClickHouse)，以及有何阻碍',
    en: 'how data lies on clusters (Citus, ClickHouse), and what hinders it',
  },
  options: {},
  async run({ platform, result, language }) {
    const postgres = await planPostgres(platform);
    const { clickhouseCluster: cluster } = platform.config;
    const plan = await planCluster(platform.clickhouse, { folder: analyticsMigrations, cluster });
    const clickhouse = {
      cluster: cluster ?? null,
      ...{ shards: plan.shards, replicas: plan.replicas },
      tables: plan.tables.map(({ name, shardedBy }) => ({ table: name, sharded_by: shardedBy ?? null })),
      missing: plan.missing.map((it) => it[language]),
    };
    result({ postgres: shownIn(postgres, language), clickhouse }, () =>
      [...postgresLines(postgres, language), ...clickhouseLines(clickhouse, language)].join(''),
    );
  },
});

interface PostgresPlan {
  readonly citus: string | undefined;
  readonly placed: ReadonlySet<string>;
  readonly tables: readonly TablePlan[];
}

async function planPostgres({ db }: Platform): Promise<PostgresPlan> {
  const read: ReadSql = async <Row>(text: string) => (await sql.raw<Row>(text).execute(db)).rows;
  return {
    citus: await citusVersion(read),
    placed: await placedTables(read),
    tables: planDistribution(await readTables(read)),
  };
}

const shownIn = ({ citus, placed, tables }: PostgresPlan, language: Language) => ({
  citus: citus ?? null,
  tables: tables.map((it) => ({
    ...{ table: it.table, placement: it.placement, colocated_with: it.colocatedWith ?? null },
    ...{ why: it.why[language], placed: placed.has(it.table) },
    hindrances: it.hindrances.map((text) => text[language]),
  })),
});

const words = {
  distributed: { zh: '按 shop_id 分布', en: 'by shop_id' },
  reference: { zh: '每个节点一份', en: 'on every node' },
  local: { zh: '仅协调节点', en: 'coordinator' },
} satisfies Record<TablePlan['placement'], Text>;

function postgresLines({ citus, placed, tables }: PostgresPlan, language: Language): string[] {
  const head = `PostgreSQL: ${citus === undefined ? noCitus[language] : `Citus ${citus}`}\n`;
  return [head, ...tables.map((it) => lineOf(it, placed.has(it.table), language))];
}

function lineOf(it: TablePlan, isPlaced: boolean, language: Language): string {
  const mark = isPlaced ? '*' : ' ';
  const first = `${mark} ${it.table.padEnd(34)} ${words[it.placement][language]}; ${it.why[language]}\n`;
  return first + it.hindrances.map((text) => `    ! ${text[language]}\n`).join('');
}

const noCitus: Text = {
  zh: '没有 citus 扩展；以下是 shuke db distribute 将做的 (* = 已分布)',
  en: 'no citus here; this is what shuke db distribute would do (* = done)',
};

interface ClickHouseShown {
  readonly cluster: string | null;
  readonly shards: number;
  readonly replicas: number;
  readonly tables: readonly { readonly table: string; readonly sharded_by: string | null }[];
  readonly missing: readonly string[];
}

function clickhouseLines(it: ClickHouseShown, language: Language): string[] {
  const size = it.cluster === null ? '' : ` ${it.cluster}: ${it.shards} x ${it.replicas}`;
  const everywhere = words.reference[language];
  return [
    `ClickHouse${size}\n`,
    ...it.tables.map((row) => `  ${row.table.padEnd(34)} ${row.sharded_by ?? everywhere}\n`),
    ...it.missing.map((text) => `    ! ${text}\n`),
  ];
}
