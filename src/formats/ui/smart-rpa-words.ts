import type { UiAction } from '../../log/ui-log.ts'

/** Words of the recorder by what they mean; lower case. */
const WORDS: Readonly<Partial<Record<UiAction, string>>> = {
  click: 'clickbutton clicktextfield clickcheckboxbutton clickradiobutton clicklink mouseclick link',
  'double-click': 'doubleclick doubleclickcellwithvalue doubleclickemptycell',
  'context-click': 'contextmenu rightclickcellwithvalue rightclickemptycell',
  enter: 'changefield editcell editcellsheet editrange typed changedocument',
  select: 'selectoptions selecttext selectedfile selectedfolder itemselected',
  copy: 'copy',
  cut: 'cut',
  paste: 'paste',
  read: 'getcell getrange',
  open: 'newtab newwindow openwindow openfile openfolder programopen newworkbook openworkbook newpresentation newdocument created mount',
  close: 'closetab closewindow programclose closeworkbook closepresentation unmount',
  switch:
    'selecttab activatewindow deactivatewindow selectworksheet deselectworksheet worksheetactivated activateworkbook',
  navigate: 'reload generated urlhashchange startpage navigate manualsubframe autobookmark keyword',
  save: 'saveworkbook savepresentation savedocument',
  submit: 'submit formsubmit',
  hotkey: 'hotkey',
  drag: 'dragelement movetab',
  download: 'startdownload',
  print: 'print printworkbook',
}
const ACTIONS: ReadonlyMap<string, UiAction> = new Map(
  Object.entries(WORDS).flatMap(([action, words]) => words.split(' ').map(word => [word, action as UiAction] as const)),
)

/** The action that a word of SmartRPA stands for, whatever its case; null where it is none of its words. */
export const smartRpaAction = (word: string): UiAction | null => ACTIONS.get(word.toLowerCase()) ?? null
