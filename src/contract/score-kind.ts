/** A word in both languages of the product. */
interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A kind of score, as data: lists, exports, Explore and segments know it from here. */
export interface ScoreKind {
  /** Kebab-case; unique, and kept for good: it is in addresses and files. */
  readonly code: string;
  /** Name of the model that gives it. */
  readonly model: string;
  readonly label: Text;
  /**
   * `money`: minor units of the shop's currency. `share`: 0 to 1. `band`: one of `bands`. `number`: names something, and is no amount.
   * `word`: names something in words; the value is how strong it is, 0 to 1.
   */
  readonly unit: 'count' | 'money' | 'share' | 'days' | 'band' | 'number' | 'word';
  /** What it says, in one sentence. */
  readonly definition: Text;
  /** What low and high are; absent where the score has none. */
  readonly interval?: Text;
  /** Which end a shop wishes for: neither, where a score only tells apart. */
  readonly better: 'high' | 'low' | 'neither';
  /** Names of the values of a band. */
  readonly bands?: readonly { readonly value: number; readonly label: Text }[];
}
