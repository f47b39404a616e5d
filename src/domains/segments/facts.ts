/** What is known of one customer, as rows: what conditions are evaluated on. Instants are milliseconds. */
export interface Facts {
  readonly customerId: number;
  readonly persons: readonly PersonFact[];
  readonly happened: readonly Happened[];
  readonly ties: readonly { readonly role: string; readonly tieNo: string }[];
  /** What each account of points of theirs holds. */
  readonly points: readonly HeldPoints[];
  /** Their periods of PLUS. */
  readonly plus: readonly PlusPeriod[];
  /** By code. */
  readonly scores: ReadonlyMap<string, number>;
  /** What scores name, by code. */
  readonly words: ReadonlyMap<string, string>;
  /** Where the customer stands in the last build of people; undefined: in none. */
  readonly standing: Readonly<Record<string, string>> | undefined;
  /** Uploaded lists they stand on. */
  readonly lists: ReadonlySet<number>;
  /** Segments they are in now. */
  readonly segments: ReadonlySet<number>;
}

export interface HeldPoints {
  /** Never expire, less what is owed. */
  readonly lasting: number;
  readonly ending: readonly { readonly end: number; readonly points: number }[];
}

export interface PlusPeriod {
  readonly plan: number;
  /** 0: the trial. */
  readonly no: number;
  readonly begins: number;
  readonly ends: number;
  /** Nothing ended it yet. */
  readonly isOpen: boolean;
}

export interface PersonFact {
  readonly personId: number;
  readonly firstSeen: number;
  readonly lastSeen: number;
  /** As JSON values. */
  readonly traits: Readonly<Record<string, string>>;
  readonly tags: readonly { readonly number: string; readonly until: number }[];
  readonly consents: readonly string[];
  readonly isBarred: boolean;
}

/** An event; or an order placed, paid, or a refund, which are events too. */
export interface Happened {
  readonly name: string;
  readonly at: number;
  readonly source: 'events' | 'orders' | 'refunds';
  /** Columns by what steps call them; of events the properties too, as text. */
  readonly fields: Readonly<Record<string, string>>;
  /** Root categories: of an event its own or its product's, of a document those of its lines. */
  readonly categories: readonly string[];
  /** Numbers of the products, on every channel. */
  readonly products: readonly string[];
  /** The one number of each product, on all channels: of an event its own, of a document those of its lines. */
  readonly things: readonly string[];
  readonly amount: number;
  readonly quantity: number;
  readonly currency: string;
  /** Of an order: it was paid, for more than nothing. */
  readonly isPaid: boolean;
}
