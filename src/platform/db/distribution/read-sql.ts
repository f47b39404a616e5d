/** Asks one connection; answers rows. Statements of ours only, nothing a user typed. */
export type ReadSql = <Row>(text: string) => Promise<Row[]>;
