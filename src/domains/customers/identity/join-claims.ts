import type { Tx } from '../../../platform/db/postgres.ts';
import type { ClaimedIdentities, PersonClaim } from './claimed-identities.ts';
import { type CustomerGraph, type JoinOutcome, openGraph } from './customer-graph.ts';
import type { PersonsOf } from './find-or-make-persons.ts';
import {
  type Author,
  insertEdges,
  type LoadedGraph,
  loadGraph,
  lockGraph,
  type NewEdge,
  type Pair,
  pairKey,
  pairOf,
  standingJoins,
} from './graph-store.ts';
import { identityKinds } from './identity-kinds.ts';
import { insertProposals } from './proposal-store.ts';
import { writeLabels } from './relabel.ts';
import { findSaidJoins, insertSaidJoins, quarantineIdentities, takeSaidNumbers } from './said-joins.ts';

export interface Joining {
  readonly shopId: number;
  readonly claims: readonly PersonClaim[];
  readonly claimed: ClaimedIdentities;
  readonly persons: PersonsOf;
  readonly source: string;
  readonly author: Author;
}

export interface Joined {
  readonly created: number;
  readonly joined: number;
  readonly changedCustomers: number[];
}

/** Two persons one claim names, with what it knows about them. */
interface ClaimedPair extends Pair {
  readonly kinds: readonly string[];
  readonly at: string;
  /** One of the two is: it joins nobody, but is kept as said for the day the value is let out. */
  readonly quarantined: boolean;
}

/**
 * Draws the edges that a batch of claims is evidence for, under the shop's graph lock; none when all stand already.
 * What it says without an edge of its own is noted (see said-joins.ts).
 */
export async function joinClaims(tx: Tx, joining: Joining): Promise<Joined> {
  const { shopId, persons } = joining;
  const pairs = pairsOf(joining);
  if (isNothing(await sortOut(tx, joining, pairs)))
    return { created: persons.made.size, joined: 0, changedCustomers: [...persons.made] };
  await lockGraph(tx, shopId);
  // Looked at again: whoever drew or undid something in between has committed, and holds the lock no more.
  const { open, noted } = await sortOut(tx, joining, pairs);
  const loaded = await loadGraph(tx, shopId, [...new Set(open.flatMap(({ a, b }) => [a, b]))]);
  const graph = openGraph(loaded);
  const tried = open.map((pair) => ({ pair, outcome: graph.join(pair.a, pair.b) }));
  await writeOutcomes(tx, joining, { pairs, tried, noted, graph });
  await writeLabels(tx, shopId, { loaded, graph });
  return countJoined({ loaded, graph, made: persons.made });
}

interface SortedOut {
  /** No edge stands between them: to be tried. */
  readonly open: readonly ClaimedPair[];
  /** Joined by another import, or not to be joined now: to be noted as said by this one too. */
  readonly noted: readonly ClaimedPair[];
}

const isNothing = ({ open, noted }: SortedOut) => open.length + noted.length === 0;

async function sortOut(tx: Tx, joining: Joining, pairs: readonly ClaimedPair[]): Promise<SortedOut> {
  if (pairs.length === 0) return { open: [], noted: [] };
  const { shopId, author } = joining;
  const standing = await standingJoins(tx, shopId, { pairs, importId: author.importId });
  const barred = pairs.filter((pair) => pair.quarantined);
  const said = await findSaidJoins(tx, shopId, { pairs: barred, importId: author.importId });
  const saidKeys = new Set(said.map(pairKey));
  return {
    open: pairs.filter((pair) => !pair.quarantined && !standing.has(pairKey(pair))),
    noted: pairs.filter((pair) =>
      pair.quarantined ? !saidKeys.has(pairKey(pair)) : standing.get(pairKey(pair)) === 'another',
    ),
  };
}

/** Every two identities of a claim, accounts before devices, each pair once. */
function pairsOf({ claims, claimed, persons }: Joining): ClaimedPair[] {
  const pairs = new Map<string, ClaimedPair>();
  claimed.ofClaim.forEach((positions, i) => {
    for (const [one, two] of combinations(positions)) {
      const pair = pairOf(persons.person[one]!, persons.person[two]!);
      const kinds = [claimed.distinct[one]!.kind, claimed.distinct[two]!.kind];
      const quarantined = persons.quarantined.has(one) || persons.quarantined.has(two);
      if (!pairs.has(pairKey(pair)))
        pairs.set(pairKey(pair), { ...pair, kinds, at: claims[i]!.at, quarantined });
    }
  });
  const devices = ({ kinds }: ClaimedPair) => kinds.filter((kind) => strengthOf(kind) === 'device').length;
  return [...pairs.values()].sort((x, y) => devices(x) - devices(y));
}

const strengthOf = (kind: string) => identityKinds[kind as keyof typeof identityKinds].strength;

const combinations = (positions: readonly number[]): [number, number][] =>
  positions.flatMap((one, i) => positions.slice(i + 1).map((two): [number, number] => [one, two]));

interface Tried {
  readonly pair: ClaimedPair;
  readonly outcome: JoinOutcome;
}

interface Outcomes {
  /** All of the batch: their order is the order they were said in. */
  readonly pairs: readonly ClaimedPair[];
  readonly tried: readonly Tried[];
  readonly noted: readonly ClaimedPair[];
  readonly graph: CustomerGraph;
}

/** Edges are drawn also for the claim that led to a quarantine, so that the history tells why. */
async function writeOutcomes(tx: Tx, joining: Joining, outcomes: Outcomes): Promise<void> {
  const { shopId, author } = joining;
  const { tried, noted, graph } = outcomes;
  const edgeOf = await edgeMaker(tx, joining, outcomes);
  const drawn = tried.filter(({ outcome }) => DRAWN.has(outcome)).map(({ pair }) => edgeOf(pair));
  await insertEdges(tx, shopId, { edges: drawn, author });
  const refused = tried.filter(({ outcome }) => !DRAWN.has(outcome)).map(({ pair }) => pair);
  await insertSaidJoins(tx, shopId, { joins: [...noted, ...refused].map(edgeOf), author });
  const persons = [...graph.quarantined];
  if (persons.length > 0) await quarantineIdentities(tx, shopId, { persons, by: author.by });
  await proposeForbidden(
    tx,
    shopId,
    tried.map(({ pair, outcome }) => ({ ...pair, outcome })),
  );
}

/** Joins that a rule forbade are for a human to decide. */
export async function proposeForbidden(
  tx: Tx,
  shopId: number,
  tried: readonly (Pair & { outcome: JoinOutcome })[],
): Promise<void> {
  const forbidden = tried.filter(({ outcome }) => outcome === 'never' || outcome === 'shared-device');
  await insertProposals(
    tx,
    shopId,
    forbidden.map(({ a, b, outcome }) => ({ a, b, reason: outcome })),
  );
}

/** Outcomes that draw an edge. */
export const DRAWN: ReadonlySet<JoinOutcome> = new Set(['joined', 'evidence', 'quarantine']);

async function edgeMaker(tx: Tx, { source }: Joining, { pairs }: Outcomes) {
  const first = await takeSaidNumbers(tx);
  const place = new Map(pairs.map((pair, n) => [pairKey(pair), n]));
  return (pair: ClaimedPair): NewEdge => {
    const { a, b, kinds, at } = pair;
    const evidence = { reason: 'same-claim', kinds, source, at };
    return { kind: 'join', a, b, evidence, saidNo: first + place.get(pairKey(pair))! };
  };
}

/** A component of new persons only is a new customer; one of k customers that were there before took k - 1 joins. */
function countJoined(what: { loaded: LoadedGraph; graph: CustomerGraph; made: ReadonlySet<number> }): Joined {
  const { loaded, graph, made } = what;
  const before = new Map<number, Set<number>>();
  const changed = new Set<number>();
  const customers = new Set([...made, ...loaded.customers.keys()].map((it) => graph.customerOf(it)));
  for (const customer of customers) before.set(customer, new Set());
  for (const [person, was] of loaded.customers) {
    const now = graph.customerOf(person);
    if (!made.has(person)) before.get(now)!.add(was);
    if (was !== now) changed.add(now).add(graph.customerOf(was));
  }
  for (const person of made) changed.add(graph.customerOf(person));
  const olds = [...before.values()].map((set) => set.size);
  return {
    created: olds.filter((size) => size === 0).length,
    joined: olds.reduce((sum, size) => sum + Math.max(0, size - 1), 0),
    changedCustomers: [...changed],
  };
}
