/** Tests of the file at hand that failed so far: a world closed after one is kept to be looked at. */
let failed = 0;

export const failures = (): number => failed;

export function noteFailure(): void {
  failed += 1;
}

export function forgetFailures(): void {
  failed = 0;
}
