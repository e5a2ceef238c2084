/** Why nothing is told of a log without cases, whatever the method. */
export const NO_CASES = 'There are no cases to hold against a model.'
