/** Gzipped bytes of the shell, and of the overview without and with its charts. Builds the console when it is stale. */
export function consoleSize(): {
  readonly ahead: number;
  readonly shell: number;
  readonly overview: number;
  readonly overview_with_charts: number;
  readonly overview_files: number;
  /** What the overview brings though it is for whoever goes there; by its name in the manifest. */
  readonly loaded_too_early: readonly string[];
  readonly member: number;
};
