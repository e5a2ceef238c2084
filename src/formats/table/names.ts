import { nameWords } from '../../base/name-words.ts'

export type Role = 'case' | 'activity' | 'complete' | 'start' | 'resource' | 'lifecycle' | 'instance'

/** Names of columns by role, in the words of many systems and languages; the earlier line is the stronger sign. */
const NAMES: Readonly<Record<Role, readonly (readonly [number, string])[]>> = {
  case: [
    [
      1,
      'case concept name|case id|case|caseid|case key|case number|case no|case nr|case identifier|case ref|trace id|trace|id case',
    ],
    [
      0.95,
      'process instance id|process instance|process instance key|case name|fall id|fallnummer|fall nr|vorgangsnummer|vorgang|vorgangs id|zaak|zaaknummer|zaak id|id caso|caso|cas|id cas|dossier|numero de dossier|numéro de dossier|sprawa|sag|ärende|案件|案例',
    ],
    [
      0.85,
      'order id|order number|order no|order nr|order|sales order|sales order id|sales order number|sales document|vbeln|ebeln|aufnr|banfn|belnr|qmnum|purchase order|purchase order id|purchase order number|po number|po id|incident number|incident id|incident|ticket|ticket id|ticket number|ticket no|issue key|issues key|issue id|issue number|request id|request number|claim id|claim number|claim|application id|application number|loan id|invoice id|invoice number|patient|patient id|patient number|work order|work order id|service request|service request number|sr number|shipment id|delivery id|contract id|policy number|policy id|session id|job id|objectid|object id|document number|document id|bestellnummer|bestellung|auftrag|auftragsnummer|auftrags nr|rechnungsnummer|antragsnummer|ticketnummer|numero de commande|numéro de commande|commande|pedido|numero de pedido|número de pedido|ordine|numero ordine|bestelling|ordernummer|expediente|solicitud|pratica|processo|zamówienie|root pi|claimid|dossiernummer|admission id|encounter id|hadm id|visit id',
    ],
    [
      0.65,
      'process|process id|number|key|instance id|reference|ref|group id|correlation id|conversation id|workflow id|run id|transaction id|order reference',
    ],
    [0.5, 'id|nr|no|uuid|guid|idx'],
  ],
  activity: [
    [
      1,
      'concept name|activity|activity name|activity id|activityname|activity en|activity de|activity label|activity type|activity description',
    ],
    [
      0.95,
      'task|task name|aktivität|aktivitaet|aktivitäten|tätigkeit|taetigkeit|schritt|prozessschritt|vorgangsschritt|activité|activite|étape|etape|tâche|tache|actividad|tarea|paso|atividade|tarefa|etapa|attività|attivita|compito|activiteit|taak|stap|czynność|aktivitet|aktivita|活动|活動|アクティビティ',
    ],
    [
      0.9,
      'step|step name|process step|workflow step|event name|eventname|event|event activity|event description|event class|work item name|workitem',
    ],
    [
      0.8,
      'event type|eventtype|action|action name|operation|operation name|handling|milestone|ereignis|événement|evento|gebeurtenis|transaction code|tcode|procedure|stage|phase|fase|incident state|ticket status|order status|new status|to status|to string|items to string|status change|change type|verb',
    ],
    [0.65, 'status|state|zustand|statut|estado|stato|toestand|transition|message|type|field|subject|name'],
  ],
  complete: [
    [
      1,
      'time timestamp|timestamp|time stamp|complete timestamp|end timestamp|end time|endtime|end date|end datetime|complete|complete time|completetime|completion time|completed|completed at|completed on|finish|finish time|finished|finished at|end|ended|ended at|event time|eventtime|event timestamp|event date|event datetime|timestamps|zeitstempel|zeitpunkt|ende|endzeit|enddatum|endzeitpunkt|horodatage|fin|date fin|date de fin|heure fin|fecha fin|marca de tiempo|fim|data fim|fine|data fine|eind|eindtijd|einddatum|tijdstip|时间戳|タイムスタンプ|complete date|stop|stop time|time end|date end|end t',
    ],
    [
      0.85,
      'time|date|datetime|date time|zeit|datum|uhrzeit|heure|date heure|fecha|hora|fecha hora|data|ora|data ora|tijd|czas|时间|日時|occurred at|occurred|occurred on|logged at|recorded at|ts|timestamp utc|event ts|log time|action time|activity time|activity date|activity timestamp|change date|changed at|changed on|sys updated at|sys updated on|updated at|updated on|updated|modified at|modified on|modified|last changed|last updated|udate|utime|aedat|change time|transaction date|posting date',
    ],
    [
      0.6,
      'created at|created on|created|creation date|creation time|creationdate|erdat|cpudt|budat|sys created at|sys created on|opened at|opened|approved at|erstellt|erstellt am|angelegt am|when',
    ],
  ],
  start: [
    [
      1,
      'start timestamp|start|start time|starttime|start date|start datetime|started|started at|started on|begin|begin time|begin date|begin timestamp|begins|began|actual start|start t|time start|date start|startzeit|startdatum|startzeitpunkt|beginn|anfang|début|debut|date début|date debut|heure début|inicio|fecha inicio|início|data início|data inicio|inizio|data inizio|begintijd|begindatum|starttijd|rozpoczęcie|开始时间|開始時間',
    ],
  ],
  resource: [
    [
      1,
      'org resource|resource|resource name|resource id|performer|originator|executor|ressource|recurso|risorsa|resurs|资源|リソース',
    ],
    [
      0.95,
      'user|user name|username|user id|userid|employee|employee id|worker|operator|agent|actor|performed by|executed by|handled by|processed by|completed by|changed by|bearbeiter|benutzer|benutzername|mitarbeiter|sachbearbeiter|anwender|utilisateur|employé|employe|opérateur|usuario|empleado|operador|usuário|funcionário|utente|operatore|addetto|gebruiker|medewerker|behandelaar|uživatel|użytkownik|pracownik|bruger|användare|用户|担当者|usnam|ernam|aenam|staff|staff id|staff member|caseworker|case worker|clerk|nurse|doctor|physician',
    ],
    [
      0.8,
      'sys updated by|updated by|modified by|last modified by|assigned to|assignee|owner|responsible|author|author name|histories author name|person|approver|approved by|executed user|robot name|bot',
    ],
    [
      0.55,
      'resolved by|created by|creator|opened by|sys created by|created by user|caller id|reporter|role|group|org role|org group|team|assignment group|department',
    ],
  ],
  lifecycle: [
    [
      1,
      'lifecycle transition|lifecycle|life cycle|life cycle transition|lifecycle state|event lifecycle|transition type',
    ],
    [
      0.8,
      'registration type|transition|event type|eventtype|event state|event status|status|state|type|startend|start end|phase',
    ],
  ],
  instance: [
    [
      1,
      'concept instance|activity instance|activity instance id|activityinstanceid|activity instance key|instance|event instance|task instance|task instance id|work item id|workitem id|handling id|task id|action id|execution id',
    ],
  ],
}

const LOOKUP = new Map<string, { role: Role; strength: number }[]>()
for (const [role, lines] of Object.entries(NAMES))
  for (const [strength, line] of lines)
    for (const name of line.split('|')) {
      const list = LOOKUP.get(name) ?? []
      list.push({ role: role as Role, strength })
      LOOKUP.set(name, list)
    }

/** How strongly (0..1) a name speaks for a role; a known name at the end of a longer one counts less. */
export function nameStrength(name: string, role: Role): number {
  if (/^case:/i.test(name) && !/^case:concept:name$/i.test(name)) return 0
  const normal = nameWords(name)
  const words = normal.split(' ')
  for (let skip = 0; skip < words.length; skip++) {
    const tail = skip === 0 ? normal : words.slice(skip).join(' ')
    const found = LOOKUP.get(tail)?.find(entry => entry.role === role)
    if (found) {
      if (skip === 0) return found.strength
      // "order status" ends in "status", but "planned end" is no end and "case status" no case.
      if (
        /^(planned|expected|target|due|scheduled|previous|old|enabled|enable|next|last|first|parent|root|plan|soll|prev)$/.test(
          words[skip - 1]!,
        )
      )
        return 0
      return skip === 1 && found.strength >= 0.8 ? found.strength * 0.7 : found.strength * 0.4
    }
  }
  return 0
}

/** The role that a name alone makes likely, or null. */
export function roleOfName(name: string): Role | null {
  let best: Role | null = null
  let strength = 0.75
  for (const { role, strength: s } of LOOKUP.get(nameWords(name)) ?? [])
    if (s > strength) {
      best = role
      strength = s
    }
  return best
}

const LIFECYCLE = new Set(
  'start,complete,schedule,assign,reassign,suspend,resume,withdraw,autoskip,manualskip,ate_abort,pi_abort,abort,started,completed,begin,end,finish,finished,ended,scheduled,assigned,suspended,resumed,enable,enabled,create,created,cancel,cancelled,stop,stopped,ready,reserved,inprogress,in progress,in_progress,exited,obsolete,skip,skipped,unknown'.split(
    ',',
  ),
)

/** Whether texts are the states of a life cycle: all of them known, and both or one of start and complete among them. */
export function areTransitions(texts: readonly string[]): boolean {
  const lower = texts.map(text => text.trim().toLowerCase())
  return (
    lower.length > 0 &&
    lower.length <= 16 &&
    lower.every(text => LIFECYCLE.has(text)) &&
    lower.some(text => /^(start|complete|begin|end)/.test(text))
  )
}

/** Whether a name promises times. */
export function isTimeName(name: string): boolean {
  return (
    nameStrength(name, 'complete') > 0.3 ||
    nameStrength(name, 'start') > 0.3 ||
    /(time|date|datum|zeit|stamp|fecha|data|heure)/i.test(name)
  )
}

/** Whether a name promises identifiers, which stay text even where they are digits. */
export function isIdentifierName(name: string): boolean {
  return /(^| )(id|nr|no|number|nummer|key|code|zip|plz|postcode|phone|tel|iban|vbeln|ebeln|uuid|ref|reference|matnr|kunnr|lifnr|year|class)$/.test(
    nameWords(name),
  )
}

/** `money` by the name of a column of numbers. */
export function isMoneyName(name: string): boolean {
  return /(^| )(amount|price|cost|costs|value net|netwr|net value|net amount|total|betrag|preis|kosten|montant|prix|coût|importe|precio|costo|importo|prezzo|bedrag|prijs|revenue|fee|expense|expenses|loan amount|credit amount|payment amount|dmbtr|wrbtr|turnover|umsatz)$/.test(
    nameWords(name),
  )
}

/** Due dates by name. */
export function isDueName(name: string): boolean {
  return /(^| )(due|due date|deadline|target date|promised date|due at|fällig|fällig am|fälligkeit|fälligkeitsdatum|échéance|vencimiento|scadenza|vervaldatum|enddate planned|planned end|required by|sla due|eindatum)$/.test(
    nameWords(name),
  )
}
