/** The few icons, drawn on a 20 × 20 grid with a stroke of 1.5. */
const paths = {
  map: 'M4 5h5v4H4zM11 11h5v4h-5zM6.5 9v4.5H11M9 7h4.5v4',
  variants: 'M3 5h4M8.5 5h3M13 5h4M3 10h3M7.5 10h5.500M3 15h5M9.500 15h2.500M13.500 15h3.500',
  cases: 'M3 5h14M3 10h14M3 15h14M6 3.500v3M12 8.500v3M8 13.500v3',
  statistics: 'M3 17h14M5 14v-4M9 14V5M13 14V8M16.500 14v-2',
  compare: 'M10 3v14M7.500 6 3.500 10l4 4M12.500 6l4 4-4 4',
  import: 'M10 3v9M6.500 8.500 10 12l3.500-3.500M3.500 13v3.500h13V13',
  undo: 'M7 4 3.500 7.500 7 11M4 7.500h7.500a4.500 4.500 0 0 1 0 9H8',
  redo: 'M13 4l3.500 3.500L13 11M16 7.500H8.500a4.500 4.500 0 0 0 0 9H12',
  share:
    'M8.500 11.500a3.200 3.200 0 0 0 4.500 0l2.700-2.700a3.200 3.200 0 0 0-4.500-4.500L10 5.500M11.500 8.500a3.200 3.200 0 0 0-4.500 0l-2.700 2.700a3.200 3.200 0 0 0 4.500 4.500L10 14.500',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 2v1.500M10 16.500V18M2 10h1.500M16.500 10H18M4.300 4.300l1.100 1.100M14.600 14.600l1.100 1.100M4.300 15.700l1.100-1.100M14.600 5.400l1.100-1.100',
  moon: 'M16 11.800A6.500 6.500 0 1 1 8.200 4a5.300 5.300 0 0 0 7.800 7.800z',
  auto: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 3v14M10 6h4.500M10 10h7M10 14h4.500',
  close: 'M5 5l10 10M15 5 5 15',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  fit: 'M3.500 7.500v-4h4M12.500 3.500h4v4M16.500 12.500v4h-4M7.500 16.500h-4v-4',
  search: 'M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM13 13l4 4',
  play: 'M6 4l10 6-10 6z',
  pause: 'M6.500 4.500v11M13.500 4.500v11',
  download: 'M10 3v9M6.500 8.500 10 12l3.500-3.500M4 16.500h12',
  chevron: 'M6 8l4 4 4-4',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  filter: 'M3.500 4.500h13l-5 6v5l-3 1.500v-6.500z',
  save: 'M5 3.500h10v13l-5-3.500-5 3.500z',
  edit: 'M4 16l.7-3.300L13 4.400l2.600 2.600-8.300 8.300zM11.500 6l2.500 2.500',
  off: 'M10 3.500v6M6.200 5.700a6 6 0 1 0 7.600 0',
  not: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM5 15 15 5',
  help: 'M7.500 7.500a2.500 2.500 0 1 1 3.700 2.200c-.8.500-1.200 1-1.200 1.800M10 14.300v.2M10 2.500a7.500 7.500 0 1 0 0 15 7.500 7.500 0 0 0 0-15z',
  menu: 'M3.500 5.500h13M3.500 10h13M3.500 14.500h13',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6v4l2.500 2',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  tidy: 'M4 4h5v4H4zM11 12h5v4h-5zM13.500 12V9.500h-7V8',
  trash: 'M4 5.500h12M8 5.500v-2h4v2M5.500 5.500l.7 11h7.600l.7-11',
  file: 'M5.500 3h6l3.500 3.500V17h-9.500zM11.500 3v3.500H15',
  record: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 7.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5z',
  routines: 'M4 8a6 6 0 0 1 11.300-1.500M16 3.500v3.500h-3.500M16 12a6 6 0 0 1-11.300 1.500M4 16.500v-3.500h3.500',
  candidates: 'M10 3l2 4.500 4.800.500-3.600 3.300 1 4.700L10 13.600 5.800 16l1-4.700L3.200 8 8 7.500z',
  friction: 'M3 10l3-5 3 10 3-10 3 10 2-5',
  robot: 'M4.500 7.500h11v8h-11zM10 7.500v-3M7.500 11h.01M12.500 11h.01M8 13.500h4',
  merge: 'M5 4v3a3 3 0 0 0 3 3h4.500M5 16v-3a3 3 0 0 1 3-3M10 7l3 3-3 3',
  split: 'M4 10h4a3 3 0 0 0 3-3V6a2 2 0 0 1 2-2h3M8 10a3 3 0 0 1 3 3v1a2 2 0 0 0 2 2h3',
  trim: 'M6 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM6 11a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM7.800 8 16 14M7.800 12 16 6',
  model: 'M3.500 10h3M6.500 6.500h7v7h-7zM13.500 10h3',
  conformance: 'M3.500 10h4.500M14 10h2.500M8 6.500h6v7H8zM9.500 10l1.200 1.500 2-3',
  rules: 'M4 3.500h12v13H4zM7 7.500l1 1 2-2M12 7.500h1.500M7 12.500l1 1 2-2M12 12.500h1.500',
} as const
export type IconName = keyof typeof paths

/** Decorative: what it stands for is said in words beside it, or by the label of its button. */
export function Icon({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'more' ? 2.5 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  )
}
