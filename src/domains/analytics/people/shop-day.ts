/** The shop day of an instant, YYYY-MM-DD. */
export const shopDay = (instant: Date, { timeZone }: { readonly timeZone: string }): string =>
  instant.toLocaleDateString('sv-SE', { timeZone });
