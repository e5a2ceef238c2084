import { componentOf } from '../../app/pages.ts'

/** The page that lists the cases behind a number; the map itself where that page is not there. */
export const showCases: string = componentOf('cases') ? 'cases' : 'map'
