/** Builds dist/console of the checkout `root` unless it is up to date. Throws when the build fails. */
export function buildConsole(root?: string, say?: (line: string) => void): void;
