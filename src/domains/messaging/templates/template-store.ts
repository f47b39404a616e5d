import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { defaultTemplates, findDefault } from './default-templates.ts';
import type { Template } from './template.ts';

/** A template of the shop's own, with who wrote it. */
export interface MadeTemplate extends Template {
  readonly madeBy: string | null;
  readonly madeAt: Date | null;
}

const columns = sql`template, version, purpose, channels, variables, content, made_by as "madeBy", made_at as "madeAt"`;

const brought = (it: Template): MadeTemplate => ({ ...it, madeBy: null, madeAt: null });

/** The version of each template that stands, by name: the shop's newest, or the one Shuke brings. */
export async function readTemplates(tx: Tx, shopId: number): Promise<MadeTemplate[]> {
  const { rows } = await sql<MadeTemplate>`
    select distinct on (template) ${columns} from messaging.templates
    where shop_id = ${shopId} order by template, version desc`.execute(tx);
  const own = new Set(rows.map(({ template }) => template));
  const defaults = defaultTemplates.filter(({ template }) => !own.has(template)).map(brought);
  return [...rows, ...defaults].sort((a, b) => a.template.localeCompare(b.template));
}

/** One that stands. */
export async function readTemplate(tx: Tx, shopId: number, name: string): Promise<Template | undefined> {
  const { rows } = await sql<MadeTemplate>`
    select ${columns} from messaging.templates
    where shop_id = ${shopId} and template = ${name} order by version desc limit 1`.execute(tx);
  return rows[0] ?? findDefault(name);
}

export interface TemplateVersion {
  readonly template: string;
  readonly version: number;
}

/** A version, standing or not; undefined for one that Shuke brought and brings no more. */
export async function readVersion(
  tx: Tx,
  shopId: number,
  { template, version }: TemplateVersion,
): Promise<Template | undefined> {
  if (version === 0) return findDefault(template);
  const { rows } = await sql<MadeTemplate>`
    select ${columns} from messaging.templates
    where shop_id = ${shopId} and template = ${template} and version = ${version}`.execute(tx);
  return rows[0];
}

/** False where somebody else has made this version. */
export async function addVersion(
  tx: Tx,
  shopId: number,
  it: Template & { readonly madeBy: string; readonly madeAt: Date },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into messaging.templates (shop_id, template, version, purpose, channels, variables, content, made_by, made_at)
    values (${shopId}, ${it.template}, ${it.version}, ${it.purpose}, ${it.channels}::text[],
      ${JSON.stringify(it.variables)}::jsonb, ${JSON.stringify(it.content)}::jsonb, ${it.madeBy}, ${it.madeAt})
    on conflict (shop_id, template, version) do nothing`.execute(tx);
  return numAffectedRows === 1n;
}
