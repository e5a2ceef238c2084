import { formatNumber } from './numbers.ts'

/** The number of people, where enough are behind it; else that there are few. Nobody is told of singly. */
export const formatPeople = (people: number | null): string => (people === null ? 'fewer than 5' : formatNumber(people))
