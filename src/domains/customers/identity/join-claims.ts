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
  quarantineIdentities,
  standingJoins,
} from './graph-store.ts';
import { identityKinds } from './identity-kinds.ts';
import { insertProposals } from './proposal-store.ts';
import { writeLabels } from './relabel.ts';

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
}

/** Draws the edges that a batch of claims is evidence for, under the shop's graph lock; none when all stand already. */
export async function joinClaims(tx: Tx, joining: Joining): Promise<Joined> {
  const { shopId, persons } = joining;
  const pairs = pairsOf(joining);
  const standing = pairs.length === 0 ? new Set() : await standingJoins(tx, shopId, pairs);
  const open = pairs.filter((pair) => !standing.has(pairKey(pair)));
  if (open.length === 0)
    return { created: persons.made.size, joined: 0, changedCustomers: [...persons.made] };
  await lockGraph(tx, shopId);
  const loaded = await loadGraph(tx, shopId, [...new Set(open.flatMap(({ a, b }) => [a, b]))]);
  const graph = openGraph(loaded);
  const tried = open
    .filter((pair) => !graph.hasEdge(pair.a, pair.b))
    .map((pair) => ({ pair, outcome: graph.join(pair.a, pair.b) }));
  await writeOutcomes(tx, joining, { tried, graph });
  await writeLabels(tx, shopId, { loaded, graph });
  return countJoined({ loaded, graph, made: persons.made });
}

/** Every two identities of a claim, accounts before devices, each pair once; quarantined values are left out. */
function pairsOf({ claims, claimed, persons }: Joining): ClaimedPair[] {
  const pairs = new Map<string, ClaimedPair>();
  claimed.ofClaim.forEach((positions, i) => {
    for (const [one, two] of combinations(positions.filter((n) => !persons.quarantined.has(n)))) {
      const pair = pairOf(persons.person[one]!, persons.person[two]!);
      const kinds = [claimed.distinct[one]!.kind, claimed.distinct[two]!.kind];
      if (!pairs.has(pairKey(pair))) pairs.set(pairKey(pair), { ...pair, kinds, at: claims[i]!.at });
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

/** Edges are drawn also for the claim that led to a quarantine, so that the history tells why. */
async function writeOutcomes(
  tx: Tx,
  { shopId, source, author }: Joining,
  { tried, graph }: { tried: readonly Tried[]; graph: CustomerGraph },
): Promise<void> {
  const drawn = tried.filter(({ outcome }) => DRAWN.has(outcome));
  const edges = drawn.map(({ pair }) => edgeOf(pair, source));
  await insertEdges(tx, shopId, { edges, author });
  const persons = [...graph.quarantined];
  if (persons.length > 0) await quarantineIdentities(tx, shopId, { persons, by: author.by });
  const forbidden = tried.filter(({ outcome }) => outcome === 'never' || outcome === 'shared-device');
  await insertProposals(
    tx,
    shopId,
    forbidden.map(({ pair, outcome }) => ({ a: pair.a, b: pair.b, reason: outcome })),
  );
}

const DRAWN: ReadonlySet<JoinOutcome> = new Set(['joined', 'evidence', 'quarantine']);

const edgeOf = ({ a, b, kinds, at }: ClaimedPair, source: string): NewEdge => ({
  kind: 'join',
  a,
  b,
  evidence: { reason: 'same-claim', kinds, source, at },
});

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
