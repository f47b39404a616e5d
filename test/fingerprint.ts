import pg from 'pg';

/** Every row PostgreSQL has of a shop, as a count and a sum of hashes by table: equal ones, equal shops. Needs the superuser's URL. */
export async function fingerprintOf(adminUrl: string, shopId: number): Promise<Record<string, string>> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const found: Record<string, string> = {};
    for (const name of await shopTables(admin)) {
      const sum = 'coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)';
      const sql = `select count(*) || ' ' || ${sum} as it from ${name} t where shop_id = $1`;
      found[name] = (await admin.query<{ it: string }>(sql, [shopId])).rows[0]!.it;
    }
    return found;
  } finally {
    await admin.end();
  }
}

async function shopTables(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.columns
     join information_schema.tables using (table_schema, table_name)
     where column_name = 'shop_id' and table_type = 'BASE TABLE' order by 1`,
  );
  return rows.map(({ name }) => name);
}
