/** Control types of Windows UI Automation by number, from 50000 on, as ARIA roles where there is one. */
const ROLES = [
  'button',
  'calendar',
  'checkbox',
  'combobox',
  'textbox',
  'link',
  'img',
  'listitem',
  'list',
  'menu',
  'menubar',
  'menuitem',
  'progressbar',
  'radio',
  'scrollbar',
  'slider',
  'spinbutton',
  'status',
  'tablist',
  'tab',
  'text',
  'toolbar',
  'tooltip',
  'tree',
  'treeitem',
  'custom',
  'group',
  'thumb',
  'grid',
  'cell',
  'document',
  'button',
  'window',
  'pane',
  'rowheader',
  'columnheader',
  'table',
  'titlebar',
  'separator',
] as const
const NAMES =
  'Button,Calendar,CheckBox,ComboBox,Edit,Hyperlink,Image,ListItem,List,Menu,MenuBar,MenuItem,ProgressBar,RadioButton,ScrollBar,Slider,Spinner,StatusBar,Tab,TabItem,Text,ToolBar,ToolTip,Tree,TreeItem,Custom,Group,Thumb,DataGrid,DataItem,Document,SplitButton,Window,Pane,Header,HeaderItem,Table,TitleBar,Separator'.split(
    ',',
  )
const BY_NAME = new Map(NAMES.map((name, i) => [name.toLowerCase(), ROLES[i]!]))

/** Role of a control by its number (`50000`) or name (`ButtonControl`, `Button`); the name in lower case where unknown. */
export function controlRole(type: string): string {
  const number = Number(type)
  if (number >= 50_000 && number < 50_000 + ROLES.length) return ROLES[number - 50_000]!
  const name = type.replace(/Control$/, '').toLowerCase()
  return BY_NAME.get(name) ?? name
}

export const WINDOW = '50032'
