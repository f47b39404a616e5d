/** Days or weeks in a row, oldest first; no gaps. */
export type Series = readonly number[];

/** What a model says of the periods behind a series. */
export interface Fitted {
  readonly parameters: Readonly<Record<string, number>>;
  /** The mean expected of each of the next `horizon` periods. */
  forecast(horizon: number): number[];
}

/** A way to go on with a series. Pure, and the same answer for the same series. */
export interface Model {
  readonly name: string;
  /** Shortest series it can be fitted to. */
  readonly least: (season: number) => number;
  /**
   * `season`: periods after which a pattern comes again; 1 = none. `near`: the same model on an earlier part of the series, whose
   * parameters are a good place to begin the search at.
   */
  fit(series: Series, season: number, near?: Fitted): Fitted;
}
