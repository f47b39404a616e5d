export const capsPath = '/api/shops/{shop}/compliance/contact-caps' as const;
export const quietPath = '/api/shops/{shop}/compliance/quiet-hours' as const;
export const holdoutPath = '/api/shops/{shop}/compliance/holdout' as const;
