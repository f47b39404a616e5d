import type { Engine, EngineConnection } from './engine.ts';
import { Lanes } from './lanes.ts';
import { bindLiterals, type Params } from './literal.ts';
import { cleared } from './run-question.ts';

/** Whole tables out of chDB, for the backup. One at a time, on a connection of its own that is made when it is needed. */

export type Dump = (sql: string, params: Params) => AsyncIterable<Uint8Array>;

export function dumper(engine: Engine, database: string): Dump {
  let lanes: Promise<Lanes<EngineConnection>> | undefined;
  const open = async () => new Lanes([await engine.connect(database)]);
  return async function* dump(sql, params) {
    lanes ??= open();
    const { connection, release } = await (await lanes).take({ shopId: 0, quick: true });
    try {
      const text = `${bindLiterals(sql, params)} SETTINGS log_comment = 'upkeep'`;
      for await (const chunk of connection.raw.queryStream(text, { format: 'TabSeparated' }))
        yield chunk.raw();
    } catch (error) {
      throw await cleared(connection, error);
    } finally {
      release();
    }
  };
}
