/** Who did what to whom. Never holds a personal value: people are named by their permanent ids. */
export interface Act {
  readonly shopId: number;
  /** `user:<id>`, `key:<id>`, `cli:<account of the machine>` or `system`. */
  readonly actor: string;
  /** `<domain>.<act>`, such as `customers.unmask`. */
  readonly act: string;
  /** What was acted on, by its permanent id: `person:12`, `order:7`, `key:<uuid>`. */
  readonly subject: string;
  /** Why, in the actor's words; mandatory where the act looks at a personal field. */
  readonly reason?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}
