import type { Draw } from './draw.fixture.ts'
import type { Drawn } from './sample.fixture.ts'

/** Names drawn for the corpus: a list of its own, in part rare, so that the detector's list is not measured by itself. */
const GIVEN =
  'Hannah Lukas Emma Noah Mia Ben Anna Paul Lena Jonas Marie Felix Sophie Maximilian Laura Julian Katharina Tobias Johanna Sebastian Olivia Liam Charlotte James Amelia William Ava Benjamin Emily Daniel Grace Samuel Chloe Matthew Zoe Andrew Rebecca Joshua Camille Hugo Manon Louis Juliette Antoine Inès Théo Lucía Alejandro Carmen Javier Sofía Pablo Giulia Francesco Chiara Matteo Alessia Lorenzo Daan Sanne Lars Femke Thijs Ingrid Björn Astrid Erik Agnieszka Piotr Katarzyna Tomasz João Mariana Priya Rahul Wei Yuki Ahmed Fatima Mehmet Elif Olga Dmitri Svetlana Zsófia Gergő Ioana Răzvan Desislava Siobhán Eoin Rhys Gwen Tuomas Aino Kjersti Odd Þóra'
const FAMILY =
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Schulz Hoffmann Koch Richter Klein Wolf Neumann Schwarz Zimmermann Krüger Hartmann Lange Vogt Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Thomas Moore Jackson Martin Thompson White Clark Lewis Walker Hall Martin Bernard Dubois Petit Durand Leroy Moreau Garcia Rodríguez Fernández López Sánchez Pérez Rossi Ferrari Esposito Bianchi Romano Colombo Jansen Visser Bakker Mulder Andersson Nilsson Hansen Nielsen Kowalski Nowak Wiśniewski Silva Santos Oliveira Sharma Patel Singh Wang Zhang Tanaka Suzuki Yılmaz Demir Ivanov Petrova Nagy Szabó Popescu Dimitrov Murphy Kelly Griffiths Virtanen Achterberg Quandt Oberhuber Featherstonehaugh Castellanos Vanderbilt'
const DOMAINS =
  'example.com example.org example.net firma.de beispiel.de mail.example.co.uk acme.io posteo.example web.example.fr contoso.com uni-beispiel.de müller-gmbh.de sub.dept.example.edu x.org'
const ascii = (text: string) =>
  text
    .toLowerCase()
    .replace(/ü/g, 'ue')
    .replace(/ö/g, 'oe')
    .replace(/ä/g, 'ae')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/[^a-z]/g, '')

export const drawGiven = (draw: Draw): string => draw.word(GIVEN)
export const drawFamily = (draw: Draw): string => draw.word(FAMILY)

export function makeEmail(draw: Draw): Drawn {
  const [given, family] = [ascii(drawGiven(draw)), ascii(drawFamily(draw))]
  const local = draw.of([
    `${given}.${family}`,
    `${given[0]}${family}`,
    `${given[0]}.${family}`,
    `${family}${draw.int(1, 99)}`,
    `${given}_${family}`,
    `${given}.${family}+${draw.word('news shop orders')}`,
    `${given}`,
    `info`,
    `${given}-${family}`,
    `${given}.${family[0]}.${draw.int(1960, 2005)}`,
    `o'${family}`,
  ])
  const address = `${local}@${draw.word(DOMAINS)}`
  return {
    value: draw.chance(0.1) ? address.toUpperCase() : address,
    kind: 'e-mail',
    labels: ['E-mail', 'Email address', 'E-Mail-Adresse'],
  }
}

export function makeName(draw: Draw): Drawn {
  const [given, family] = [drawGiven(draw), drawFamily(draw)]
  const roll = draw.int(1, 20)
  const labels = ['Contact', 'Contact name', 'Sachbearbeiter']
  if (roll <= 10) return { value: `${given} ${family}`, kind: 'given family', labels }
  if (roll <= 13) return { value: `${family}, ${given}`, kind: 'family, given', labels }
  if (roll <= 14) return { value: `${given} ${draw.fill('@')}. ${family}`, kind: 'initial', labels }
  if (roll <= 15) return { value: `${given} ${drawGiven(draw)} ${family}`, kind: 'two given', labels }
  if (roll <= 16) return { value: `${given} ${family}-${drawFamily(draw)}`, kind: 'double family', labels }
  if (roll <= 17) return { value: `${given} ${draw.word('von van de da')} ${family}`, kind: 'particle', labels }
  if (roll <= 18) return { value: `${given} ${family}`.toUpperCase(), kind: 'capitals', labels }
  return { value: `${draw.word('Mr. Mrs. Dr. Herr Frau Ms. Mme Prof. Señora Sig.')} ${family}`, kind: 'title', labels }
}

const GERMAN_STREETS =
  'Hauptstraße Bahnhofstraße Gartenweg Lindenallee Marktplatz Schillerstr. Goethestrasse Mühlengasse Kirchplatz Rosenweg Uferstraße Am_Hang'
const ENGLISH_STREETS = 'High Station Church Park Maple Oak Washington Lincoln Victoria Queens Mill Chestnut'
const TOWNS = 'Berlin Hamburg München Köln Leipzig Graz Basel'

export function makeAddress(draw: Draw): Drawn {
  const labels = ['Address', 'Anschrift', 'Adresse']
  const house = `${draw.int(1, 180)}${draw.chance(0.15) ? draw.word('a b c') : ''}`
  const roll = draw.int(1, 10)
  const withTown = draw.chance(0.4)
  if (roll <= 4) {
    const street = `${draw.word(GERMAN_STREETS).replace('_', ' ')} ${house}`
    return { value: withTown ? `${street}, ${draw.digits(5)} ${draw.word(TOWNS)}` : street, kind: 'DE', labels }
  }
  if (roll <= 7) {
    const street = `${draw.int(1, 2400)} ${draw.word(ENGLISH_STREETS)} ${draw.word('Street St Avenue Ave Road Rd Lane Drive Boulevard Court')}`
    return { value: withTown ? `${street}, Springfield, IL ${draw.digits(5)}` : street, kind: 'US, GB', labels }
  }
  if (roll <= 8)
    return {
      value: `${house} ${draw.word('rue avenue boulevard')} ${draw.of(['de la République', 'Victor Hugo', 'des Lilas', 'du Moulin', "de l'Église"])}`,
      kind: 'FR',
      labels,
    }
  if (roll <= 9)
    return {
      value: `${draw.of(['Calle Mayor', 'Avenida de América', 'Via Garibaldi', 'Via Giuseppe Verdi', 'Piazza Dante', 'Rua das Flores', 'ul. Długa'])}${draw.word(', _').replace('_', '')} ${draw.int(1, 99)}`,
      kind: 'ES, IT, PT, PL',
      labels,
    }
  return {
    value: `${draw.of(['Keizersgracht', 'Dorpsstraat', 'Stationsplein', 'Storgatan', 'Nørregade'])} ${draw.int(1, 300)}`,
    kind: 'NL, SE, DK',
    labels,
  }
}

export function makeAccount(draw: Draw): Drawn {
  const [given, family] = [ascii(drawGiven(draw)), ascii(drawFamily(draw))]
  const labels = ['User name', 'Login', 'Benutzername']
  const roll = draw.int(1, 10)
  if (roll <= 4)
    return {
      value: `${draw.word('CORP ACME EU1 INTRA CONTOSO AD-DE')}\\${draw.of([`${given}.${family}`, `${given[0]}${family}`, draw.fill('@######').toLowerCase()])}`,
      kind: 'domain',
      labels,
    }
  const name = draw.of([
    `${given}.${family}`,
    `${given[0]}${family}${draw.int(1, 9)}`,
    draw.fill('D######'),
    draw.fill('&&&&##'),
  ])
  return { value: name, kind: 'announced', labels, needsLabel: true }
}

export function makeMachine(draw: Draw): Drawn {
  const labels = ['Computer name', 'Hostname', 'Rechnername']
  const roll = draw.int(1, 10)
  const upper = (count: number) =>
    Array.from({ length: count }, () => draw.of([...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'])).join('')
  if (roll <= 2) return { value: `DESKTOP-${upper(7)}`, kind: 'Windows', labels }
  if (roll <= 3) return { value: `LAPTOP-${upper(8)}`, kind: 'Windows', labels }
  if (roll <= 4) return { value: `WIN-${upper(11)}`, kind: 'Windows', labels }
  if (roll <= 5)
    return { value: draw.fill(draw.of(['%%:%%:%%:%%:%%:%%', '%%-%%-%%-%%-%%-%%'])), kind: 'hardware address', labels }
  if (roll <= 7)
    return {
      value: `${draw.of([`srv-${draw.word('db app web')}-${draw.digits(2)}`, `pc${draw.digits(4)}`, `${draw.word('hera zeus apollo')}`])}.${draw.word('corp.local acme.lan intra.internal example.corp')}`,
      kind: 'internal',
      labels,
    }
  if (roll <= 8) return { value: `${draw.word('PC NB WS SRV')}-${draw.fill('####')}`, kind: 'office', labels }
  return {
    value: draw.of([
      `${draw.word('hera zeus apollo')}-${draw.digits(2)}`,
      draw.fill('WKS@@####'),
      `build-agent-${draw.digits(2)}`,
    ]),
    kind: 'announced',
    labels,
    needsLabel: true,
  }
}
