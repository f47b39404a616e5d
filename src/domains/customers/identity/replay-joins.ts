import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/postgres.ts';
import { type CustomerGraph, type JoinOutcome, openGraph } from './customer-graph.ts';
import { type LoadedGraph, loadGraph, type Pair, pairKey } from './graph-store.ts';
import { DRAWN, proposeForbidden } from './join-claims.ts';
import { writeLabels } from './relabel.ts';
import {
  drawSaidJoins,
  quarantineIdentities,
  readSaidJoins,
  type SaidJoin,
  setEdgesAside,
} from './said-joins.ts';

/**
 * Takes back the joins an import said, and plays all that other sources said around them again, in the order they said
 * it: the rules of joining (a shared device, a value that joins too many) depend on what came before, so leaving edges
 * as they are would keep customers together, or apart, by evidence that is gone. What staff drew stands throughout.
 * Under `lockGraph`. Answers the persons whose customer changed.
 */
export async function replayWithout(tx: Tx, shopId: number, importId: number): Promise<number[]> {
  const touched = await dropJoins(tx, shopId, importId);
  if (touched.length === 0) return [];
  const around = await loadAround(tx, shopId, touched);
  const replayed = replay(around);
  const by = `undo:${importId}`;
  await setEdgesAside(tx, shopId, { edgeIds: replayed.lost, by, reason: 'import-undone' });
  await drawSaidJoins(tx, shopId, replayed.found);
  const persons = [...replayed.graph.quarantined];
  if (persons.length > 0) await quarantineIdentities(tx, shopId, { persons, by });
  await proposeForbidden(tx, shopId, replayed.tried);
  return writeLabels(tx, shopId, { loaded: around.loaded, graph: replayed.graph });
}

/** Ends the import's edges, forgets what it said besides, and lets out the quarantined identities it spoke of. */
async function dropJoins(tx: Tx, shopId: number, importId: number): Promise<number[]> {
  const { rows } = await sql<Pair>`
    with mine as (
      update customers.edges
      set withdrawn_at = now(), withdrawn_by = ${`undo:${importId}`}, withdrawn_reason = 'import-undone'
      where shop_id = ${shopId} and import_id = ${importId} and withdrawn_at is null
      returning person_a, person_b),
    said as (
      delete from customers.said_joins where shop_id = ${shopId} and import_id = ${importId}
      returning person_a, person_b),
    freed as (
      update customers.identities set quarantined_at = null, quarantined_by = null
      where shop_id = ${shopId} and quarantined_at is not null
        and person_id in (select person_a from said union all select person_b from said)
      returning person_id)
    select person_a as a, person_b as b from mine union all select person_id, person_id from freed`.execute(
    tx,
  );
  return [...new Set(rows.flatMap(({ a, b }) => [a, b]))];
}

interface Around {
  readonly loaded: LoadedGraph;
  readonly said: readonly SaidJoin[];
}

/** The customers of some persons, and those that what was said of them could join to them. */
async function loadAround(tx: Tx, shopId: number, persons: readonly number[]): Promise<Around> {
  for (let members = persons; ; ) {
    const loaded = await loadGraph(tx, shopId, members);
    // A quarantined value joins nobody: what thousands said of it leads nowhere.
    const open = loaded.persons.filter((it) => !it.quarantined).map((it) => it.personId);
    const said = await readSaidJoins(tx, shopId, open);
    const outside = said.flatMap(({ a, b }) => [a, b]).filter((it) => !loaded.customers.has(it));
    if (outside.length === 0) return { loaded, said };
    members = [...loaded.customers.keys(), ...new Set(outside)];
  }
}

interface Statement extends Pair {
  readonly saidNo: number;
  /** It stands as this edge; otherwise it was only said. */
  readonly edgeId?: number;
  readonly said?: SaidJoin;
}

interface Replayed {
  readonly graph: CustomerGraph;
  readonly tried: readonly (Pair & { outcome: JoinOutcome })[];
  /** Edges that stand no more. */
  readonly lost: readonly number[];
  /** What was only said and stands now. */
  readonly found: readonly SaidJoin[];
}

function replay({ loaded, said }: Around): Replayed {
  const graph = openGraph({ ...loaded, joins: loaded.joins.filter((edge) => edge.manual) });
  const statements = statementsOf(loaded, said);
  const drawn = new Map<string, Statement>();
  const tried: (Pair & { outcome: JoinOutcome })[] = [];
  for (const it of statements) {
    if (graph.hasEdge(it.a, it.b)) continue;
    const outcome = graph.join(it.a, it.b);
    tried.push({ a: it.a, b: it.b, outcome });
    if (DRAWN.has(outcome)) drawn.set(pairKey(it), it);
  }
  const stands = (it: Statement) => drawn.get(pairKey(it)) === it && graph.hasEdge(it.a, it.b);
  return {
    ...{ graph, tried },
    lost: statements.flatMap((it) => (it.edgeId === undefined || stands(it) ? [] : [it.edgeId])),
    found: statements.flatMap((it) => (it.said !== undefined && stands(it) ? [it.said] : [])),
  };
}

const statementsOf = (loaded: LoadedGraph, said: readonly SaidJoin[]): Statement[] =>
  [
    ...loaded.edges
      .filter((edge) => edge.kind === 'join' && !edge.manual)
      .map((it) => ({ a: it.person_a, b: it.person_b, saidNo: it.said_no ?? 0, edgeId: it.edge_id })),
    ...said.map((it) => ({ a: it.a, b: it.b, saidNo: it.saidNo, said: it })),
  ].sort((x, y) => x.saidNo - y.saidNo);
