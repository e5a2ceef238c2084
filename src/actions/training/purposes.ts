/** Purposes under which recordings can have been made; only the last two allow training data. */
export const purposes = ['process-improvement', 'automation', 'agent-evaluation', 'agent-training'] as const
export type Purpose = (typeof purposes)[number]
