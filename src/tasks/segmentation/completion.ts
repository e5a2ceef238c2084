import type { UiAction } from '../../log/ui-log.ts'

/** Words on buttons and links that finish something, in the languages of most recordings; lower case. */
const WORDS: readonly string[] = [
  ...[
    'submit',
    'save',
    'ok',
    'okay',
    'confirm',
    'apply',
    'send',
    'finish',
    'done',
    'complete',
    'post',
    'book',
    'order',
  ],
  ...['create', 'add', 'update', 'approve', 'reject', 'release', 'cancel', 'close', 'checkout', 'pay', 'register'],
  ...['speichern', 'sichern', 'senden', 'absenden', 'bestätigen', 'übernehmen', 'uebernehmen', 'abbrechen', 'buchen'],
  ...['anlegen', 'freigeben', 'abschließen', 'fertig', 'bestellen', 'hinzufügen', 'schließen'],
  ...['enregistrer', 'envoyer', 'valider', 'confirmer', 'appliquer', 'terminer', 'annuler', 'ajouter'],
  ...['guardar', 'enviar', 'confirmar', 'aceptar', 'aplicar', 'terminar', 'finalizar', 'cancelar', 'añadir'],
  ...['salva', 'invia', 'conferma', 'applica', 'annulla', 'aggiungi', 'fine', 'salvar', 'concluir', 'adicionar'],
  ...['opslaan', 'verzenden', 'bevestigen', 'toepassen', 'annuleren', 'voltooien', 'toevoegen'],
  ...['zapisz', 'wyślij', 'zatwierdź', 'anuluj', 'dodaj', 'spara', 'skicka', 'bekräfta', 'gem', 'lagre', 'tallenna'],
]
const words = new Set(WORDS)

const ACTIONS: ReadonlySet<UiAction> = new Set(['submit', 'save'])

/**
 * Whether an event says that something is finished: it submits or saves, or it works a control whose label is one of the
 * words, alone, in two words, or as the first of three (Rebmann & van der Aa, 2023).
 */
export function completes(action: UiAction, label: string | null, sourceAction: string | null): boolean {
  if (ACTIONS.has(action) || (sourceAction !== null && /submit|save/i.test(sourceAction))) return true
  if (action !== 'click' && action !== 'double-click' && action !== 'key' && action !== 'hotkey') return false
  const said = (label ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (said.length === 0 || said.length > 3) return false
  return said.length < 3 ? said.some(word => words.has(word)) : words.has(said[0]!)
}
