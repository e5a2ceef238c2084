/** Words right before a number that name a thing of business: what follows is no person's number. */
const BUSINESS =
  /(?:^|[^\p{L}])(?:orders?|order (?:no|nr|number)|invoices?|inv|po|p\.o|so|purchase|bill|delivery|shipment|tracking|parcel|receipt|quote|quotation|contract|project|ticket|incident|case|claim|job|batch|lot|serial|s\/n|model|part|item|article|product|sku|ean|gtin|upc|isbn|issn|imei|mat(?:erial)?|asset|vat(?: ?id)?|version|build|rev(?:ision)?|release|page|amount|total|sum|price|qty|quantity|balance|cost|rechnung(?:snummer|s-nr)?|re-?nr|bestell(?:ung|nummer|-nr)?|auftrag(?:snummer|s-nr)?|lieferschein|beleg(?:nummer)?|artikel(?:nummer|-nr)?|kunden(?:nummer|-nr)|debitor|kreditor|vertrag(?:snummer)?|vorgang|ust-?id(?:nr)?|siret|siren|hrb|p\/n|betrag|summe|preis|menge|charge|facture|commande|référence|pedido|factura|fattura|ordine|factuur|bestelling|faktura|zamówienie|cost cent(?:er|re)|kostenstelle|gl account|coordinates?|lat(?:itude)?|lon(?:gitude)?|uuid|guid|hash|commit|checksum|timestamp|epoch)(?: ?(?:no|nr|num|number|id|code|ref))?[.:#º° ]{0,4}$/iu

/** Whether the words right before `at` say that a thing of business follows. Looks at 32 units. */
export const isBusinessBefore = (text: string, at: number): boolean =>
  BUSINESS.test(text.slice(Math.max(0, at - 32), at))

/** The text around a place in lower case, and the label of its field: what context is sought in. */
export const contextBefore = (text: string, from: number, words: string): string =>
  `${words} ${text.slice(Math.max(0, from - 48), from).toLowerCase()}`
