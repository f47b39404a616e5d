import { MOST_CUSTOMERS_JOINED } from './identity-kinds.ts';

export interface GraphPerson {
  readonly personId: number;
  readonly strength: 'account' | 'device';
  readonly quarantined: boolean;
}

/** A standing edge. Manual ones were drawn by staff between customers: they say nothing about a value being shared. */
export interface GraphEdge {
  readonly a: number;
  readonly b: number;
  readonly manual: boolean;
}

export interface GraphInput {
  readonly persons: readonly GraphPerson[];
  readonly joins: readonly GraphEdge[];
  readonly nevers: readonly { readonly a: number; readonly b: number }[];
}

/**
 * What became of an attempt to join two persons. joined: two customers became one; evidence: they were one already;
 * quarantine: this was one customer too many, one of the two joins nobody any more; quarantined: one of them was that
 * before; never: staff said so; shared-device: see `identityKinds`.
 */
export type JoinOutcome = 'joined' | 'evidence' | 'quarantine' | 'quarantined' | 'never' | 'shared-device';

/** Persons and the evidence between them, in memory; the rules of joining stand here and nowhere else. Pure. */
export interface CustomerGraph {
  join(a: number, b: number): JoinOutcome;
  /** The customer of a person: the smallest person of its component. */
  customerOf(person: number): number;
  /** Persons quarantined by joins since it was opened; all their edges but manual ones are withdrawn. */
  readonly quarantined: ReadonlySet<number>;
  hasEdge(a: number, b: number): boolean;
}

interface State {
  readonly input: GraphInput;
  /** Most customers one value may join. */
  readonly most: number;
  readonly persons: ReadonlyMap<number, GraphPerson>;
  /** Neighbours, and whether the edge is manual. */
  readonly edges: Map<number, Map<number, boolean>>;
  readonly quarantined: Set<number>;
  /** Union-find with the smallest person as root. */
  parent: Map<number, number>;
  /** Roots of components that hold an account. */
  anchored: Set<number>;
}

/** `most`: see MOST_CUSTOMERS_JOINED; tests take a smaller one. */
export function openGraph(input: GraphInput, most = MOST_CUSTOMERS_JOINED): CustomerGraph {
  const state: State = {
    input,
    most,
    persons: new Map(input.persons.map((it) => [it.personId, it])),
    edges: new Map(),
    quarantined: new Set(),
    parent: new Map(),
    anchored: new Set(),
  };
  for (const { a, b, manual } of input.joins) addEdge(state, { a, b, manual });
  relabel(state);
  return {
    join: (a, b) => join(state, a, b),
    customerOf: (person) => rootOf(state, person),
    quarantined: state.quarantined,
    hasEdge: (a, b) => state.edges.get(a)?.has(b) ?? false,
  };
}

function join(state: State, a: number, b: number): JoinOutcome {
  const no = refusal(state, a, b);
  if (no !== undefined) return no;
  const apart = rootOf(state, a) !== rootOf(state, b);
  addEdge(state, { a, b, manual: false });
  unite(state, a, b);
  return quarantineOneOf(state, a, b) ? 'quarantine' : apart ? 'joined' : 'evidence';
}

function refusal(state: State, a: number, b: number): JoinOutcome | undefined {
  if (isQuarantined(state, a) || isQuarantined(state, b)) return 'quarantined';
  const [one, two] = [rootOf(state, a), rootOf(state, b)];
  if (one === two) return undefined;
  if (state.input.nevers.some((never) => straddles(state, never, [one, two]))) return 'never';
  const device = isDevice(state, a) || isDevice(state, b);
  return device && state.anchored.has(one) && state.anchored.has(two) ? 'shared-device' : undefined;
}

function straddles(state: State, never: { a: number; b: number }, [one, two]: [number, number]): boolean {
  const [x, y] = [rootOf(state, never.a), rootOf(state, never.b)];
  return (x === one && y === two) || (x === two && y === one);
}

const isDevice = (state: State, person: number) => state.persons.get(person)?.strength === 'device';

const isQuarantined = (state: State, person: number) =>
  state.quarantined.has(person) || (state.persons.get(person)?.quarantined ?? false);

/** The end that joins more customers is the shared one; of two alike, the older. */
function quarantineOneOf(state: State, a: number, b: number): boolean {
  const [joinedByA, joinedByB] = [customersJoinedBy(state, a), customersJoinedBy(state, b)];
  if (Math.max(joinedByA, joinedByB) <= state.most) return false;
  quarantine(state, joinedByA >= joinedByB ? a : b);
  return true;
}

/** How many customers with an account of their own would fall apart if `person` were not there. */
function customersJoinedBy(state: State, person: number): number {
  const neighbours = [...(state.edges.get(person) ?? [])].filter(([, manual]) => !manual);
  if (neighbours.length <= state.most) return neighbours.length;
  const seen = new Set([person]);
  return neighbours.filter(([neighbour]) => !seen.has(neighbour) && walk(state, neighbour, seen)).length;
}

/** Marks everybody reachable from `start` as seen; true when one of them is an account. */
function walk(state: State, start: number, seen: Set<number>): boolean {
  const open = [start];
  let anchored = false;
  seen.add(start);
  for (let person = open.pop(); person !== undefined; person = open.pop()) {
    anchored ||= !isDevice(state, person);
    for (const next of state.edges.get(person)?.keys() ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return anchored;
}

function quarantine(state: State, person: number): void {
  state.quarantined.add(person);
  const own = state.edges.get(person) ?? new Map<number, boolean>();
  for (const [neighbour, manual] of [...own]) {
    if (manual) continue;
    own.delete(neighbour);
    state.edges.get(neighbour)?.delete(person);
  }
  relabel(state);
}

function addEdge(state: State, { a, b, manual }: GraphEdge): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const own = state.edges.get(from) ?? new Map<number, boolean>();
    own.set(to, manual || (own.get(to) ?? false));
    state.edges.set(from, own);
  }
}

/** Finds the components anew; after an edge was taken away union-find cannot go back. */
function relabel(state: State): void {
  state.parent = new Map();
  state.anchored = new Set(
    state.input.persons.filter((it) => it.strength === 'account').map((it) => it.personId),
  );
  for (const [a, neighbours] of state.edges) for (const b of neighbours.keys()) unite(state, a, b);
}

function unite(state: State, a: number, b: number): void {
  const [one, two] = [rootOf(state, a), rootOf(state, b)];
  if (one === two) return;
  const [root, child] = one < two ? [one, two] : [two, one];
  state.parent.set(child, root);
  if (state.anchored.has(child)) state.anchored.add(root);
}

function rootOf(state: State, person: number): number {
  let root = person;
  for (let up = state.parent.get(root); up !== undefined; up = state.parent.get(root)) root = up;
  for (let at = person; at !== root; ) {
    const up = state.parent.get(at)!;
    state.parent.set(at, root);
    at = up;
  }
  return root;
}
