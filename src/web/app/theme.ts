import { createTheme, type MantineColorsTuple } from '@mantine/core'

const blue: MantineColorsTuple = [
  '#eaf2fc',
  '#d3e3f8',
  '#a9c8f1',
  '#7caaea',
  '#5690e2',
  '#2e6cc9',
  '#1f5fbf',
  '#1a52a6',
  '#15458d',
  '#0e3674',
]

const dark: MantineColorsTuple = [
  '#e6eaef',
  '#c3cbd5',
  '#a0abb8',
  '#75818f',
  '#434d59',
  '#2d343d',
  '#20262d',
  '#191d23',
  '#12151a',
  '#0d1014',
]

/** One family, tabular figures, a 4 px grid, three sizes: 12 for remarks, 14 for work, 18 for titles. */
export const theme = createTheme({
  primaryColor: 'blue',
  colors: { blue, dark },
  primaryShade: { light: 6, dark: 5 },
  autoContrast: true,
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', 'Liberation Mono', monospace",
  defaultRadius: 'sm',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '18px', xl: '22px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '28px' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '18px', lineHeight: '24px' }, h2: { fontSize: '14px', lineHeight: '20px' } },
  },
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        withArrow: false,
        multiline: true,
        maw: 360,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Modal: {
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' } },
      styles: { title: { lineHeight: '20px', fontWeight: 600, overflowWrap: 'anywhere' } },
    },
    InputWrapper: { styles: { description: { color: 'var(--muted)' } } },
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Select: { defaultProps: { size: 'xs' } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Radio: { defaultProps: { size: 'xs' } },
  },
})
